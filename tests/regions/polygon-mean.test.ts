import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { sumSpans } from "../../src/regions/polygon-mean.ts";
import { planPolygonSpans, spanPolygon } from "../../src/regions/polygon-spans.ts";

import { madeFrame, type Picture, YUV } from "./made-frames.ts";

const WIDTH = 41;
const HEIGHT = 37;
const spans = planPolygonSpans();
type Point = readonly [x: number, y: number];

function sumOf(picture: Picture, polygon: readonly Point[], c = 0, clip: readonly [number, number] = [-1, 256]) {
  const frame = madeFrame(picture, WIDTH, HEIGHT, "planar420", YUV);
  // Longer than the polygon, as a caller that reuses its arrays has them.
  const xs = Float64Array.from([...polygon.map(([x]) => x), 1e6]);
  const ys = Float64Array.from([...polygon.map(([, y]) => y), 1e6]);
  const out = { sum: 0, weight: 0, clipped: 0 };
  const { shiftX, shiftY } = frame.channels[c];
  spanPolygon(WIDTH, HEIGHT, shiftX, shiftY, xs, ys, polygon.length, spans);
  sumSpans(frame.channels[c], spans, clip[0], clip[1], out);
  return out;
}

/** Whether a point lies inside a convex polygon: on the same side of all edges. */
function isInside(polygon: readonly Point[], x: number, y: number): boolean {
  let left = 0;
  polygon.forEach(([ax, ay], i) => {
    const [bx, by] = polygon[(i + 1) % polygon.length];
    if ((bx - ax) * (y - ay) > (by - ay) * (x - ax)) left++;
  });
  return left === 0 || left === polygon.length;
}

const FINE = 8;
/** Number of pixels and sum of the picture inside the polygon and the frame, from 64 points a pixel. */
function supersampled(picture: Picture, polygon: readonly Point[]): { sum: number; weight: number } {
  const start = (values: number[]) => Math.max(0, Math.floor(Math.min(...values)));
  const [left, top] = [start(polygon.map(([x]) => x)), start(polygon.map(([, y]) => y))];
  const right = Math.min(WIDTH, Math.max(...polygon.map(([x]) => x)));
  const bottom = Math.min(HEIGHT, Math.max(...polygon.map(([, y]) => y)));
  let sum = 0;
  let weight = 0;
  for (let y = top + 0.5 / FINE; y < bottom; y += 1 / FINE) {
    for (let x = left + 0.5 / FINE; x < right; x += 1 / FINE) {
      if (!isInside(polygon, x, y)) continue;
      sum += picture(0, Math.floor(x), Math.floor(y)) / FINE ** 2;
      weight += 1 / FINE ** 2;
    }
  }
  return { sum, weight };
}

/** Convex: corners in order on an ellipse. */
const convex = fc
  .tuple(
    fc.double({ min: 8, max: 32, noNaN: true }),
    fc.double({ min: 8, max: 28, noNaN: true }),
    fc.double({ min: 4, max: 14, noNaN: true }),
    fc.double({ min: 4, max: 14, noNaN: true }),
    fc.integer({ min: 4, max: 7 }),
    fc.double({ min: 0, max: 6, noNaN: true }),
    fc.boolean(),
  )
  .map(([cx, cy, rx, ry, corners, turn, backwards]) => {
    const points = Array.from({ length: corners }, (_, i): Point => {
      const angle = turn + (2 * Math.PI * i) / corners;
      return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
    });
    return backwards ? points.reverse() : points;
  });

const texture: Picture = (_, x, y) => Math.round(120 + 2 * x - 1.5 * y + 20 * Math.sin(x * 0.9) * Math.cos(y * 0.7));

