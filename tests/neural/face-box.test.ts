import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { FaceLandmarks } from "../../src/base/landmarks.ts";
import { type FaceBox, planFaceBoxes } from "../../src/neural/face-box.ts";

const COUNT = 468;
const FOREHEAD = 10;
const CHIN = 152;
const STEP_MS = 33;

/** Points spread over an ellipse of 120 to 160 pixels around (300, 200), forehead above and chin below. */
function face(
  move: (x: number, y: number, index: number) => readonly [number, number] = (x, y) => [x, y],
): FaceLandmarks {
  const points = new Float32Array(COUNT * 3);
  for (let i = 0; i < COUNT; i++) {
    const turn = i * 2.39996;
    const reach = Math.sqrt((i + 0.5) / COUNT);
    let [x, y] = [300 + 60 * reach * Math.cos(turn), 200 + 80 * reach * Math.sin(turn)];
    if (i === FOREHEAD) [x, y] = [300, 120];
    if (i === CHIN) [x, y] = [300, 280];
    points.set(move(x, y, i), 3 * i);
  }
  return { points } as FaceLandmarks;
}

const corners = ({ leftPx, topPx, widthPx, heightPx }: FaceBox) => [leftPx, topPx, widthPx, heightPx];

describe("the box of a face", () => {
  test("is the mesh's, widened to each side by a share of its size", () => {
    const [left, top, width, height] = corners(planFaceBoxes(0.1).step(0, face()));
    expect(top).toBeCloseTo(120 - 16, 3);
    expect(height).toBeCloseTo(192, 3);
    // Of the ellipse's width the points leave out a pixel or two.
    expect(width / 144).toBeGreaterThan(0.98);
    expect(width / 144).toBeLessThanOrEqual(1);
    expect(Math.abs(left + width / 2 - 300)).toBeLessThan(1.5);
  });

  test("goes with a camera that trembles, in the same picture and by as much", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })), {
          minLength: 2,
          maxLength: 20,
        }),
        (shifts) => {
          const boxes = planFaceBoxes(0);
          const still = corners(planFaceBoxes(0).step(0, face()));
          shifts.forEach(([dx, dy], k) => {
            const [left, top, width, height] = corners(
              boxes.step(
                k * STEP_MS,
                face((x, y) => [x + dx, y + dy]),
              ),
            );
            expect(left - still[0]).toBeCloseTo(dx, 2);
            expect(top - still[1]).toBeCloseTo(dy, 2);
            expect(width).toBeCloseTo(still[2], 2);
            expect(height).toBeCloseTo(still[3], 2);
          });
        },
      ),
    );
  });

  test("does not jump where one point at its edge does", () => {
    const boxes = planFaceBoxes(0);
    const before = corners(boxes.step(0, face()));
    const after = corners(
      boxes.step(
        STEP_MS,
        face((x, y, i) => [x, i === CHIN ? y + 6 : y]),
      ),
    );
    for (const [i, value] of after.entries()) expect(Math.abs(value - before[i])).toBeLessThan(0.2);
  });

  test("takes the size of a face that comes nearer within six seconds", () => {
    const boxes = planFaceBoxes(0);
    boxes.step(0, face());
    const near = face((x, y) => [300 + 1.5 * (x - 300), 200 + 1.5 * (y - 200)]);
    let box = boxes.step(STEP_MS, near);
    for (let tMs = 2 * STEP_MS; tMs < 6000; tMs += STEP_MS) box = boxes.step(tMs, near);
    expect(box.heightPx / 240).toBeGreaterThan(0.97);
    expect(box.topPx + box.heightPx / 2).toBeCloseTo(200, 0);
  });

  test("of a face that lies is turned upright, and begins anew", () => {
    const boxes = planFaceBoxes(0);
    expect(boxes.step(0, face()).quarterTurns).toBe(0);
    const lying = boxes.step(
      STEP_MS,
      face((x, y) => [300 - (y - 200), 200 + (x - 300)]),
    );
    expect(lying.quarterTurns).toBe(1);
    expect(lying.widthPx).toBeCloseTo(160, 3);
  });

  test("is that of the next face alone once it was forgotten", () => {
    const boxes = planFaceBoxes(0);
    boxes.step(0, face());
    boxes.reset();
    const other = face((x, y) => [2 * x, 2 * y]);
    expect(corners(boxes.step(STEP_MS, other))).toEqual(corners(planFaceBoxes(0).step(0, other)));
  });
});
