import fc from "fast-check";
import { expect, test } from "vitest";

import { planLighting } from "../../src/phantom/lighting.ts";
import {
  linearOfSrgb,
  melaninShare,
  rippleThroughShutter,
  STEPS_PER_LIGHT_AT_GREY,
  sensorNoise,
  srgbOfLinear,
} from "../../src/phantom/optics.ts";
import { createSensor, type Planes } from "../../src/phantom/sensor.ts";

import { deviation, mean, scenarioOf, sinusoid } from "./probe.ts";

test("coding and decoding of light undo each other", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (light) => {
      expect(linearOfSrgb(srgbOfLinear(light))).toBeCloseTo(light, 6);
    }),
  );
  expect(srgbOfLinear(0.18)).toBeCloseTo(117.65, 1);
  expect(STEPS_PER_LIGHT_AT_GREY).toBeCloseTo((srgbOfLinear(0.1801) - srgbOfLinear(0.1799)) / 2e-4, 2);
});

test("melanin takes most from blue and least from red, and densities multiply", () => {
  const [red, green, blue] = melaninShare(0.5);
  expect(green).toBeCloseTo(10 ** -0.5, 12);
  expect(red).toBeGreaterThan(green);
  expect(blue).toBeLessThan(green);
  melaninShare(0.8).forEach((share, c) => {
    expect(share).toBeCloseTo(melaninShare(0.5)[c] * melaninShare(0.3)[c], 12);
  });
});

test("a shutter that is open for whole periods hides a ripple, a short one lets it through", () => {
  expect(rippleThroughShutter(100, 10)).toBeCloseTo(0, 12);
  expect(rippleThroughShutter(100, 5)).toBeCloseTo(2 / Math.PI, 12);
  expect(rippleThroughShutter(1.5, 8)).toBeGreaterThan(0.999);
});

test.each([
  [100, 24.7, 1.2],
  [120, 29.5, 2],
  [100, 30, 10],
])("a lamp at %i Hz filmed at %f frames a second flickers at %f Hz", (flickerHz, rateHz, aliasHz) => {
  const scenario = scenarioOf({
    video: { rateHz },
    light: { flickerHz, flickerPercent: 10 },
    camera: { exposureMs: 5 },
  });
  const light = planLighting(scenario, null);
  const times = Array.from({ length: Math.round(20 * rateHz) }, (_, i) => i / rateHz);
  const values = times.map((t) => light.lightAt(t, 0));
  expect(sinusoid(values, times, aliasHz).size).toBeCloseTo(0.1 * rippleThroughShutter(flickerHz, 5), 3);
  expect(sinusoid(values, times, aliasHz + 0.7).size).toBeLessThan(0.005);
});

test("the rolling shutter reads each line later, so flicker runs down the picture", () => {
  const scenario = scenarioOf({
    light: { flickerHz: 100, flickerPercent: 10 },
    camera: { exposureMs: 4, readoutMs: 15 },
  });
  const light = planLighting(scenario, null);
  const { heightPx } = scenario.video;
  const rows = Array.from({ length: heightPx }, (_, y) => y);
  const readS = rows.map((y) => (0.015 * y) / heightPx);
  // 1.5 periods fit into the read-out: fit at the lamp's own frequency over the first two thirds, one whole period.
  const period = rows.slice(0, (2 * heightPx) / 3).map((y) => light.lightAt(0.4, y));
  const ripple = sinusoid(period, readS.slice(0, period.length), 100);
  expect(ripple.size).toBeCloseTo(0.1 * rippleThroughShutter(100, 4), 4);
  expect(light.lightAt(0.4, 80)).toBeCloseTo(light.lightAt(0.4 + (0.015 * 80) / heightPx, 0), 12);
});

