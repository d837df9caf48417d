import { describe, expect, test } from "vitest";

import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planRegionKernel } from "../../src/dsp/kernel/kernel-choice.ts";
import { planTraceBuffer } from "../../src/traces/trace-buffer.ts";
import { planTracePulses } from "../../src/pulse/trace-pulses.ts";
import { planWindowAnalyser } from "../../src/pulse/window-analysis.ts";
import { planPublishedReference, planTunedReference } from "../../src/evaluate/fft-js-reference.ts";
import { planKernelUpdate, pulsePlan, type RegionUpdate } from "../../src/evaluate/region-update.ts";

const FS_HZ = 30;
const N = 300;

/** Skin whose colour swings by a pure tone in the ratio of a pulse: its rate is known in closed form. */
function tone(rateBpm: number, phase: number) {
  return (i: number): [number, number, number] => {
    const swing = 0.01 * Math.sin((2 * Math.PI * rateBpm * i) / (60 * FS_HZ) + phase);
    return [150 * (1 - 0.33 * swing), 110 * (1 - 0.77 * swing), 90 * (1 - 0.53 * swing)];
  };
}

function rateAfter(chain: RegionUpdate, samples: number, colour: (i: number) => [number, number, number]) {
  for (let i = 0; i < samples; i++) chain.push(colour(i));
  return chain.rateBpm();
}

const CHAINS = [
  ["the kernel", () => planKernelUpdate(pulsePlan(FS_HZ, 1, N, 512), N)],
  ["the tuned reference at equal steps", () => planTunedReference(FS_HZ, N, 1024)],
  ["the tuned reference at 4096 points", () => planTunedReference(FS_HZ, N, 4096)],
  ["the published reference at 4096 points", () => planPublishedReference(FS_HZ, N, 4096)],
] as const;

describe.each(CHAINS)("%s", (_name, plan) => {
  test.each([45.3, 60, 72.7, 118.2, 171.9])("reads a tone of %d /min within 0.1 /min, at any phase", (rateBpm) => {
    for (const phase of [0, 1.1, 2.9]) {
      const read = rateAfter(plan(), 517, tone(rateBpm, phase));
      expect(Math.abs((read ?? 0) - rateBpm)).toBeLessThan(0.1);
    }
  });

  test("reads nothing before its window is full", () => {
    expect(rateAfter(plan(), N - 1, tone(72, 0))).toBeNull();
  });
});

test("the kernel that is timed computes what the pulse's window analysis does for a region", () => {
  const colour = tone(80, 0.4);
  const traces = planTraceBuffer(["skin"], 512);
  const pulses = planTracePulses(traces, "colour", 512);
  const analyser = planWindowAnalyser(traces, pulses.waves, "colour");
  for (let i = 0; i <= 400; i++) {
    const frame: TraceFrame = {
      tMs: (i * 1000) / FS_HZ,
      durationMs: 1000 / FS_HZ,
      keyframe: true,
      rgb: Float64Array.from(colour(i)),
      usable: Uint8Array.of(1),
      room: null,
      head: null,
    };
    traces.push(frame);
    pulses.advance(() => undefined);
  }
  const kernel = planRegionKernel(pulsePlan(FS_HZ, 1, N, 512));
  const sample = new Float64Array(1);
  for (let i = 0; i < traces.length; i++) {
    const rgb = [0, 1, 2].map((c) => {
      traces.readRegion(0, c, i, i + 1, sample);
      return sample[0];
    });
    kernel.push(rgb, [1]);
  }
  kernel.update(N, null);
  const spectrum = kernel.spectrum(0);
  const theirs = analyser.analyse(N)?.spectra[0] ?? new Float64Array();
  expect(theirs).toHaveLength(spectrum.length);
  const largest = Math.max(...theirs);
  theirs.forEach((value, i) => {
    expect(Math.abs(spectrum[i] - value)).toBeLessThan(5e-4 * largest);
  });
});
