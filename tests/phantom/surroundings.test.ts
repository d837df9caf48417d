import { expect, test } from "vitest";

import { createPhantom, planPhantom } from "../../src/phantom/phantom.ts";
import { loadScenario } from "../../src/phantom/scenario-file.ts";

import { deviation, PORTRAIT, scenarioOf } from "./probe.ts";
import { shiftBetween } from "./shift.ts";

const WIDTH = 320;
const HEIGHT = 240;
const STILL = { pulse: "none", breathing: "none", camera: { noise: 0 } };
const FACE = { x: 115, y: 60, w: 90, h: 90 };
const WALL = { x: 12, y: 15, w: 30, h: 70 };

test("a grey camera gives no colour; its noise is there", () => {
  const phantom = createPhantom(scenarioOf({ ...STILL, camera: { noise: 4 }, video: { mono: true } }), PORTRAIT);
  const frame = phantom.frame(0);
  expect(new Set([...frame.u, ...frame.v])).toEqual(new Set([128]));
  const first = frame.y.slice();
  const second = phantom.frame(1).y;
  const change = Array.from({ length: 2000 }, (_, i) => second[i] - first[i]);
  expect(deviation(change)).toBeGreaterThan(3);
});

test("a tenth of the light leaves a tenth of it in a grey picture of gain 1, and the breath in the dark", () => {
  const breathing = { brpm: 15, chestPx: 1.2, headPx: 0, baselinePercent: 0 };
  const scene = { faceWidthPx: 70 };
  const parts = {
    ...STILL,
    scene,
    breathing,
    video: { mono: true },
    light: { level: 0.1 },
    camera: { noise: 0, gain: 4 },
  };
  const phantom = createPhantom(scenarioOf(parts), PORTRAIT);
  const empty = phantom.frame(0).y.slice();
  const chest = shiftBetween(empty, phantom.frame(48).y, { x: 70, y: 205, w: 130, h: 20 }, WIDTH);
  expect(chest.down).toBeLessThan(-1.1);
  expect(chest.down).toBeGreaterThan(-1.7);
  const dim = createPhantom(scenarioOf({ ...parts, camera: { noise: 0 } }), PORTRAIT).frame(0).y;
  const bright = createPhantom(scenarioOf({ ...parts, light: { level: 1 }, camera: { noise: 0 } }), PORTRAIT).frame(
    0,
  ).y;
  // A wall of 0.4 linear light codes to 168 of 255, a tenth of that to 56 (IEC 61966-2-1): 160 and 64 in limited range.
  const at = 40 * WIDTH + 260;
  expect(bright[at] - dim[at]).toBeGreaterThan(80);
  expect(bright[at] - dim[at]).toBeLessThan(112);
});

test("a breath of half the depth lifts the chest half as far", () => {
  const lift = (depthPercent: number) => {
    const breathing = { brpm: 15, chestPx: 2, headPx: 0, baselinePercent: 0, depthPercent };
    const phantom = createPhantom(scenarioOf({ ...STILL, scene: { faceWidthPx: 70 }, breathing }), PORTRAIT);
    const empty = phantom.frame(0).y.slice();
    return shiftBetween(empty, phantom.frame(48).y, { x: 70, y: 205, w: 130, h: 20 }, WIDTH).down;
  };
  expect(lift(50) / lift(100)).toBeCloseTo(0.5, 1);
});

test("a swinging mount moves room and head as one, by about what was asked", () => {
  const scenario = scenarioOf({ ...STILL, durationS: 16, motion: { cameraSwayPx: 2, cameraSwayPeriodS: 4 } });
  const phantom = createPhantom(scenario, PORTRAIT);
  const first = phantom.frame(0).y.slice();
  const shifts = Array.from({ length: 16 }, (_, i) => {
    const now = phantom.frame(15 + 15 * i).y;
    const room = shiftBetween(first, now, WALL, WIDTH).down;
    expect(shiftBetween(first, now, FACE, WIDTH).down).toBeCloseTo(room, 0);
    return room;
  });
  const span = Math.max(...shifts) - Math.min(...shifts);
  expect(span).toBeGreaterThan(1.4);
  expect(span).toBeLessThan(2.6);
});

test("a curtain swings at its side by about what was asked, most at its lower edge, and the rest stands still", () => {
  const curtain = { side: "right", widthPx: 90, movePx: 3, periodS: 2 };
  const scenario = scenarioOf({ ...STILL, durationS: 8, scene: { person: false, curtain } });
  const phantom = createPhantom(scenario, PORTRAIT);
  const first = phantom.frame(0).y.slice();
  const low: number[] = [];
  const high: number[] = [];
  for (let index = 7; index < 180; index += 15) {
    const now = phantom.frame(index).y;
    low.push(shiftBetween(first, now, { x: 250, y: 200, w: 60, h: 30 }, WIDTH).right);
    high.push(shiftBetween(first, now, { x: 250, y: 10, w: 60, h: 30 }, WIDTH).right);
    for (let y = 0; y < HEIGHT; y += 7) {
      const left = y * WIDTH;
      expect(Buffer.compare(now.subarray(left, left + 215), first.subarray(left, left + 215))).toBe(0);
    }
  }
  const span = (values: number[]) => Math.max(...values) - Math.min(...values);
  expect(span(low)).toBeGreaterThan(2);
  expect(span(low)).toBeLessThan(4);
  expect(span(high) / span(low)).toBeCloseTo(0.4, 1);
});

test("who passes covers the patient while in the middle and is gone before and after", () => {
  const passerby = [{ atS: 2, crossS: 2 }];
  const rest = createPhantom(scenarioOf(STILL), PORTRAIT).frame(0).y.slice();
  const phantom = createPhantom(scenarioOf({ ...STILL, scene: { passerby } }), PORTRAIT);
  for (const index of [20, 100]) expect(Buffer.compare(phantom.frame(index).y, rest)).toBe(0);
  const covered = phantom.frame(60).y;
  let same = 0;
  for (let y = 85; y < 145; y++)
    for (let x = 130; x < 190; x++) if (covered[y * WIDTH + x] === rest[y * WIDTH + x]) same++;
  // Where cloth and skin happen to be equally bright.
  expect(same / (60 * 60)).toBeLessThan(0.05);
});

test.each(["curtain-empty-bed", "curtain-photo", "nurse-passing", "shaken-photo", "empty-bed", "photo-sway"])(
  "nothing breathes in %s",
  (name) => {
    const scenario = loadScenario(name);
    expect([scenario.breathing, scenario.pulse]).toEqual([null, null]);
    expect(planPhantom(scenario, false).truth.respirationBrpm).toBeNull();
  },
);
