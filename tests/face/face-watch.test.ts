import fc from "fast-check";
import { expect, test } from "vitest";

import type { Frame } from "../../src/base/frame.ts";
import { LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { planFaceWatch } from "../../src/face/face-watch.ts";
import { textureFrame } from "../regions/moving-texture.ts";

const WIDTH_PX = 320;
const HEIGHT_PX = 280;
const FACE = { x: 160, y: 140, radiusPx: 100 };

/** Points that fill a disc, those of eyes and mouth among them. */
function disc({ x, y, radiusPx } = FACE): Float32Array {
  const points = new Float32Array(LANDMARK_COUNT * 3);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const radius = radiusPx * Math.sqrt((i + 0.5) / LANDMARK_COUNT);
    points[i * 3] = x + radius * Math.cos(i * 2.39996);
    points[i * 3 + 1] = y + radius * Math.sin(i * 2.39996);
  }
  return points;
}

function shot(change: Omit<Parameters<typeof textureFrame>[2], "tMs"> = {}): Frame {
  return textureFrame(WIDTH_PX, HEIGHT_PX, { tMs: 0, ...change });
}

/** The frame with a patch of even grey, as a lid covers an eye. */
function covered(frame: Frame, x: number, y: number, sidePx: number): Frame {
  const data = frame.channels[0].data.slice();
  for (let row = y; row < y + sidePx; row++) data.fill(120, row * WIDTH_PX + x, row * WIDTH_PX + x + sidePx);
  return { ...frame, channels: [{ ...frame.channels[0], data }] };
}

test("a picture that moved by a part of a pixel is followed to a tenth, in any light and noise of a good camera", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -0.6, max: 0.6, noNaN: true }),
      fc.double({ min: -0.6, max: 0.6, noNaN: true }),
      fc.double({ min: 0.8, max: 1.2, noNaN: true }),
      fc.integer({ min: 1, max: 1000 }),
      (x, y, gain, seed) => {
        const watch = planFaceWatch();
        watch.take(shot({ noise: 1, seed }), disc());
        const shift = watch.follow(shot({ x, y, gain, noise: 1, seed: seed + 1 }));
        expect(shift).not.toBeNull();
        expect(Math.abs((shift?.terms[0] ?? 9) - x)).toBeLessThan(0.1);
        expect(Math.abs((shift?.terms[3] ?? 9) - y)).toBeLessThan(0.1);
        for (const i of [1, 2, 4, 5]) expect(Math.abs(shift?.terms[i] ?? 9)).toBeLessThan(1e-3);
      },
    ),
    { numRuns: 40 },
  );
});

test("a patch that changes by itself is told wherever it lies in the face", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.6, noNaN: true }),
      fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      fc.integer({ min: 1, max: 1000 }),
      (reach, angle, seed) => {
        const watch = planFaceWatch();
        watch.take(shot({ noise: 1, seed }), disc());
        const x = Math.round(FACE.x + reach * FACE.radiusPx * Math.cos(angle)) - 16;
        const y = Math.round(FACE.y + reach * FACE.radiusPx * Math.sin(angle)) - 16;
        expect(watch.follow(covered(shot({ noise: 1, seed: seed + 1 }), x, y, 32))).toBeNull();
      },
    ),
    { numRuns: 60 },
  );
});

test("a picture that moved by more than its slopes foretell is not followed", () => {
  const watch = planFaceWatch();
  watch.take(shot(), disc());
  for (const far of [2, 3, 8, 40]) expect(watch.follow(shot({ x: far }))).toBeNull();
});

test("what moves beside the face is none of its business", () => {
  const watch = planFaceWatch();
  watch.take(shot(), disc());
  // The corners of the box around a round face show the room.
  expect(watch.follow(covered(shot(), FACE.x - 99, FACE.y - 99, 24))).not.toBeNull();
});

test("noise that would hide an eyelid lets nothing count as unchanged", () => {
  const watch = planFaceWatch();
  watch.take(shot({ gain: 0.1, noise: 6, seed: 1 }), disc());
  expect(watch.follow(shot({ gain: 0.1, noise: 6, seed: 2 }))).toBeNull();
});

test("a small face, a face half out of the picture and a face in the dark are not watched", () => {
  const small = planFaceWatch();
  small.take(shot(), disc({ ...FACE, radiusPx: 18 }));
  expect(small.follow(shot())).toBeNull();
  const outside = planFaceWatch();
  outside.take(shot(), disc({ x: -40, y: 140, radiusPx: 100 }));
  expect(outside.follow(shot())).toBeNull();
  const dark = planFaceWatch();
  dark.take(shot({ gain: 0 }), disc());
  expect(dark.follow(shot({ gain: 0 }))).toBeNull();
  expect(planFaceWatch().follow(shot())).toBeNull();
});
