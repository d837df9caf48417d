import fc from "fast-check";
import { expect, test } from "vitest";

import { blinksOf, planExpression } from "../../src/phantom/expression-plan.ts";
import { faceTruthOf } from "../../src/phantom/face-truth.ts";

import { scenarioOf } from "./probe.ts";

function expressionOf(face: Record<string, unknown>, durationS = 30) {
  const expression = planExpression(scenarioOf({ face, durationS }), durationS);
  if (!expression) throw new Error("nothing moves");
  return expression;
}

test("a face in which nothing is planted has no expression, and nothing is told of it", () => {
  expect(planExpression(scenarioOf({}), 30)).toBeNull();
  expect(faceTruthOf(scenarioOf({}), 30)).toEqual({});
  const empty = scenarioOf({ scene: { person: false }, face: { blinksAtS: [1] } });
  expect(planExpression(empty, 30)).toBeNull();
});

test("in a blink both lids are shut at its moment and open 0.15 s before and 0.3 s after", () => {
  const at = expressionOf({ blinksAtS: [5] });
  expect(at(5)).toMatchObject({ lidLeft: 1, lidRight: 1, jaw: 0 });
  for (const tS of [4.85, 5.3]) expect(at(tS)).toMatchObject({ lidLeft: 0, lidRight: 0 });
});

test("drawn blinks keep their mean rate and leave each lid its time; planted ones stay", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 5, max: 30 }), (seed, perMin) => {
      const scenario = scenarioOf({ seed, face: { blinksAtS: [33.3], blinksPerMin: perMin } });
      const blinks = blinksOf(scenario, 600);
      expect(blinks).toContain(33.3);
      expect(Math.abs(blinks.length / (10 * perMin) - 1)).toBeLessThan(0.25);
      blinks.slice(1).forEach((tS, i) => {
        expect(tS - blinks[i]).toBeGreaterThan(0.59);
      });
    }),
    { numRuns: 30 },
  );
});

test("no blink is drawn while an eye is closed", () => {
  const face = { blinksPerMin: 30, eyesClosed: [{ fromS: 10, toS: 200 }] };
  const blinks = blinksOf(scenarioOf({ face }), 300);
  expect(blinks.length).toBeGreaterThan(40);
  expect(blinks.filter((tS) => tS > 9.7 && tS < 200.5)).toEqual([]);
});

test("a side is the side that moves", () => {
  const act = { fromS: 2, toS: 6 };
  const at = expressionOf({ smile: [{ ...act, side: "left" }], eyesClosed: [{ ...act, side: "right" }] });
  expect(at(4)).toMatchObject({ smileLeft: 1, smileRight: 0, lidLeft: 0, lidRight: 1 });
});

test("a grimace lowers the brows, narrows the eyes and wrinkles the nose as far as asked", () => {
  const at = expressionOf({ grimace: [{ fromS: 2, toS: 6, percent: 50 }] });
  expect(at(4)).toMatchObject({ browLeft: -0.5, browRight: -0.5, lidLeft: 0.25, lidRight: 0.25, wrinkle: 0.5 });
});

test("talk opens the mouth 2 to 5 times a second and leaves it closed before and after", () => {
  const at = expressionOf({ lipsPercent: -100, mouth: [{ fromS: 5, toS: 25, percent: 50, talk: true }] });
  const jaw = Array.from({ length: 3000 }, (_, i) => at(i / 100).jaw);
  const openings = jaw.filter((value, i) => i > 0 && value > jaw[i - 1] && value >= (jaw[i + 1] ?? 0));
  expect(openings.length / 20).toBeGreaterThan(2);
  expect(openings.length / 20).toBeLessThan(5);
  expect(Math.max(...jaw)).toBeLessThanOrEqual(0);
  expect(Math.max(...jaw)).toBeGreaterThan(-0.1);
  expect(new Set([...jaw.slice(0, 500), ...jaw.slice(2501)])).toEqual(new Set([-1]));
});

test("what a mask or a tube hides does not move and is not told", () => {
  const planted = { blinksAtS: [3], mouth: [{ fromS: 1, toS: 2 }], smile: [{ fromS: 4, toS: 5 }] };
  for (const cover of [{ mask: "white" }, { tube: true }]) {
    const face = { ...planted, ...cover };
    expect(expressionOf(face)(1.5)).toMatchObject({ jaw: 0 });
    const known = faceTruthOf(scenarioOf({ face }), 10);
    expect(known.blinksMs).toEqual([3000]);
    expect(Object.keys(known).filter((key) => /mouth|smile|talk/.test(key))).toEqual([]);
  }
});

test("the truth tells intervals in ms, cut at the end, with sides where there are", () => {
  const face = {
    blinksAtS: [1.25, 40],
    eyesClosed: [
      { fromS: 2, toS: 4 },
      { fromS: 5, toS: 6, side: "left" },
    ],
    mouth: [
      { fromS: 7, toS: 8 },
      { fromS: 10, toS: 12, talk: true },
    ],
    brow: [
      { fromS: 13, toS: 14 },
      { fromS: 15, toS: 16, percent: -40, side: "right" },
    ],
    smile: [
      { fromS: 17, toS: 18, side: "right" },
      { fromS: 18.5, toS: 19, percent: -50 },
    ],
    grimace: [{ fromS: 19, toS: 60 }],
  };
  expect(faceTruthOf(scenarioOf({ face }), 20)).toEqual({
    blinksMs: [1250],
    eyesClosedMs: [[2000, 4000]],
    oneEyeClosedMs: [{ fromMs: 5000, toMs: 6000, side: "left" }],
    mouthOpenMs: [[7000, 8000]],
    talkingMs: [[10_000, 12_000]],
    mouthClosedMs: [
      [0, 7000],
      [8500, 10_000],
      [12_500, 20_000],
    ],
    browRaisedMs: [{ fromMs: 13_000, toMs: 14_000, side: "both" }],
    browLoweredMs: [{ fromMs: 15_000, toMs: 16_000, side: "right" }],
    smileMs: [{ fromMs: 17_000, toMs: 18_000, side: "right" }],
    grimaceMs: [[19_000, 20_000]],
  });
});
