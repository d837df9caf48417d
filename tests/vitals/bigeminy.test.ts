import { describe, expect, test } from "vitest";

import { madePulse } from "../pulse/made-beats.ts";

import { isLive, runScene, vitalsOf } from "./engine-run.ts";
import { heart } from "./made-frames.ts";

const FS_HZ = 30;
const JUDGED_FROM_S = 13;
const SECONDS = 45;

/** A made heart's pulse as light on the skin: every beat, strong or weak, early or late. */
function seconds(pulse: Record<string, unknown>, seed: number) {
  const { wave } = madePulse({ ...pulse }, {}, seed, SECONDS, 0);
  const light = (tS: number) => 0.008 * wave[Math.min(wave.length - 1, Math.round(Math.max(0, tS * FS_HZ - 0.5)))];
  return vitalsOf(runScene({ seconds: SECONDS, pulse: light, noise: 0.0008, seed })).slice(JUDGED_FROM_S - 1);
}

describe("a heart whose every second beat comes early", () => {
  test.each([66, 74, 88])("at %i /min is read by its beats or not at all, never as its pairs", (bpm) => {
    const judged = seconds({ bpm, rhythm: "bigeminy", earlyPercent: 65, rsaPercent: 3 }, bpm);
    const rates = judged.flatMap(({ pulse }) => (pulse.rateBpm === null ? [] : [pulse.rateBpm]));
    expect(rates.length).toBeGreaterThan(0.5 * judged.length);
    for (const rate of rates) expect(Math.abs(rate - bpm)).toBeLessThanOrEqual(5);
  });
});

test("a slow heart in noise is not read at twice its rate", () => {
  // Drawn: what noise left of the mean period twice looked like an early beat, and 91 was shown.
  for (const [fps, sign, seed] of [
    [26.68811886036742, 1, 816282],
    [12.241941104341908, -1, 37493],
  ]) {
    const pulse = (tS: number) => sign * heart(46)(tS);
    const shown = vitalsOf(runScene({ seconds: 24, fps, pulse, noise: 0.006, seed })).filter(isLive);
    for (const { pulse } of shown) expect(Math.abs((pulse.rateBpm ?? 0) - 46)).toBeLessThan(4);
  }
});
