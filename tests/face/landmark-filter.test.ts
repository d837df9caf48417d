import fc from "fast-check";
import { expect, test } from "vitest";

import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { planLandmarkFilter } from "../../src/face/landmark-filter.ts";

const WIDTH_PX = 200;

/** A disc of points around (x, y), turned, grown and shortened. */
function disc(x: number, y: number, turnRad = 0, scale = 1, shortening = 1): FaceLandmarks {
  const points = new Float32Array(LANDMARK_COUNT * 3);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    // A spiral of golden angles covers a disc evenly.
    const radius = (scale * WIDTH_PX * Math.sqrt((i + 0.5) / LANDMARK_COUNT)) / 2;
    const angle = i * 2.39996;
    const u = radius * Math.cos(angle) * shortening;
    const v = radius * Math.sin(angle);
    points[i * 3] = x + u * Math.cos(turnRad) - v * Math.sin(turnRad);
    points[i * 3 + 1] = y + u * Math.sin(turnRad) + v * Math.cos(turnRad);
  }
  return { points, score: 0.9, widthPx: scale * WIDTH_PX };
}

function furthest(a: FaceLandmarks, b: FaceLandmarks): number {
  let most = 0;
  for (let i = 0; i < a.points.length; i += 3) {
    most = Math.max(most, Math.hypot(a.points[i] - b.points[i], a.points[i + 1] - b.points[i + 1]));
  }
  return most;
}

test("a face that stands still stays where it was measured", () => {
  const filter = planLandmarkFilter();
  filter.start(0, disc(300, 200));
  for (let tMs = 66; tMs < 1000; tMs += 66) expect(filter.correct(tMs, disc(300, 200))).toBeLessThan(1e-6);
  expect(furthest(filter.at(1020), disc(300, 200))).toBeLessThan(1e-3);
});

test("a head in steady movement of any kind is met between the measurements", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -0.1, max: 0.1, noNaN: true }),
      fc.double({ min: -0.1, max: 0.1, noNaN: true }),
      fc.double({ min: -5e-5, max: 5e-5, noNaN: true }),
      fc.double({ min: -5e-5, max: 5e-5, noNaN: true }),
      (xPerMs, yPerMs, growthPerMs, shorteningPerMs) => {
        const faceAt = (tMs: number) =>
          disc(300 + xPerMs * tMs, 200 + yPerMs * tMs, 0, 1 + growthPerMs * tMs, 1 - shorteningPerMs * tMs);
        const filter = planLandmarkFilter();
        filter.start(0, faceAt(0));
        for (let tMs = 66; tMs <= 1320; tMs += 66) filter.correct(tMs, faceAt(tMs));
        const between = filter.at(1353);
        expect(furthest(between, faceAt(1353))).toBeLessThan(0.3);
        expect(Math.abs(between.widthPx - faceAt(1353).widthPx)).toBeLessThan(0.1);
      },
    ),
  );
});

test("a head that turns about the line of sight is met between the measurements", () => {
  const faceAt = (tMs: number) => disc(300, 200, 3e-4 * tMs);
  const filter = planLandmarkFilter();
  filter.start(0, faceAt(0));
  for (let tMs = 66; tMs <= 1980; tMs += 66) filter.correct(tMs, faceAt(tMs));
  // Held landmarks would be off by a hundredth of a turn of the rim: 1 px after 33 ms.
  expect(furthest(filter.at(2013), faceAt(2013))).toBeLessThan(0.4);
});

test("the surprise is the distance from where the face was expected, in face widths", () => {
  const filter = planLandmarkFilter();
  filter.start(0, disc(300, 200));
  expect(filter.correct(66, disc(303, 204))).toBeCloseTo(5 / WIDTH_PX, 4);
});

test("jitter of each landmark by itself is damped and hardly becomes movement", () => {
  let state = 1;
  const jitter = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  const filter = planLandmarkFilter();
  filter.start(0, disc(300, 200));
  let squares = 0;
  let count = 0;
  for (let tMs = 66; tMs <= 13_200; tMs += 66) {
    const face = disc(300, 200);
    for (let i = 0; i < face.points.length; i++) face.points[i] += jitter();
    filter.correct(tMs, face);
    const { points } = filter.at(tMs + 33);
    const still = disc(300, 200).points;
    for (let i = 0; i < points.length; i += 3) {
      squares += (points[i] - still[i]) ** 2 + (points[i + 1] - still[i + 1]) ** 2;
      count += 2;
    }
  }
  // The planted jitter has a standard deviation of sqrt(1/12) = 0.289 px along each axis.
  expect(Math.sqrt(squares / count)).toBeLessThan(0.22);
});
