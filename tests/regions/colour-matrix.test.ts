import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ColourFormat } from "../../src/base/frame.ts";
import { meanToRgb } from "../../src/regions/colour-matrix.ts";

type Triple = readonly [number, number, number];

function toRgb(format: ColourFormat, channels: Triple): number[] {
  const out = new Float64Array(5).fill(-1);
  meanToRgb(format, channels, out, 1);
  expect([out[0], out[4]]).toEqual([-1, -1]);
  return [...out.subarray(1, 4)];
}

/** 100 % colour bars as 8-bit limited Y, Cb, Cr (ITU-R BT.601 and BT.709, as test-pattern generators emit them). */
const BARS: readonly [name: string, rgb: Triple, bt601: Triple, bt709: Triple][] = [
  ["white", [255, 255, 255], [235, 128, 128], [235, 128, 128]],
  ["yellow", [255, 255, 0], [210, 16, 146], [219, 16, 138]],
  ["cyan", [0, 255, 255], [170, 166, 16], [188, 154, 16]],
  ["green", [0, 255, 0], [145, 54, 34], [173, 42, 26]],
  ["magenta", [255, 0, 255], [106, 202, 222], [78, 214, 230]],
  ["red", [255, 0, 0], [81, 90, 240], [63, 102, 240]],
  ["blue", [0, 0, 255], [41, 240, 110], [32, 240, 118]],
  ["black", [0, 0, 0], [16, 128, 128], [16, 128, 128]],
];

/** R, G, B from full-range Y, Cb, Cr with the decoding coefficients as published in each recommendation. */
const DECODING: Readonly<Record<ColourFormat["matrix"], (y: number, cb: number, cr: number) => Triple>> = {
  bt601: (y, cb, cr) => [y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb],
  bt709: (y, cb, cr) => [y + 1.5748 * cr, y - 0.187324 * cb - 0.468124 * cr, y + 1.8556 * cb],
  bt2020: (y, cb, cr) => [y + 1.4746 * cr, y - 0.164553 * cb - 0.571353 * cr, y + 1.8814 * cb],
};

const MATRICES = ["bt601", "bt709", "bt2020"] as const;
const code = fc.double({ min: 0, max: 255, noNaN: true });

describe("the mean colour", () => {
  test("of the colour bars comes out within a rounding of their 8-bit codes", () => {
    for (const [name, rgb, bt601, bt709] of BARS) {
      for (const [matrix, channels] of [
        ["bt601", bt601],
        ["bt709", bt709],
      ] as const) {
        const seen = toRgb({ model: "yuv", range: "limited", matrix }, channels);
        // Half a code of each channel, times the largest coefficient and 255 / 224, adds up to less than 1.8.
        rgb.forEach((value, c) => {
          expect(Math.abs(seen[c] - value), `${name} ${matrix} ${c}`).toBeLessThan(1.8);
        });
      }
    }
  });

  test("follows the published decoding coefficients in full range", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MATRICES), code, code, code, (matrix, y, cb, cr) => {
        const expected = DECODING[matrix](y, cb - 128, cr - 128);
        toRgb({ model: "yuv", range: "full", matrix }, [y, cb, cr]).forEach((value, c) => {
          expect(Math.abs(value - expected[c])).toBeLessThan(0.001);
        });
      }),
    );
  });

  test("is the same for one colour in limited and in full range", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MATRICES), code, code, code, (matrix, y, cb, cr) => {
        const full = toRgb({ model: "yuv", range: "full", matrix }, [y, cb, cr]);
        const limited: Triple = [16 + (219 * y) / 255, 128 + (224 * (cb - 128)) / 255, 128 + (224 * (cr - 128)) / 255];
        toRgb({ model: "yuv", range: "limited", matrix }, limited).forEach((value, c) => {
          expect(value).toBeCloseTo(full[c], 9);
        });
      }),
    );
  });

  test("of a mixture is the mixture of the colours", () => {
    const triple = fc.tuple(code, code, code);
    fc.assert(
      fc.property(triple, triple, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const format: ColourFormat = { model: "yuv", range: "limited", matrix: "bt709" };
        const mixed = a.map((value, c) => share * value + (1 - share) * b[c]) as unknown as Triple;
        const [ofA, ofB] = [toRgb(format, a), toRgb(format, b)];
        toRgb(format, mixed).forEach((value, c) => {
          expect(value).toBeCloseTo(share * ofA[c] + (1 - share) * ofB[c], 9);
        });
      }),
    );
  });

  test("of RGB passes through, and gray counts for all three", () => {
    expect(toRgb({ model: "rgb", range: "full", matrix: "bt709" }, [10, 20, 30])).toEqual([10, 20, 30]);
    expect(toRgb({ model: "gray", range: "full", matrix: "bt709" }, [90, 0, 0])).toEqual([90, 90, 90]);
    expect(toRgb({ model: "gray", range: "limited", matrix: "bt709" }, [235, 0, 0])).toEqual([255, 255, 255]);
  });
});
