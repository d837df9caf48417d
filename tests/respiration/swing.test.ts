import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { likeness, swingOf } from "../../src/respiration/swing.ts";

import { whiteNoise } from "./made-breath.ts";

const FS_HZ = 10;
const N = 300;

const turns = (brpm: number, i: number) => (2 * Math.PI * brpm * i) / 60 / FS_HZ;
const sine =
  (brpm: number, amplitude = 1, lead = 0) =>
  (i: number) =>
    amplitude * Math.sin(turns(brpm, i) + lead);
const at = (i: number) => (2 * i) / N - 1;

function path(movement: (i: number) => number, n = N, isValid: (i: number) => boolean = () => true) {
  return {
    signal: Float64Array.from({ length: n }, (_, i) => movement(i)),
    valid: Uint8Array.from({ length: n }, (_, i) => (isValid(i) ? 1 : 0)),
  };
}

describe("swingOf", () => {
  it("is the amplitude of a sine over the root of two, on whatever cubic bend it lies", () => {
    const part = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.integer({ min: 12, max: 40 }),
        fc.tuple(part, part, part, part),
        (amplitude, brpm, [a, b, c, d]) => {
          const bent = path((i) => sine(brpm, amplitude)(i) + a + b * at(i) + c * at(i) ** 2 + d * at(i) ** 3);
          // Six periods and more: the sine itself holds next to nothing of a cubic.
          expect(swingOf(bent) / (amplitude / Math.SQRT2)).toBeGreaterThan(0.95);
          expect(swingOf(bent) / (amplitude / Math.SQRT2)).toBeLessThan(1.05);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is nothing for a change of posture", () => {
    expect(swingOf(path((i) => 40 * at(i) ** 3 - 7 * at(i) + 300))).toBeLessThan(1e-9);
  });

  it("is 0 where nothing was measured", () => {
    expect(swingOf(path(sine(15), N, () => false))).toBe(0);
    expect(swingOf(path(sine(15), 0))).toBe(0);
  });

  it("does not depend on what stands in for samples that were not measured", () => {
    const seen = (i: number) => i < 90 || i >= 150;
    const bent = (i: number) => sine(15)(i) + 20 * at(i);
    const zeroed = path((i) => (seen(i) ? bent(i) : 0), N, seen);
    const kept = path((i) => bent(seen(i) ? i : 89), N, seen);
    const wild = path((i) => (seen(i) ? bent(i) : 1000), N, seen);
    expect(swingOf(kept)).toBeCloseTo(swingOf(zeroed), 9);
    expect(swingOf(wild)).toBeCloseTo(swingOf(zeroed), 9);
    expect(swingOf(zeroed)).toBeGreaterThan(0.95 / Math.SQRT2);
    expect(swingOf(zeroed)).toBeLessThan(1.05 / Math.SQRT2);
  });
});

describe("likeness", () => {
  it("is 1 for equal and -1 for opposite paths, whatever their sizes and bends", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (gain, bend) => {
          const a = path(sine(7));
          expect(
            likeness(
              a,
              path((i) => gain * sine(7)(i) + gain * bend * at(i) ** 2),
            ),
          ).toBeCloseTo(1, 6);
          expect(
            likeness(
              a,
              path((i) => -gain * sine(7)(i) + gain * bend * at(i) ** 3),
            ),
          ).toBeCloseTo(-1, 6);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is about 0 for noises that know nothing of each other", () => {
    // 3 standard deviations of a correlation of 300 independent pairs.
    for (const seed of [1, 2, 3, 4]) {
      expect(Math.abs(likeness(path(whiteNoise(seed, 1)), path(whiteNoise(seed + 10, 3))))).toBeLessThan(0.174);
    }
  });

  it("is about 0 for breath and sway of other rates", () => {
    expect(Math.abs(likeness(path(sine(15)), path(sine(8))))).toBeLessThan(0.1);
  });

  it.each([0, 30, 60, 90, 120, 180])("is the cosine of a shift by %i degrees", (degrees) => {
    const shifted = path(sine(20, 3, (Math.PI * degrees) / 180));
    expect(Math.abs(likeness(path(sine(20)), shifted) - Math.cos((Math.PI * degrees) / 180))).toBeLessThan(0.03);
  });

  it("is the share of the sway in a chest that breathes as well", () => {
    const chest = path((i) => sine(14, 3)(i) + sine(20, 4)(i));
    expect(Math.abs(likeness(chest, path(sine(14))) - 3 / 5)).toBeLessThan(0.03);
  });

  it("compares the newest samples of paths of other lengths", () => {
    const short = path((i) => sine(15)(i + 100), N - 100);
    expect(likeness(path(sine(15)), short)).toBeCloseTo(1, 3);
    expect(likeness(short, path(sine(15)))).toBeCloseTo(1, 3);
  });

  it("looks only at what both have measured", () => {
    const seenA = (i: number) => i < 60 || i >= 110;
    const seenB = (i: number) => i < 200 || i >= 240;
    const sway = (i: number) => sine(7)(i) + 3 * at(i);
    const a = path((i) => (seenA(i) ? sway(i) : 0), N, seenA);
    const b = path((i) => (seenB(i) ? 2 * sway(i) : -500), N, seenB);
    expect(likeness(a, b)).toBeCloseTo(1, 6);
  });

  it("is 0 where one stands still, wherever, and where nothing was measured by both", () => {
    for (const place of [0, 0.1, 5, 317.3]) {
      expect(
        likeness(
          path(() => place),
          path(sine(15)),
        ),
      ).toBe(0);
      expect(
        likeness(
          path(sine(15)),
          path(() => place),
        ),
      ).toBe(0);
    }
    const first = path(sine(15), N, (i) => i < 100);
    const later = path(sine(15), N, (i) => i >= 100);
    expect(likeness(first, later)).toBe(0);
  });

  it("lies within -1 and 1 for any finite paths", () => {
    const samples = fc.array(fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.boolean()), {
      maxLength: 60,
    });
    const pathOf = (made: readonly (readonly [number, boolean])[]) =>
      path(
        (i) => made[i][0],
        made.length,
        (i) => made[i][1],
      );
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        expect(Math.abs(likeness(pathOf(a), pathOf(b)))).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});
