import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planUniform } from "../dsp/seeded-noise.ts";
import { RATE_GRID_BPM } from "../../src/pulse/rate-grid.ts";
import { rateLogLikelihood, scaledBesselI0 } from "../../src/pulse/rate-likelihood.ts";

import { BIN_HZ, lineRatios, pulseLines } from "./made-ratios.ts";

function logRatios(ratios: Float64Array, binHz = BIN_HZ, uncovered: Float64Array | null = null): Float64Array {
  const out = new Float64Array(RATE_GRID_BPM.length);
  rateLogLikelihood(ratios, uncovered, binHz, out);
  return out;
}

const at = (bpm: number): number => RATE_GRID_BPM.indexOf(bpm);
const bestOf = (logs: Float64Array): number => RATE_GRID_BPM[logs.indexOf(Math.max(...logs))];

/** One bin per beat a minute: the lines of a rate are bins of their own. */
const PER_MINUTE_HZ = 1 / 60;

/**
 * ln ratios of hypotheses that each see powers of their own, `[f]`, `[f, 2f]` or `[f, 2f, 3f]` (all alike in length): the
 * band ends before the next harmonic. As many at a time as fit between the bins of the others.
 */
function logRatiosOf(hypotheses: readonly (readonly number[])[]): number[] {
  const seen = hypotheses[0].length;
  // From the first rate to the last, the highest line of the first lies above all lower lines of the last.
  const [firstBpm, lastBpm] = { 1: [121, 240], 2: [101, 150], 3: [101, 134] }[seen] ?? [0, 0];
  const found: number[] = [];
  for (let done = 0; done < hypotheses.length; done += lastBpm - firstBpm + 1) {
    const part = hypotheses.slice(done, done + lastBpm - firstBpm + 1);
    const ratios = new Float64Array(seen * lastBpm + 2);
    part.forEach((powers, i) => {
      powers.forEach((power, h) => {
        ratios[(h + 1) * (firstBpm + i)] = power;
      });
    });
    const logs = logRatios(ratios, PER_MINUTE_HZ);
    for (let i = 0; i < part.length; i++) found.push(logs[at(firstBpm + i)]);
  }
  return found;
}

const lines = (...powers: number[]): number => logRatiosOf([powers])[0];

/** Nodes and weights of a midpoint rule in the amplitude, over powers from 0 to 600. */
function nodes(step: number): { x: number; weight: number }[] {
  return Array.from({ length: Math.ceil(Math.sqrt(600) / step) }, (_, i) => {
    const amplitude = (i + 0.5) * step;
    return { x: amplitude ** 2, weight: 2 * amplitude * step };
  });
}

describe("I0 exp(-z)", () => {
  test("is the integral that defines it, within 6e-7 of it, from 0 to 1000", () => {
    const ANGLES = 4000;
    for (const z of [0, 1e-6, 0.1, 1, 3, 3.749, 3.751, 6, 20, 100, 400, 1000]) {
      let sum = 0;
      for (let i = 0; i < ANGLES; i++) sum += Math.exp(z * (Math.cos((2 * Math.PI * (i + 0.5)) / ANGLES) - 1));
      expect(Math.abs(Math.log((scaledBesselI0(z) * ANGLES) / sum))).toBeLessThan(6e-7);
    }
  });
});

describe("the likelihood ratio of one line", () => {
  test("is that of two densities: its mean under noise is 1", () => {
    const points = nodes(0.05);
    const logs = logRatiosOf(points.map(({ x }) => [x]));
    const mean = points.reduce((sum, { x, weight }, i) => sum + weight * Math.exp(logs[i] - x), 0);
    expect(mean).toBeCloseTo(1, 4);
  });

  test("rises with the line's power", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 400, noNaN: true }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (x, more) => {
          expect(lines(x + more)).toBeGreaterThan(lines(x));
        },
      ),
    );
  });

  test("speaks against a pulse where the power is that of noise, and for one from five times that on", () => {
    for (const x of [0, 0.5, 1, 2]) expect(lines(x)).toBeLessThan(0);
    expect(lines(5)).toBeGreaterThan(0);
  });
});

describe("the likelihood ratio of f and 2f", () => {
  test("makes noise no likelier a pulse than chance allows: its mean under noise is at most 1", () => {
    const points = nodes(0.25).flatMap((first) => nodes(0.25).map((second) => ({ first, second })));
    const logs = logRatiosOf(points.map(({ first, second }) => [first.x, second.x]));
    const mean = points.reduce(
      (sum, { first, second }, i) => sum + first.weight * second.weight * Math.exp(logs[i] - first.x - second.x),
      0,
    );
    expect(mean).toBeLessThanOrEqual(1);
    expect(mean).toBeGreaterThan(0.3);
  });

  test("finds no support for a rate in its harmonics alone", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1.5, noNaN: true }),
        fc.double({ min: 0, max: 120, noNaN: true }),
        fc.double({ min: 0, max: 120, noNaN: true }),
        (first, second, third) => {
          expect(lines(first, second, third)).toBeLessThan(0);
        },
      ),
    );
  });

  test("gives the harmonics at most what the fundamental has shown, each", () => {
    for (const first of [4, 8, 20, 60]) {
      expect(lines(first, 120, 120)).toBeLessThanOrEqual(3 * lines(first) + 1e-9);
      expect(lines(first, 0, 120)).toBeLessThanOrEqual(2 * lines(first) + 1e-9);
    }
  });

  test("is higher with 3f, and no lower without: a third harmonic may be missing", () => {
    for (const first of [8, 20, 60]) {
      expect(lines(first, 3, 20)).toBeGreaterThan(lines(first, 3, 0) + 1);
      expect(lines(first, 3, 0)).toBeCloseTo(lines(first, 3), 12);
    }
  });
});

