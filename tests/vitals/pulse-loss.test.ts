import { describe, expect, test } from "vitest";

import type { Reason } from "../../src/wire/reason.ts";
import { planPulseLoss } from "../../src/vitals/pulse-loss.ts";

/** What a second of a planted pulse is like. */
interface Second {
  /** Power of the newest window at the pulse's rate. */
  readonly power: number;
  readonly noise?: number;
  readonly rateBpm?: number;
  readonly confidence?: number;
  readonly reason?: Reason;
  /** No window could be analysed. */
  readonly blind?: boolean;
}

const WINDOW_S = 6;
const LOBE_BPM = 20;
const KEEP_FROM = 0.5;

/** When a loss is told, s, and its onset, ms; of a line whose lobe is that of a window of six seconds. */
function told(seconds: number, at: (tS: number) => Second): { atS: number; onsetMs: number }[] {
  const loss = planPulseLoss();
  const found: { atS: number; onsetMs: number }[] = [];
  for (let tS = 1; tS <= seconds; tS++) {
    const { power, noise = 1, rateBpm = 72, confidence = power > 5 * noise ? 0.99 : 0, reason, blind } = at(tS);
    const onsetMs = loss.step({
      tMs: 1000 * tS,
      live: confidence > KEEP_FROM,
      confidence,
      rateBpm,
      powerAt: blind
        ? null
        : (bpm) => ({ power: 0.5 * noise + power * Math.max(0, 1 - Math.abs(bpm - rateBpm) / LOBE_BPM) ** 2, noise }),
      reason: reason ?? (power > 5 * noise ? "low-signal" : "not-measurable"),
    });
    if (onsetMs !== null) found.push({ atS: tS, onsetMs });
  }
  return found;
}

/** Power of a tapered window of six seconds that has lost its pulse `sinceS` ago. */
function fadingOut(power: number, sinceS: number): number {
  const x = Math.min(1, Math.max(0, sinceS / WINDOW_S));
  return power * (1 - x + Math.sin(2 * Math.PI * x) / (2 * Math.PI)) ** 2;
}

const NEVER: ReturnType<typeof told> = [];

describe("a pulse that vanishes under a clear view", () => {
  test("is told within seven seconds, with an onset within three of the truth, whatever its strength", () => {
    for (const power of [40, 100, 1000, 1e5]) {
      for (const lossS of [12, 20, 45]) {
        const found = told(80, (tS) => ({ power: fadingOut(power, tS - lossS) }));
        expect(found[0].atS).toBeGreaterThan(lossS);
        expect(found[0].atS).toBeLessThanOrEqual(lossS + 7);
        expect(Math.abs(found[0].onsetMs / 1000 - lossS)).toBeLessThanOrEqual(3);
      }
    }
  });

  test("stays told with the same onset until a pulse is seen again", () => {
    const found = told(60, (tS) => ({ power: tS < 40 ? fadingOut(200, tS - 20) : 200 }));
    expect(new Set(found.map(({ onsetMs }) => onsetMs)).size).toBe(1);
    const atS = found.map((one) => one.atS);
    expect(atS).toEqual(Array.from({ length: atS.length }, (_, i) => atS[0] + i));
    expect(atS.at(-1)).toBe(39);
  });

  test("is told again when it is lost again", () => {
    const found = told(100, (tS) => ({ power: tS < 40 ? fadingOut(200, tS - 20) : fadingOut(200, tS - 70) }));
    const onsets = [...new Set(found.map(({ onsetMs }) => onsetMs / 1000))];
    expect(onsets).toHaveLength(2);
    expect(Math.abs(onsets[0] - 20)).toBeLessThanOrEqual(3);
    expect(Math.abs(onsets[1] - 70)).toBeLessThanOrEqual(3);
  });

  test("is told also when it went behind half a minute of motion", () => {
    const found = told(90, (tS) => ({
      power: tS > 30 ? 0 : 200,
      ...(tS > 20 && tS < 50 ? { reason: "motion" as const, confidence: 0 } : {}),
    }));
    expect(found[0].atS).toBeLessThanOrEqual(54);
  });

  test("stays told while somebody comes into the view", () => {
    const found = told(60, (tS) => ({
      power: fadingOut(200, tS - 20),
      ...(tS > 35 ? { reason: "motion" as const } : {}),
    }));
    expect(found.at(-1)?.atS).toBe(60);
  });
});

describe("no loss is", () => {
  test("a rate that steps to half or to nearly twice, and a new line elsewhere", () => {
    for (const toBpm of [40, 55, 100, 120]) {
      const found = told(60, (tS) => {
        const share = Math.min(1, Math.max(0, (tS - 20) / WINDOW_S));
        return {
          power: 200 * Math.max(share, 1 - share) ** 2,
          rateBpm: share < 0.5 ? 72 : toBpm,
          confidence: share > 0 && share < 1 ? 0.3 : 0.99,
        };
      });
      expect(found).toEqual(NEVER);
    }
  });

  test("a pulse that fades to a fifth of its amplitude within a minute, as vessels narrow", () => {
    const found = told(120, (tS) => {
      const amplitude = 1 - 0.8 * Math.min(1, Math.max(0, (tS - 30) / 60));
      return { power: 400 * amplitude ** 2, confidence: 0.99 };
    });
    expect(found).toEqual(NEVER);
  });

  test("the same fading into noise, where no rate is sure any more", () => {
    const found = told(120, (tS) => {
      const amplitude = 1 - 0.8 * Math.min(1, Math.max(0, (tS - 30) / 60));
      return { power: 100 * amplitude ** 2 };
    });
    expect(found).toEqual(NEVER);
  });

  test.each(["motion", "low-light", "no-face", "source-lost", "starting"] as const)("what %s explains", (reason) => {
    const found = told(60, (tS) => ({ power: fadingOut(200, tS - 20), ...(tS > 20 ? { reason } : {}) }));
    expect(found).toEqual(NEVER);
  });

  test("a pulse that noise has swallowed: it may go on behind it", () => {
    const found = told(60, (tS) => ({
      power: 60,
      noise: tS > 20 ? 100 : 1,
      ...(tS > 20 ? { reason: "not-measurable" as const } : {}),
    }));
    expect(found).toEqual(NEVER);
    const both = told(60, (tS) => ({ power: fadingOut(60, tS - 20), noise: tS > 20 ? 100 : 1 }));
    expect(both).toEqual(NEVER);
  });

  test("a weak pulse after half a minute in which noise let nothing be measured under a clear view", () => {
    const found = told(90, (tS) => ({
      power: tS < 30 ? 200 : 12,
      noise: tS > 20 && tS < 50 ? 50 : 1,
      confidence: tS < 20 ? 0.99 : 0,
    }));
    expect(found).toEqual(NEVER);
  });

  test("seconds without a window", () => {
    const found = told(60, (tS) => ({ power: tS > 20 ? 0 : 200, blind: tS > 20 }));
    expect(found).toEqual(NEVER);
  });

  test("the end of a line that was never sure, or only for a moment", () => {
    expect(told(60, (tS) => ({ power: tS < 20 ? 50 : 0, confidence: tS < 20 ? 0.8 : 0 }))).toEqual(NEVER);
    expect(told(60, (tS) => ({ power: tS < 4 ? 50 : 0 }))).toEqual(NEVER);
  });

  test("a photo: nothing was ever there", () => {
    expect(told(120, () => ({ power: 0 }))).toEqual(NEVER);
  });
});
