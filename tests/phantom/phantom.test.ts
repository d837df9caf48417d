import { describe, expect, test } from "vitest";

import { MARGIN_PX } from "../../src/phantom/layer.ts";
import { createPhantom, type Phantom, type PhantomFrame } from "../../src/phantom/phantom.ts";
import { cutPortrait } from "../../src/phantom/portrait.ts";
import type { Scenario } from "../../src/phantom/scenario.ts";
import { buildScene, type Scene } from "../../src/phantom/scene.ts";
import { planVitals, type VitalPlan } from "../../src/phantom/vital-plan.ts";

import { deviation, mean, meanLight, PLAIN_PULSE, PORTRAIT, scenarioOf, slopeOf } from "./probe.ts";
import { shiftBetween } from "./shift.ts";

const WIDTH = 320;
const HEIGHT = 240;
const LAYERS = cutPortrait(PORTRAIT);

/** Strength of the pulse in each pixel of the picture at rest, or what else a scene's sample says. */
function atRest(scene: Scene, value: (i: number) => number): Float32Array {
  return Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const x = i % WIDTH;
    return value(((i - x) / WIDTH + MARGIN_PX) * scene.columns + x + MARGIN_PX);
  });
}

/** Mean light over a mask for every frame of a phantom. */
function seriesOf(phantom: Phantom, frames: number, mask: ArrayLike<number>): [number, number, number][] {
  return Array.from({ length: frames }, (_, i) => meanLight(phantom.frame(i), WIDTH, mask));
}

function relativePulse(series: readonly (readonly number[])[], vital: VitalPlan, rateHz: number): number[] {
  const blood = series.map((_, i) => vital.blood(i / rateHz));
  return [0, 1, 2].map((c) => {
    const channel = series.map((light) => light[c]);
    return -slopeOf(blood, channel) / mean(channel);
  });
}

describe("a pulse of 4 % in green and nothing else", () => {
  const scenario = scenarioOf({
    pulse: { ...PLAIN_PULSE, bpm: 90, greenPercent: 4, colourSpreadPercent: 0 },
    breathing: "none",
  });
  const vital = planVitals(scenario, 4, null);
  const scene = buildScene(scenario, LAYERS);
  const skin = atRest(scene, (i) => (scene.blood.strength[i] > 0.6 ? 1 : 0));
  const phantom = createPhantom(scenario, PORTRAIT);

  test("shows in the skin's linear light at that size, R : G : B as 0.33 : 0.77 : 0.53", () => {
    expect(skin.filter((s) => s > 0).length).toBeGreaterThan(4000);
    const [red, green, blue] = relativePulse(seriesOf(phantom, 60, skin), vital, 30);
    expect(green).toBeGreaterThan(0.037);
    expect(green).toBeLessThan(0.043);
    expect(red / green / (0.33 / 0.77)).toBeCloseTo(1, 1);
    expect(blue / green / (0.53 / 0.77)).toBeCloseTo(1, 1);
  });

  test("leaves the room as it is", () => {
    const room = atRest(scene, (i) => (scene.head.light[4 * i + 3] + scene.chest.light[4 * i + 3] === 0 ? 1 : 0));
    const pulse = relativePulse(seriesOf(phantom, 60, room), vital, 30);
    for (const change of pulse) expect(Math.abs(change)).toBeLessThan(2e-4);
  });

  test("leaves hair and clothes as they are", () => {
    const cloth = atRest(scene, (i) =>
      scene.blood.strength[i] === 0 && scene.head.light[4 * i + 3] + scene.chest.light[4 * i + 3] > 0.99 ? 1 : 0,
    );
    for (const change of relativePulse(seriesOf(phantom, 60, cloth), vital, 30))
      expect(Math.abs(change)).toBeLessThan(1e-3);
  });
});

test("melanin takes pulse and background of the inner light alike, so the mirrored share grows and the pulse shrinks", () => {
  const parts = { pulse: { ...PLAIN_PULSE, bpm: 90, greenPercent: 6, colourSpreadPercent: 0 }, breathing: "none" };
  const light = scenarioOf(parts);
  const dark = scenarioOf({ ...parts, skin: { melanin: 0.6 } });
  const vital = planVitals(light, 4, null);
  const scene = buildScene(light, LAYERS);
  const { strength, mirrored, scale } = scene.blood;
  const skin = atRest(scene, (i) => (strength[i] > 0.6 ? 1 : 0));
  const out = 10 ** -0.6;
  let plain = 0;
  let darkened = 0;
  let pulsing = 0;
  const each = atRest(scene, (i) => i);
  skin.forEach((inside, p) => {
    if (inside === 0) return;
    const i = each[p];
    const inner = scene.head.light[4 * i + 1] - mirrored[i];
    plain += inner + mirrored[i];
    darkened += inner * out + mirrored[i];
    pulsing += strength[i] * inner * out * scale[1];
  });
  const before = seriesOf(createPhantom(light, PORTRAIT), 40, skin);
  const after = seriesOf(createPhantom(dark, PORTRAIT), 40, skin);
  const green = (series: number[][]) => mean(series.map((value) => value[1]));
  expect(green(after) / green(before)).toBeCloseTo(darkened / plain, 2);
  const pulse = relativePulse(after, vital, 30)[1];
  expect(pulse / ((0.06 * pulsing) / darkened)).toBeCloseTo(1, 1);
  expect(pulse).toBeLessThan(0.93 * relativePulse(before, vital, 30)[1]);
});

