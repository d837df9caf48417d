import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { powerRatios, ratioAt, refineRate } from "../../src/pulse/power-ratio.ts";
import type { WindowAnalysis } from "../../src/pulse/window-analysis.ts";

import { BIN_HZ, lineRatios, pulseLines } from "./made-ratios.ts";

/** Side lobes of a window of 10 s reach this far, bins. */
const REACH = Math.round(0.4 / BIN_HZ);
const MOST = 120;

/** What a window of 10 s with this power over this noise would be. */
function analysisOf(power: Float64Array, noise = new Float64Array(power.length).fill(1)): WindowAnalysis {
  const none = new Float64Array(0);
  return {
    windowS: 10,
    regions: [0],
    endSample: 300,
    wave: none,
    spectra: [],
    binHz: BIN_HZ,
    spectraBinHz: BIN_HZ,
    noise,
    uncoveredNoise: null,
    chromPower: null,
    pooled: { weights: Float64Array.of(1), spectrum: none, power, incoherentPower: null },
  };
}

const topOf = (values: Float64Array): number => values.indexOf(Math.max(...values));

describe("power over noise", () => {
  test("is the quotient, bin by bin, where no line is beyond belief", () => {
    const power = lineRatios(pulseLines(72, 90, 0.2));
    const noise = power.map((_, i) => 1 + i / 50);
    const ratios = powerRatios(analysisOf(power, noise));
    ratios.forEach((ratio, i) => {
      expect(ratio).toBeCloseTo(power[i] / noise[i], 12);
    });
  });

  test("is at most what can be believed, and the top of the strongest line stays the top", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 40, max: 230, noNaN: true }),
        fc.double({ min: 20, max: 1e6, noNaN: true }),
        (bpm, ratio) => {
          const power = lineRatios(pulseLines(bpm, ratio));
          const ratios = powerRatios(analysisOf(power));
          expect(Math.max(...ratios)).toBeLessThanOrEqual(MOST * (1 + 1e-12));
          expect(topOf(ratios)).toBe(topOf(power));
        },
      ),
    );
  });

  test("of a line beyond belief keeps the shape: flanks are as much below the top as they were", () => {
    const power = lineRatios(pulseLines(100, 5000), 0);
    const ratios = powerRatios(analysisOf(power));
    const top = topOf(power);
    expect(ratios[top]).toBeCloseTo(MOST, 9);
    for (let i = top - REACH; i <= top + REACH; i++) {
      expect(ratios[i] / ratios[top]).toBeCloseTo(power[i] / power[top], 9);
    }
  });

  test("leaves alone what lies beyond the side lobes of a line beyond belief", () => {
    const power = lineRatios([
      { bpm: 60, ratio: 1000 },
      { bpm: 140, ratio: 30 },
    ]);
    const ratios = powerRatios(analysisOf(power));
    const other = Math.round(140 / 60 / BIN_HZ);
    expect(ratios[other]).toBeCloseTo(power[other], 9);
  });
});

describe("the ratio between two bins", () => {
  test("lies on the line between theirs, and is none from the last bin on", () => {
    const ratios = Float64Array.of(1, 3, 2, 8);
    expect(ratioAt(ratios, 0.5, 0)).toBe(1);
    expect(ratioAt(ratios, 0.5, 0.25)).toBe(2);
    expect(ratioAt(ratios, 0.5, 1.25)).toBe(5);
    expect(ratioAt(ratios, 0.5, 1.5)).toBeNull();
    expect(ratioAt(ratios, 0.5, 9)).toBeNull();
  });
});

describe("a slow rate, refined", () => {
  test("lies within 1 /min of the heart's, from any belief within 2 /min", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 30, max: 57, noNaN: true }),
        fc.double({ min: -1.9, max: 1.9, noNaN: true }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        (bpm, off, second) => {
          const ratios = lineRatios(pulseLines(bpm, 60, second));
          expect(Math.abs(refineRate(ratios, BIN_HZ, bpm + off) - bpm)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test("is drawn to where the harmonic puts it, when the fundamental's lobe was pushed aside", () => {
    const ratios = lineRatios([
      { bpm: 41.5, ratio: 60 },
      { bpm: 80, ratio: 50 },
    ]);
    const alone = lineRatios([{ bpm: 41.5, ratio: 60 }]);
    const refined = refineRate(ratios, BIN_HZ, 41);
    expect(Math.abs(refined - 40)).toBeLessThan(Math.abs(refineRate(alone, BIN_HZ, 41) - 40) - 0.5);
  });

  test("stays as believed where its line hardly stands out, and where the heart is not slow", () => {
    const weak = lineRatios(pulseLines(44.4, 8, 0.5));
    expect(refineRate(weak, BIN_HZ, 43.7)).toBe(43.7);
    const fast = lineRatios(pulseLines(72.4, 60, 0.5));
    expect(refineRate(fast, BIN_HZ, 73.1)).toBe(73.1);
  });
});
