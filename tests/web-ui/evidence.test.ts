import { expect, test } from "vitest";

import { cropAround, svgPoints } from "../../web-ui/src/evidence/face-crop.ts";
import { figure, spelled } from "../../web-ui/src/evidence/figures.ts";
import { powerAt, spectrumArea, spectrumLine, xOfRate, yOfPower } from "../../web-ui/src/evidence/spectrum-shape.ts";
import { timeOfDay } from "../../web-ui/src/top-bar/clock.ts";

const SIZE = { width: 430, height: 100 };
const SPECTRUM = { startBpm: 20, stepBpm: 10, power: [0.5, 0, 1, 0.25, 0] };

test("the axis of the spectrum reaches from 25 to 240 /min whatever the window holds", () => {
  expect(xOfRate(25, SIZE)).toBe(0);
  expect(xOfRate(240, SIZE)).toBe(430);
  expect(yOfPower(1, SIZE)).toBe(0);
  expect(yOfPower(0, SIZE)).toBe(100);
});

test("the spectrum is drawn where its rates are, without what lies off the axis", () => {
  expect(spectrumLine(SPECTRUM, SIZE)).toBe("M10.0 100.0L30.0 0.0L50.0 75.0L70.0 100.0");
  expect(spectrumArea(SPECTRUM, SIZE)).toMatch(/L70.0 100L0.0 100Z$/);
  expect(spectrumLine({ ...SPECTRUM, power: [] }, SIZE)).toBe("");
});

test("a candidate stands on the line, between bins as well, and nowhere outside of it", () => {
  expect(powerAt(SPECTRUM, 40)).toBe(1);
  expect(powerAt(SPECTRUM, 45)).toBeCloseTo(0.625);
  expect(powerAt(SPECTRUM, 10)).toBeNull();
  expect(powerAt(SPECTRUM, 61)).toBeNull();
});

const square = (left: number, top: number, side: number) => [
  [left, top, left + side, top, left + side, top + side, left, top + side],
];

test("the crop keeps still while the face nods and follows when it leaves or comes close", () => {
  const first = cropAround(null, square(0.4, 0.4, 0.2), 1);
  expect(cropAround(first, square(0.41, 0.41, 0.2), 1)).toBe(first);
  const moved = cropAround(first, square(0.6, 0.4, 0.2), 1);
  expect(moved).not.toBe(first);
  expect(cropAround(first, square(0.45, 0.45, 0.08), 1)).not.toBe(first);
  expect(cropAround(first, [], 1)).toBeNull();
});

test("a wide view is drawn with its own proportions", () => {
  const crop = cropAround(null, square(0.25, 0.25, 0.5), 2);
  expect(crop?.x).toBeLessThan(0.5);
  expect((crop?.x ?? 0) + (crop?.width ?? 0)).toBeGreaterThan(1.5);
  expect(svgPoints([0.25, 0.5], 2)).toBe("0.5000,0.5000");
});

test("figures carry as many decimals as they deserve, and none is said", () => {
  expect([0.0312, 6.1, -12.34, 212.4].map((value) => figure(value, "- - -"))).toEqual(["0.03", "6.10", "-12.3", "212"]);
  expect(figure(null, "- - -")).toBe("- - -");
  expect(spelled("peakShare2f")).toBe("peak share2f");
});

test("the clock has two digits everywhere", () => {
  expect(timeOfDay(new Date(2026, 0, 5, 4, 3, 2).getTime())).toBe("04:03:02");
});
