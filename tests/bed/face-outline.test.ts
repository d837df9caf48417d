import fc from "fast-check";
import { Value } from "typebox/value";
import { describe, expect, test } from "vitest";

import type { RotationDeg } from "../../src/base/frame.ts";
import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { OutlineMessage } from "../../src/wire/messages.ts";
import { PATCHES } from "../../src/regions/patches.ts";
import { planFaceOutline } from "../../src/bed/face-outline.ts";

const VIEW = { widthPx: 640, heightPx: 480 };
const ROTATIONS: readonly RotationDeg[] = [0, 90, 180, 270];

/** A face whose landmarks lie anywhere in the frame. */
const face: fc.Arbitrary<FaceLandmarks> = fc.integer({ min: 1, max: 1e6 }).map((seed) => {
  const points = new Float32Array(LANDMARK_COUNT * 3);
  let state = seed;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let i = 0; i < LANDMARK_COUNT; i++) points.set([next() * VIEW.widthPx, next() * VIEW.heightPx, 0], i * 3);
  return { points, score: 1, widthPx: 100 };
});

/** Place in the upright view by turning about the frame's middle, clockwise with y down, px from the upright middle. */
function upright({ points }: FaceLandmarks, index: number, deg: RotationDeg): [number, number] {
  const x = points[index * 3] - VIEW.widthPx / 2;
  const y = points[index * 3 + 1] - VIEW.heightPx / 2;
  const [cos, sin] = [Math.cos((deg * Math.PI) / 180), Math.sin((deg * Math.PI) / 180)];
  return [x * cos - y * sin, x * sin + y * cos];
}

function drawn(known: FaceLandmarks | null, rotationDeg: RotationDeg): OutlineMessage {
  const message = planFaceOutline("1").step(0, { ...VIEW, rotationDeg }, known);
  if (!message) throw new Error("nothing was drawn");
  return message;
}

describe("the outline of a face", () => {
  test("lies in the upright view, whichever way the frame is stored", () => {
    fc.assert(
      fc.property(face, fc.constantFrom(...ROTATIONS), (known, rotationDeg) => {
        const { regions, aspect } = drawn(known, rotationDeg);
        const turned = rotationDeg % 180 === 90;
        const [width, height] = turned ? [VIEW.heightPx, VIEW.widthPx] : [VIEW.widthPx, VIEW.heightPx];
        expect(aspect).toBeCloseTo(width / height, 3);
        regions.forEach(({ name, polygon }, i) => {
          expect(name).toBe(PATCHES[i].name);
          PATCHES[i].landmarks.forEach((landmark, k) => {
            const [x, y] = upright(known, landmark, rotationDeg);
            expect(Math.abs(polygon[2 * k] - (x / width + 0.5))).toBeLessThan(1e-4);
            expect(Math.abs(polygon[2 * k + 1] - (y / height + 0.5))).toBeLessThan(1e-4);
          });
        });
      }),
      { numRuns: 40 },
    );
  });

  test("keeps to its schema, with whole points within the view and no -0", () => {
    fc.assert(
      fc.property(face, fc.constantFrom(...ROTATIONS), (known, rotationDeg) => {
        const message = drawn(known, rotationDeg);
        expect(Value.Check(OutlineMessage, message)).toBe(true);
        expect(message.lines.length).toBeGreaterThan(3);
        for (const line of [...message.lines, ...message.regions.map(({ polygon }) => polygon)]) {
          expect(line.length % 2).toBe(0);
          expect(line.every((share) => share >= 0 && share <= 1 && !Object.is(share, -0))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("has no -0 for a point a hair beyond the edge", () => {
    const points = new Float32Array(LANDMARK_COUNT * 3).fill(-0.001);
    const { lines } = drawn({ points, score: 1, widthPx: 100 }, 0);
    expect(lines.flat().every((share) => Object.is(share, 0))).toBe(true);
  });

  test("is empty where no face is seen", () => {
    expect(drawn(null, 0)).toMatchObject({ lines: [], regions: [] });
  });

  test("is drawn five times a second, at any frame rate and after a pause", () => {
    for (const fps of [15, 25, 30, 60]) {
      const outline = planFaceOutline("1");
      const times: number[] = [];
      for (let n = 0; n < 10 * fps; n++) {
        const tMs = (n * 1000) / fps;
        if (tMs > 4000 && tMs < 6000) continue;
        const message = outline.step(tMs, { ...VIEW, rotationDeg: 0 }, null);
        if (message) times.push(message.tMs);
      }
      expect(times[0]).toBe(0);
      const steps = times.slice(1).map((tMs, i) => tMs - times[i]);
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(199);
      expect(steps.filter((stepMs) => stepMs > 200 + 1000 / fps)).toHaveLength(1);
    }
  });
});