describe("the best rate", () => {
  const pulses = fc.record({
    bpm: fc.integer({ min: 46, max: 118 }),
    ratio: fc.double({ min: 15, max: 110, noNaN: true }),
    second: fc.double({ min: 0, max: 1, noNaN: true }),
    third: fc.double({ min: 0, max: 0.4, noNaN: true }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  });

  test("is that of the pulse, never an octave or a twelfth off, with 2f anywhere from missing to as strong as f", () => {
    fc.assert(
      fc.property(pulses, ({ bpm, ratio, second, third, seed }) => {
        const uniform = planUniform(seed);
        const floor = Array.from({ length: 300 }, () => 0.3 + 0.8 * uniform());
        const logs = logRatios(lineRatios(pulseLines(bpm, ratio, second, third), (bin) => floor[bin]));
        expect(Math.abs(bestOf(logs) - bpm)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 300 },
    );
  });

  test("is that of a fast heart whose harmonics lie beyond the band", () => {
    for (const bpm of [150, 180, 200, 220, 235]) {
      expect(Math.abs(bestOf(logRatios(lineRatios(pulseLines(bpm, 40, 0.1)))) - bpm)).toBeLessThanOrEqual(2);
    }
  });

  test("is that of a slow heart whose 2f and 3f show, down to 28 /min", () => {
    for (const bpm of [28, 32, 36, 40, 44]) {
      for (const second of [0.2, 0.5, 1]) {
        const logs = logRatios(lineRatios(pulseLines(bpm, 60, second, second / 2)));
        expect(Math.abs(bestOf(logs) - bpm)).toBeLessThanOrEqual(2);
      }
    }
  });

  test("is the octave above where half the rate shows no line: 126 is not read as 63", () => {
    for (const bpm of [60, 90, 126]) {
      const logs = logRatios(lineRatios(pulseLines(bpm, 50, 0.1)));
      expect(logs[at(bpm)] - logs[at(bpm / 2)]).toBeGreaterThan(10);
      expect(logs[at(bpm / 2)]).toBeLessThan(0);
    }
  });
});

describe("a slow sinusoid without a harmonic, as breathing is", () => {
  test("counts up to a bound only, whatever its power, and a heart of that rate with 2f far more", () => {
    for (const bpm of [25, 30, 36, 42]) {
      const sinusoid = Math.max(
        ...[20, 60, 120].map((ratio) => logRatios(lineRatios(pulseLines(bpm, ratio)))[at(bpm)]),
      );
      expect(sinusoid).toBeLessThanOrEqual(2);
      expect(logRatios(lineRatios(pulseLines(bpm, 120, 0.3)))[at(bpm)]).toBeGreaterThan(20);
    }
  });

  test("counts no more on its upper flank, where the rates are those of hearts", () => {
    for (const bpm of [30, 36, 40, 43]) {
      const logs = logRatios(lineRatios(pulseLines(bpm, 120)));
      for (let beside = bpm; beside <= bpm + 14; beside++) expect(logs[at(beside)]).toBeLessThanOrEqual(2);
    }
  });

  test("draws no slow heart with a weak 2f up its flank: 42 is not read as 45", () => {
    for (const second of [0.08, 0.15, 0.3]) {
      const logs = logRatios(lineRatios(pulseLines(42, 40, second, second / 2)));
      expect(Math.abs(bestOf(logs) - 42)).toBeLessThanOrEqual(2);
    }
  });

  test("is borne out by 3f only where 2f is seen: breathing at a third of the heart's rate is no heart", () => {
    const breathing = logRatios(lineRatios(pulseLines(28, 100, 0, 0.5)));
    expect(breathing[at(28)]).toBeLessThanOrEqual(2);
    expect(bestOf(breathing)).toBe(84);
    const heart = logRatios(lineRatios(pulseLines(40, 72, 0.14, 0.55)));
    expect(Math.abs(bestOf(heart) - 40)).toBeLessThanOrEqual(2);
  });

  test("is an ordinary pulse from 45 /min on", () => {
    expect(logRatios(lineRatios(pulseLines(46, 60)))[at(46)]).toBeGreaterThan(20);
  });
});

describe("a line that light may have hidden", () => {
  const pulse = pulseLines(60, 100, 0.4, 0.3);
  const seen = lineRatios(pulse);
  /** The same with what lies within 12 /min of some rates covered. */
  const coveredAt = (...rates: number[]) =>
    seen.map((ratio, i) =>
      rates.some((bpm) => Math.abs((i * BIN_HZ * 60) / bpm - 1) < 12 / bpm) ? ratio / 100 : ratio,
    );

  test("lets its harmonics speak for it as loudly as for themselves", () => {
    for (const [hidden, harmonic] of [
      [[60], 120],
      [[60, 120], 180],
    ] as const) {
      const covered = coveredAt(...hidden);
      const logs = logRatios(covered, BIN_HZ, seen);
      expect(logs[at(harmonic)]).toBeGreaterThan(10);
      expect(logs[at(60)]).toBeGreaterThanOrEqual(logs[at(harmonic)]);
      expect(logRatios(covered)[at(60)]).toBeLessThan(logRatios(covered)[at(harmonic)]);
    }
  });

  test("is no pulse where nothing was hidden: half a rate gains nothing", () => {
    const alone = lineRatios(pulseLines(120, 100));
    expect([...logRatios(alone, BIN_HZ, alone)]).toEqual([...logRatios(alone)]);
  });
});