test("gains step or ramp at their time, per channel", () => {
  const gainSteps = [
    { atS: 2, gain: 0.5 },
    { atS: 3, gain: [1, 0.5, 2], rampS: 1 },
  ];
  const light = planLighting(scenarioOf({ camera: { gain: 2, gainSteps } }), null);
  expect(light.gainAt(1.99)).toEqual([2, 2, 2]);
  expect(light.gainAt(2)).toEqual([1, 1, 1]);
  expect(light.gainAt(3.5)).toEqual([1.5, 1, 2.5]);
  expect(light.gainAt(9)).toEqual([2, 1, 4]);
});

test("an exposure that hunts runs up and down around its gain at a steady pace", () => {
  const light = planLighting(scenarioOf({ camera: { gain: 2, huntingPercent: 5, huntingPeriodS: 4 } }), null);
  const green = [0, 0.5, 1, 2, 3, 4, 5].map((tS) => light.gainAt(tS)[1] / 2 - 1);
  [0, 0.025, 0.05, 0, -0.05, 0, 0.05].forEach((change, i) => {
    expect(green[i]).toBeCloseTo(change, 9);
  });
});

test.each([
  [0.05, 1, 50],
  [0.18, 1, 30],
  [0.4, 1, 0],
  [0.18, 3, 30],
])(
  "at light %f and gain %f the noise of the picture is the sensor's, %i % of it from its electronics",
  (light, gain, readPercent) => {
    const width = 512;
    const rows = 64;
    const noise = sensorNoise(3, readPercent);
    const sensor = createSensor(width, noise, new Float32Array(width).fill(1), 5, false);
    const planes: Planes = {
      y: new Uint8Array(width * rows),
      u: new Uint8Array((width * rows) / 4),
      v: new Uint8Array((width * rows) / 4),
    };
    const line = new Float32Array(3 * width).fill(light / gain);
    const gains = [gain, gain, gain] as const;
    for (let y = 0; y < rows; y += 2) sensor.develop(planes, line, line, [gains, gains], gains, 1, y);
    const sigma = Math.sqrt(noise.shotPerLight * gain * light + noise.readVariance * gain * gain);
    const stepsPerLight = (srgbOfLinear(light * 1.001) - srgbOfLinear(light * 0.999)) / (0.002 * light);
    // Luma weighs three independent channels; rounding to whole steps adds 1/12 of variance.
    const weights = Math.hypot(0.256788, 0.504129, 0.097906);
    const expected = Math.hypot(sigma * stepsPerLight * weights, Math.sqrt(1 / 12));
    const values = [...planes.y];
    expect(deviation(values)).toBeGreaterThan(0.93 * expected);
    expect(deviation(values)).toBeLessThan(1.07 * expected);
    expect(mean(values)).toBeCloseTo(16 + (219 / 255) * srgbOfLinear(light), 0);
  },
);

test("the noise of neighbours, lines and pictures is unrelated", () => {
  const width = 1024;
  const sensor = createSensor(width, sensorNoise(4, 30), new Float32Array(width).fill(1), 9, false);
  const line = new Float32Array(3 * width).fill(0.2);
  const render = (frame: number) => {
    const planes = { y: new Uint8Array(2 * width), u: new Uint8Array(width / 2), v: new Uint8Array(width / 2) };
    sensor.develop(
      planes,
      line,
      line,
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
      [1, 1, 1],
      frame,
      0,
    );
    return [...planes.y];
  };
  const related = (a: number[], b: number[]) => {
    const [ma, mb] = [mean(a), mean(b)];
    return mean(a.map((value, i) => (value - ma) * (b[i] - mb))) / (deviation(a) * deviation(b));
  };
  const first = render(0);
  const next = render(1);
  expect(Math.abs(related(first.slice(0, width), first.slice(width)))).toBeLessThan(0.12);
  expect(Math.abs(related(first, next))).toBeLessThan(0.09);
  expect(Math.abs(related(first.slice(0, -1), first.slice(1)))).toBeLessThan(0.09);
  expect(render(0)).toEqual(first);
});
