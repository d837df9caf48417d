import { describe, expect, test } from "vitest";

import type { TissueMotion } from "../../src/base/tissue-motion.ts";
import {
  MOTION_RATE_HZ,
  type MotionBuffer,
  type MotionChannel,
  planMotionBuffer,
} from "../../src/traces/motion-buffer.ts";

/** Two cells: the first at `x`, `y`; the second stands still and is found when `second` says so. */
function motion(tMs: number, x: number, y: number, second = true, widthPx = 640): TissueMotion {
  return {
    tMs,
    widthPx,
    heightPx: 480,
    columns: 2,
    rows: 1,
    cellPx: 32,
    leftPx: 16,
    topPx: 16,
    xPx: Float32Array.of(x, 5),
    yPx: Float32Array.of(y, 6),
    qualityX: Float32Array.of(10, second ? 20 : 0),
    qualityY: Float32Array.of(8, second ? 16 : 0),
  };
}

function all(buffer: MotionBuffer, channel: MotionChannel, cell: number): number[] {
  const out = new Float64Array(buffer.length);
  buffer.read(channel, cell, 0, buffer.length, out);
  return Array.from(out);
}

describe("the buffer of motion", () => {
  test("reads a steady movement at ten even times from uneven ones", () => {
    const buffer = planMotionBuffer(50);
    for (const tMs of [0, 67, 200, 333, 400, 533, 700, 1000]) buffer.push(motion(tMs, tMs / 100, -tMs / 50));
    expect(MOTION_RATE_HZ).toBe(10);
    expect(buffer.length).toBe(11);
    const [x, y] = [all(buffer, "xPx", 0), all(buffer, "yPx", 0)];
    for (let i = 1; i < 11; i++) {
      expect(x[i]).toBeCloseTo(i, 5);
      expect(y[i]).toBeCloseTo(-2 * i, 5);
    }
    expect(all(buffer, "qualityX", 0)).toEqual([0, ...new Array(10).fill(10)]);
  });

  test("counts where cells were found and adds up what it reads, in any stretch that is kept", () => {
    const buffer = planMotionBuffer(20);
    const out = new Float64Array(20);
    for (let i = 0; i < 57; i++) buffer.push(motion(100 * i, i, 0, i % 7 !== 3, i < 9 ? 320 : 640));
    for (let from = buffer.length - 20; from <= buffer.length; from++) {
      for (let to = from; to <= buffer.length; to++) {
        for (const cell of [0, 1]) {
          buffer.read("qualityX", cell, from, to, out);
          const read = out.subarray(0, to - from);
          expect(buffer.countFound(cell, from, to)).toBe(read.filter((quality) => quality > 0).length);
          expect(buffer.sum("qualityX", cell, from, to)).toBe(read.reduce((sum, quality) => sum + quality, 0));
        }
      }
    }
  });

  test("says where a cell was lost, and holds its place there", () => {
    const buffer = planMotionBuffer(50);
    for (let i = 0; i < 10; i++) buffer.push(motion(100 * i, i, 0, i !== 5));
    expect(all(buffer, "qualityY", 1).map((q) => q > 0)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => i !== 0 && i !== 5 && i !== 6),
    );
    expect(all(buffer, "xPx", 1).every((x) => x === 5 || x === 0)).toBe(true);
    expect(
      all(buffer, "qualityX", 0)
        .slice(1)
        .every((q) => q > 0),
    ).toBe(true);
  });

  test("bridges half a second and no more", () => {
    const buffer = planMotionBuffer(50);
    for (const tMs of [0, 500, 1100, 1200]) buffer.push(motion(tMs, 0, 0));
    expect(all(buffer, "qualityX", 0).map((q) => (q > 0 ? 1 : 0))).toEqual([0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1]);
  });

  test("keeps the last samples when it has gone round", () => {
    const buffer = planMotionBuffer(20);
    for (let i = 0; i < 75; i++) buffer.push(motion(100 * i, i, 0));
    const out = new Float64Array(20);
    buffer.read("xPx", 0, 55, 75, out);
    expect(Array.from(out)).toEqual(Array.from({ length: 20 }, (_, i) => 55 + i));
  });

  test("begins anew when the size of the frame changes, on the same clock", () => {
    const buffer = planMotionBuffer(50);
    expect(buffer.grid).toBeNull();
    for (let i = 0; i < 10; i++) buffer.push(motion(100 * i, i, 0));
    buffer.push(motion(1000, 3, 0, true, 320));
    buffer.push(motion(1100, 4, 0, true, 320));
    expect(buffer.grid?.widthPx).toBe(320);
    expect(buffer.length).toBe(12);
    expect(all(buffer, "qualityX", 0).map((q) => (q > 0 ? 1 : 0))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});
