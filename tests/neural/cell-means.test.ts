import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Channel, Frame } from "../../src/base/frame.ts";
import { meanToRgb } from "../../src/regions/colour-matrix.ts";
import { planCellMeans } from "../../src/neural/cell-means.ts";
import type { FaceBox } from "../../src/neural/face-box.ts";

const WIDTH = 40;
const HEIGHT = 30;

function frameOf(at: (x: number, y: number) => number): Frame {
  const data = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) data[y * WIDTH + x] = at(x, y);
  const channel: Channel = { data, offset: 0, strideBytes: WIDTH, stepBytes: 1, shiftX: 0, shiftY: 0 };
  const colour = { model: "gray", range: "full", matrix: "bt601" } as const;
  const size = { widthPx: WIDTH, heightPx: HEIGHT, rotationDeg: 0 } as const;
  return { tMs: 0, durationMs: 33, keyframe: false, ...size, colour, channels: [channel] };
}

const box = (leftPx: number, topPx: number, widthPx: number, heightPx: number, quarterTurns = 0): FaceBox => {
  return { leftPx, topPx, widthPx, heightPx, quarterTurns };
};
const reds = (cells: Float32Array) => Array.from({ length: cells.length / 3 }, (_, i) => 255 * cells[3 * i]);

describe("the means of a box's cells", () => {
  test("of a slope are its values in the cells' middles, wherever the box lies between pixels", () => {
    const frame = frameOf((x, y) => 3 * x + 2 * y);
    const cells = planCellMeans(3, 4, meanToRgb);
    const place = fc.double({ min: 1, max: 8, noNaN: true });
    const size = fc.double({ min: 6, max: 20, noNaN: true });
    fc.assert(
      fc.property(place, place, size, size, (left, top, width, height) => {
        const found = reds(cells.read(frame, box(left, top, width, height)));
        for (let row = 0; row < 3; row++) {
          for (let column = 0; column < 4; column++) {
            // A pixel's value is that of its middle, and counts by its share: off by what a step within a pixel is worth.
            const x = left + ((column + 0.5) * width) / 4 - 0.5;
            const y = top + ((row + 0.5) * height) / 3 - 0.5;
            expect(Math.abs(found[row * 4 + column] - (3 * x + 2 * y))).toBeLessThan(1.3);
          }
        }
      }),
    );
  });

  test("that are whole pixels are those pixels' means, each pixel once", () => {
    const frame = frameOf((x, y) => (x * 7 + y * 13) % 251);
    const found = reds(planCellMeans(2, 2, meanToRgb).read(frame, box(4, 6, 8, 4)));
    let sum = 0;
    for (let y = 6; y < 10; y++) for (let x = 4; x < 12; x++) sum += (x * 7 + y * 13) % 251;
    expect(found.reduce((total, mean) => total + mean, 0) / 4).toBeCloseTo(sum / 32, 3);
  });

  test("beyond the frame repeat its edge", () => {
    const frame = frameOf((x) => (x === 0 ? 200 : x === WIDTH - 1 ? 100 : 50));
    const left = reds(planCellMeans(1, 2, meanToRgb).read(frame, box(-20, 5, 10, 10)));
    expect(left).toEqual([expect.closeTo(200, 3), expect.closeTo(200, 3)]);
    const right = reds(planCellMeans(1, 2, meanToRgb).read(frame, box(WIDTH + 3, 5, 10, 10)));
    expect(right).toEqual([expect.closeTo(100, 3), expect.closeTo(100, 3)]);
  });

  test("of a face that lies are those of the upright face", () => {
    // Brightness tells the place in the upright face: 10 * row + column of a 2x3 grid of 6x6 pixels.
    const upright = (row: number, column: number) => 10 * row + column;
    const cells = planCellMeans(2, 3, meanToRgb);
    const expected = [0, 1, 2, 10, 11, 12].map((value) => expect.closeTo(value, 3));
    const cell = (v: number) => Math.floor(v / 6);
    const frames = [
      frameOf((x, y) => upright(cell(y), cell(x))),
      frameOf((x, y) => upright(1 - cell(x), cell(y))),
      frameOf((x, y) => upright(1 - cell(y), 2 - cell(x))),
      frameOf((x, y) => upright(cell(x), 2 - cell(y))),
    ];
    for (const [turns, frame] of frames.entries()) {
      const [width, height] = turns % 2 === 1 ? [12, 18] : [18, 12];
      expect(reds(cells.read(frame, box(0, 0, width, height, turns)))).toEqual(expected);
    }
  });
});
