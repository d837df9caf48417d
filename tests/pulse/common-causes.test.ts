import { describe, expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { planTraceBuffer } from "../../src/traces/trace-buffer.ts";
import { planCommonCauses } from "../../src/pulse/common-causes.ts";
import { RATE_GRID_BPM } from "../../src/pulse/rate-grid.ts";
import { planTracePulses } from "../../src/pulse/trace-pulses.ts";
import { planWindowAnalyser } from "../../src/pulse/window-analysis.ts";
import { type BedScene, bedFrames, PATCH_NAMES } from "../vitals/made-frames.ts";

import { sine } from "./skin-traces.ts";

/** Rates, of those asked, at which ten seconds of a scene have a common cause. */
function causedIn(scene: Omit<BedScene, "seconds">, ...asked: number[]): number[] {
  const traces = planTraceBuffer(PATCH_NAMES, 1024);
  const pulses = planTracePulses(traces, "colour", 1024);
  const analyser = planWindowAnalyser(traces, pulses.waves, "colour");
  for (const frame of bedFrames({ seconds: 11, ...scene })) {
    traces.push(frame);
    pulses.advance(() => undefined);
  }
  const analysis = analyser.analyse(300);
  if (!analysis) throw new Error("nothing was seen");
  const common = planCommonCauses(traces).of(analysis);
  return asked.filter((bpm) => common[bpm - RATE_GRID_BPM[0]] === 1);
}

/** A head 200 px wide that moves up and down by so many pixels, found to within a fiftieth of a pixel. */
function nodding(bpm: number, peakToPeakPx: number): NonNullable<BedScene["head"]> {
  const normal = planNormal(3);
  const nod = sine(bpm / 60, peakToPeakPx / 2);
  return (tS) => ({ xPx: 320 + 0.02 * normal(), yPx: 240 + nod(tS) + 0.02 * normal(), widthPx: 200 });
}

describe("a common cause of colours and network", () => {
  test("is a nod at the rate, and at half of it while the head stays within two pixels", () => {
    expect(causedIn({ head: nodding(66, 0.4) }, 66, 90, 132)).toEqual([66, 132]);
    expect(causedIn({ head: nodding(66, 12) }, 66, 100, 132)).toEqual([66]);
  });

  test("is not the recoil of a heartbeat, nor a head that is found with noise", () => {
    expect(causedIn({ head: nodding(66, 0.1) }, 66, 132)).toEqual([]);
    expect(causedIn({ head: nodding(66, 0) }, 50, 66, 90, 132)).toEqual([]);
  });

  test("is light that swings at the rate or at half of it", () => {
    const swing = sine(1.2, 0.05);
    const light = (tS: number) => [swing(tS), swing(tS), swing(tS)] as const;
    expect(causedIn({ light, noise: 0.001 }, 72, 104, 144)).toEqual([72, 144]);
  });

  test("may be anything while nobody knows where the head was", () => {
    const seen = nodding(66, 0);
    const head: BedScene["head"] = (tS) => (tS > 5 && tS < 5.05 ? null : seen(tS));
    expect(causedIn({ head }, 50, 66, 90, 132)).toEqual([50, 66, 90, 132]);
  });
});