test("in a photo nothing changes but the noise; without noise not a byte", () => {
  const parts = { pulse: "none", breathing: "none" };
  const silent = createPhantom(scenarioOf({ ...parts, camera: { noise: 0 } }), PORTRAIT);
  const first = silent.frame(0).y.slice();
  for (const index of [7, 40, 119]) expect(Buffer.compare(silent.frame(index).y, first)).toBe(0);
  expect(silent.truth.pulseBpm).toBeNull();
  expect(silent.truth.respirationBrpm).toBeNull();
  const noisy = createPhantom(scenarioOf(parts), PORTRAIT);
  const all = new Uint8Array(WIDTH * HEIGHT).fill(1);
  const green = seriesOf(noisy, 30, all).map((light) => light[1]);
  expect(deviation(green) / mean(green)).toBeLessThan(2e-4);
  expect(deviation(green)).toBeGreaterThan(0);
});

const FACE = { x: 115, y: 60, w: 90, h: 90 };
const WALL = { x: 12, y: 15, w: 30, h: 70 };

function moved(scenario: Scenario, tS: readonly [number, number], box: typeof FACE): number {
  const phantom = createPhantom(scenario, PORTRAIT);
  const from = phantom.frame(Math.round(tS[0] * scenario.video.rateHz)).y.slice();
  return shiftBetween(from, phantom.frame(Math.round(tS[1] * scenario.video.rateHz)).y, box, WIDTH).down;
}

const UNMOVED = { pulse: "none", breathing: "none", camera: { noise: 0 } };

test("a nod moves the head by its peak to peak, and the room stays", () => {
  const scenario = scenarioOf({ ...UNMOVED, motion: { nodPx: 0.8, nodBpm: 60 } });
  expect(moved(scenario, [0.25 + 1 / 60, 0.75 + 1 / 60], FACE)).toBeCloseTo(-0.8, 1);
  expect(moved(scenario, [0.25, 0.75], WALL)).toBe(0);
});

test("a heart's nod moves the head with each beat by what was asked", () => {
  const scenario = scenarioOf({
    ...UNMOVED,
    video: { rateHz: 60 },
    pulse: { ...PLAIN_PULSE, bpm: 60, greenPercent: 0, nodPx: 0.8 },
  });
  const phantom = createPhantom(scenario, PORTRAIT);
  const first = phantom.frame(0).y.slice();
  const shifts = Array.from({ length: 60 }, (_, i) => shiftBetween(first, phantom.frame(i).y, FACE, WIDTH).down);
  expect(Math.max(...shifts) - Math.min(...shifts)).toBeCloseTo(0.8, 1);
});

test("breathing lifts the chest by what was asked and the head by its own share", () => {
  const breathing = { brpm: 15, chestPx: 1.2, headPx: 0.3, baselinePercent: 0 };
  const scenario = scenarioOf({ ...UNMOVED, scene: { faceWidthPx: 70 }, breathing });
  // A breath of 4 s starts at 0 and is full at 1.6 s. The chest also widens about its middle, so its upper part rises more.
  const chest = moved(scenario, [0, 1.6], { x: 70, y: 205, w: 130, h: 20 });
  expect(chest).toBeLessThan(-1.1);
  expect(chest).toBeGreaterThan(-1.7);
  expect(moved(scenario, [0, 1.6], { x: 130, y: 65, w: 60, h: 70 })).toBeCloseTo(-0.3, 1);
  expect(moved(scenario, [0, 1.6], WALL)).toBe(0);
});

test("a trembling camera moves room and head as one", () => {
  const scenario = scenarioOf({ ...UNMOVED, motion: { cameraPx: 0.5 } });
  const room = moved(scenario, [0, 0.5], WALL);
  expect(Math.abs(room)).toBeGreaterThan(0.05);
  expect(moved(scenario, [0, 0.5], FACE)).toBeCloseTo(room, 1);
});

test("the same scenario gives the same bytes, another seed others", () => {
  const bytes = (seed: number) => {
    const frame = createPhantom(scenarioOf({ seed, motion: { swayPx: 3 } }), PORTRAIT).frame(33);
    return Buffer.concat([frame.y, frame.u, frame.v]);
  };
  const once = bytes(5);
  expect(Buffer.compare(once, bytes(5))).toBe(0);
  expect(Buffer.compare(once, bytes(6))).not.toBe(0);
});

test("a loop joins: a lap later heart, breath, sway and light stand where they stood, and time and noise run on", () => {
  const parts = { durationS: 6, motion: { swayPx: 4 }, light: { driftPercent: 4 }, pulse: { jitterPercent: 2 } };
  const silent = createPhantom(scenarioOf({ ...parts, camera: { noise: 0 } }), PORTRAIT, true);
  const n = silent.frameCount;
  const copy = (frame: PhantomFrame) => ({ y: frame.y.slice(), tMs: frame.tMs });
  for (const index of [0, 11]) {
    const early = copy(silent.frame(index));
    const late = copy(silent.frame(index + n));
    expect(Buffer.compare(early.y, late.y)).toBe(0);
    expect(late.tMs - early.tMs).toBeCloseTo(silent.durationMs, 6);
  }
  // Across the seam nothing moves faster than elsewhere.
  const step = (from: number) => {
    const before = copy(silent.frame(from));
    const after = silent.frame(from + 1);
    return before.y.reduce((sum, value, i) => sum + Math.abs(value - after.y[i]), 0);
  };
  const usual = Array.from({ length: 30 }, (_, i) => step(3 + 5 * i));
  expect(step(n - 1)).toBeLessThan(1.2 * Math.max(...usual));
  const noisy = createPhantom(scenarioOf(parts), PORTRAIT, true);
  expect(Buffer.compare(copy(noisy.frame(0)).y, noisy.frame(n).y)).not.toBe(0);
});