const rectangle = (left: number, top: number, right: number, bottom: number): Point[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

describe("the sum over a polygon", () => {
  test("agrees with 64 points a pixel tested for being inside, frame edges included", () => {
    fc.assert(
      fc.property(convex, (polygon) => {
        const expected = supersampled(texture, polygon);
        const seen = sumOf(texture, polygon);
        expect(Math.abs(seen.weight - expected.weight)).toBeLessThan(0.01 * expected.weight + 0.5);
        expect(Math.abs(seen.sum / seen.weight - expected.sum / expected.weight)).toBeLessThan(0.4);
      }),
      { numRuns: 60 },
    );
  });

  test("is exact for a rectangle, whatever its sides", () => {
    const plaid: Picture = (_, x, y) => 3 * x + 2 * y;
    const place = fc.double({ min: 0, max: 16, noNaN: true });
    const size = fc.double({ min: 0.2, max: 20, noNaN: true });
    fc.assert(
      fc.property(place, place, size, size, (left, top, width, height) => {
        const [right, bottom] = [left + width, top + height];
        const seen = sumOf(plaid, rectangle(left, top, right, bottom));
        const covered = (i: number, from: number, to: number) => Math.max(0, Math.min(i + 1, to) - Math.max(i, from));
        let sum = 0;
        for (let y = 0; y < HEIGHT; y++) {
          for (let x = 0; x < WIDTH; x++) sum += (3 * x + 2 * y) * covered(x, left, right) * covered(y, top, bottom);
        }
        expect(seen.weight).toBeCloseTo(width * height, 6);
        expect(seen.sum).toBeCloseTo(sum, 5);
      }),
    );
  });

  test("moves smoothly with the polygon, sideways as up and down: a tenth of a pixel along a slope is a tenth of it", () => {
    const slope: Picture = (_, x, y) => 3 * x + 2 * y;
    const meanAt = (dx: number, dy: number) => {
      const { sum, weight } = sumOf(slope, rectangle(8 + dx, 6 + dy, 20 + dx, 18 + dy));
      return sum / weight;
    };
    for (let tenth = 0; tenth < 10; tenth++) {
      expect(meanAt((tenth + 1) / 10, 0) - meanAt(tenth / 10, 0)).toBeCloseTo(0.3, 6);
      expect(meanAt(0, (tenth + 1) / 10) - meanAt(0, tenth / 10)).toBeCloseTo(0.2, 6);
    }
  });

  test("reads the quarter-size chroma of 4:2:0 at the same place of the picture", () => {
    const picture: Picture = (c, x, y) => (c === 0 ? 0 : c === 1 ? 4 * x + 2 : 5 * y + 2);
    const square = rectangle(8, 6, 28, 30);
    const [u, v] = [1, 2].map((c) => sumOf(picture, square, c));
    expect(u.weight).toBeCloseTo((20 * 24) / 4, 6);
    // A sample at even pixel x covers [x, x + 2): its middle is x + 1.
    expect(u.sum / u.weight).toBeCloseTo(4 * (18 - 1) + 2, 6);
    expect(v.sum / v.weight).toBeCloseTo(5 * (18 - 1) + 2, 6);
  });

  test("counts only what lies in the frame, odd edges included", () => {
    const one: Picture = () => 1;
    expect(sumOf(one, rectangle(-10, -10, 5, 4)).sum).toBeCloseTo(20, 6);
    expect(sumOf(one, rectangle(WIDTH - 3, HEIGHT - 2, WIDTH + 50, HEIGHT + 50)).sum).toBeCloseTo(6, 6);
    expect(sumOf(one, rectangle(-99, -99, 99, 99), 1).sum).toBeCloseTo(21 * 19, 6);
    expect(sumOf(one, rectangle(WIDTH + 1, 0, WIDTH + 9, 9)).weight).toBe(0);
    expect(sumOf(one, rectangle(0, -9, 9, -1)).weight).toBe(0);
  });

  test("weighs the samples at and beyond the clipping bounds", () => {
    const halves: Picture = (_, x) => (x < 10 ? 16 : x < 20 ? 17 : x < 30 ? 234 : 235);
    const square = rectangle(5, 4, 35, 14);
    expect(sumOf(halves, square, 0, [16, 235]).clipped).toBeCloseTo(100, 6);
    expect(sumOf(halves, square, 0, [17, 255]).clipped).toBeCloseTo(150, 6);
    expect(sumOf(halves, square, 0, [0, 234]).clipped).toBeCloseTo(150, 6);
    expect(sumOf(halves, square).clipped).toBe(0);
  });

  test("is nothing where a corner is not a number", () => {
    const seen = sumOf(texture, [
      [Number.NaN, Number.NaN],
      [Number.NaN, Number.NaN],
      [Number.NaN, Number.NaN],
    ]);
    expect(seen).toEqual({ sum: 0, weight: 0, clipped: 0 });
  });
});
