import { describe, expect } from "vitest";

import { planBeatFinder } from "../../src/pulse/beat-finder.ts";
import { planPulseEstimator } from "../../src/pulse/pulse-estimator.ts";
import { planBeatWitnesses } from "../../src/respiration/beat-witnesses.ts";
import { planRespirationEstimator } from "../../src/respiration/respiration-estimator.ts";
import { planTraceWitnesses } from "../../src/respiration/trace-witnesses.ts";
import { readTraceFile } from "../../src/bed/trace-file.ts";
import { planTruthCurve } from "../../src/evaluate/truth-curve.ts";
import { readTruthFile } from "../../src/evaluate/truth-file.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

interface Second {
  readonly tMs: number;
  readonly rateBrpm: number | null;
}

/** Breathing from a contact pulse wave alone, second by second; null: not shown. */
function breathingOf(path: string): Second[] {
  const { regions, frames, kind } = readTraceFile(path);
  const pulse = planPulseEstimator(regions, kind);
  const finder = planBeatFinder(pulse.traces.fsHz, "unknown");
  const light = planTraceWitnesses(pulse.traces, kind);
  const beats = planBeatWitnesses();
  const estimator = planRespirationEstimator();
  const seconds: Second[] = [];
  let pulseLive = false;
  let live = false;
  for (const frame of frames) {
    const tMs = 1000 * (seconds.length + 1);
    if (frame.tMs >= tMs) {
      const { belief, analysis } = pulse.read();
      pulseLive = belief.confidence >= (pulseLive ? 0.5 : 0.7);
      const pulseBpm = pulseLive ? belief.rateBpm : null;
      beats.push(finder.step(analysis, pulseBpm));
      const colour = light.readColour();
      const witnesses = [...(colour ? [colour] : []), ...beats.read(tMs)];
      const { rateBrpm, confidence } = estimator.read({ tMs, witnesses, pulseBpm });
      live = confidence >= (live ? 0.5 : 0.7);
      seconds.push({ tMs, rateBrpm: live ? rateBrpm : null });
    }
    pulse.push(frame, () => undefined);
  }
  return seconds;
}

/** Mean error of what was shown from second 15 on, /min, and the share of seconds in which something was. */
function judge(name: string): { mae: number; coverage: number } {
  const truth = readTruthFile(recordingPath(`signals/${name}.truth.json`)).respiration;
  if (!truth) throw new Error(`${name} has no breathing`);
  const curve = planTruthCurve(truth);
  let [judged, shown, error] = [0, 0, 0];
  for (const { tMs, rateBrpm } of breathingOf(recordingPath(`signals/${name}.bvp.csv`))) {
    const span = tMs < 15_000 ? null : curve.over(tMs, 30);
    if (span === null) continue;
    judged++;
    if (rateBrpm === null) continue;
    shown++;
    error += Math.abs(rateBrpm - span.mean);
  }
  return { mae: error / shown, coverage: shown / judged };
}

describe("breathing from a contact pulse wave alone", () => {
  for (const name of ["icu-ppg-respiration", "rest-ppg-respiration"]) {
    testWithRecordings(`is within 1.5 /min on average in half of the seconds or more: ${name}`, () => {
      const { mae, coverage } = judge(name);
      expect(coverage).toBeGreaterThanOrEqual(0.5);
      expect(mae).toBeLessThanOrEqual(1.5);
    });
  }
});
