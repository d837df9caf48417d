import { describe, expect, test } from "vitest";

import { planUniform } from "../dsp/seeded-noise.ts";

import { naturalPulse, pulseReadings } from "./estimator-run.ts";
import { type Rgb, type SkinScene, sine } from "./skin-traces.ts";

const SURE = 0.9;
const JUDGED_FROM_S = 12;

/** A pulse under light that sways by one per cent, drawn from its number. */
function swayScene(number: number): { scene: SkinScene; bpm: number; words: string } {
  const uniform = planUniform(7001 + 13 * number);
  const between = (from: number, to: number) => from + (to - from) * uniform();
  const bpm = 50 * 2.4 ** uniform();
  const swayHz = between(0.1, 1.2);
  const noise = number % 2 === 0 ? 0 : between(0.0003, 0.001);
  const kind = ["alike", "gains", "signs", "late"][number % 4];
  const gain = Array.from({ length: 6 }, () => ({ alike: 1, signs: between(-1, 1) })[kind] ?? between(0.3, 1.3));
  const phase = Array.from({ length: 6 }, () => (kind === "late" ? between(0, 2) : 0));
  const light = (tS: number, region: number): Rgb => {
    const sway = gain[region] * sine(swayHz, 0.01, phase[region])(tS);
    return [sway, sway, sway];
  };
  const room = between(0, 1) < 0.3 ? { room: (): Rgb => [0, 0, 0] } : {};
  return {
    scene: { seconds: 24, pulse: naturalPulse(bpm, 0.004), light, ...room, noise, seed: number + 1 },
    bpm,
    words: `${bpm.toFixed(1)} /min, sway ${kind} at ${swayHz.toFixed(2)} Hz`,
  };
}

describe("a pulse under light that sways by one per cent", () => {
  test("is read right wherever it is sure, in each of 28 combinations, and sure in two of three seconds", () => {
    let judged = 0;
    let sure = 0;
    for (let number = 0; number < 28; number++) {
      const { scene, bpm, words } = swayScene(number);
      for (const { belief } of pulseReadings(scene).slice(JUDGED_FROM_S - 1)) {
        judged++;
        if (belief.confidence < SURE) continue;
        sure++;
        expect(Math.abs(belief.rateBpm - bpm), words).toBeLessThanOrEqual(3);
      }
    }
    expect(sure / judged).toBeGreaterThan(2 / 3);
  });
});

describe("a slow pulse whose first two lines light covers, without any noise", () => {
  test.each([50, 54, 57])("at %i /min is never read as its third harmonic with confidence", (bpm) => {
    for (const swayHz of [0.25, 0.4, 0.8, 1.1]) {
      const light = (tS: number): Rgb => {
        const sway = sine(swayHz, 0.01)(tS);
        return [sway, sway, sway];
      };
      const readings = pulseReadings({ seconds: 18, pulse: naturalPulse(bpm, 0.004), light });
      for (const { belief } of readings.slice(JUDGED_FROM_S - 1)) {
        if (belief.confidence < SURE) continue;
        expect(Math.abs(belief.rateBpm - bpm), `sway at ${swayHz} Hz`).toBeLessThanOrEqual(3);
      }
    }
  });
});
