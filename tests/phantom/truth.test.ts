import fc from "fast-check";
import { expect, test } from "vitest";

import { planFrameTimes } from "../../src/phantom/frame-times.ts";
import { closingHz, loopFrames } from "../../src/phantom/loop.ts";
import type { Scenario } from "../../src/phantom/scenario.ts";
import { type Truth, truthOf } from "../../src/phantom/truth.ts";
import { planVitals } from "../../src/phantom/vital-plan.ts";

import { mean, PLAIN_PULSE, scenarioOf } from "./probe.ts";

function truth(scenario: Scenario, loop = false): Truth {
  const times = planFrameTimes(scenario, loop);
  return truthOf(scenario, planVitals(scenario, times.durationS, times.periodS), times);
}

test("a regular heart's truth is its rate in every second, and its intervals", () => {
  const known = truth(scenarioOf({ durationS: 20, pulse: { ...PLAIN_PULSE, bpm: 66 } }));
  expect(known.pulseBpm).toHaveLength(21);
  for (const second of known.pulseBpm ?? []) expect(second.bpm).toBeCloseTo(66, 1);
  for (const interval of known.ibiMs ?? []) expect(interval).toBeCloseTo(60_000 / 66, 1);
  expect(known.beatsMs?.length).toBe((known.ibiMs?.length ?? 0) + 1);
  for (const second of known.respirationBrpm ?? []) expect(second.brpm).toBeCloseTo(15, 1);
});

test("a step of the rate shows in the truth at its time", () => {
  const bpm = [
    { atS: 0, bpm: 80 },
    { atS: 22, bpm: 40, rampS: 2 },
  ];
  const known = truth(scenarioOf({ durationS: 50, pulse: { ...PLAIN_PULSE, bpm } }));
  const at = (second: number) => known.pulseBpm?.[second].bpm ?? 0;
  expect(at(20)).toBeCloseTo(80, 0);
  expect(at(23)).toBeGreaterThan(42);
  expect(at(23)).toBeLessThan(75);
  expect(at(30)).toBeCloseTo(40, 0);
});

test("a lost pulse is null from its second on and named as an interval, so is a pause in breathing", () => {
  const known = truth(
    scenarioOf({
      durationS: 50,
      pulse: {
        bpm: [
          { atS: 0, bpm: 79 },
          { atS: 25, bpm: null },
        ],
      },
      breathing: {
        brpm: [
          { atS: 0, brpm: 18 },
          { atS: 20, brpm: null },
          { atS: 40, brpm: 18 },
        ],
      },
    }),
  );
  known.pulseBpm?.forEach(({ tMs, bpm }) => {
    expect(bpm === null).toBe(tMs >= 25_000);
  });
  known.respirationBrpm?.forEach(({ tMs, brpm }) => {
    expect(brpm === null).toBe(tMs >= 20_000 && tMs < 40_000);
  });
  expect(known.pulseLostMs).toEqual([[25_000, 50_000]]);
  expect(known.noBreathMs).toEqual([[20_000, 40_000]]);
  expect(Math.max(...(known.beatsMs ?? []))).toBeLessThan(25_000);
});

test("a photo has no pulse and no breath", () => {
  const known = truth(scenarioOf({ pulse: "none", breathing: "none" }));
  expect([known.pulseBpm, known.respirationBrpm, known.ibiMs]).toEqual([null, null, undefined]);
});

test("breaths are told by the start of each, a sweep of the rate by the rate of each second", () => {
  const brpm = [
    { atS: 0, brpm: 6 },
    { atS: 5, brpm: 36, rampS: 60 },
  ];
  const known = truth(scenarioOf({ durationS: 70, pulse: "none", breathing: { brpm } }));
  const breaths = known.breathsMs ?? [];
  // A rate that climbs in a straight line passes 0.5 + (6 + 36) / 2 + 5 * 0.6 breaths: its integral.
  expect(Math.abs(breaths.length - (0.5 + 21 + 3))).toBeLessThan(1.01);
  breaths.slice(1).forEach((tMs, i) => {
    expect(tMs).toBeGreaterThan(breaths[i]);
  });
  for (const { tMs, brpm: told } of known.respirationBrpm ?? []) {
    // Within half a breath of now the straight line has gone on by 0.25 /min for every half second of it.
    const asked = 6 + 30 * Math.min(1, Math.max(0, (tMs / 1000 - 5) / 60));
    expect(Math.abs((told ?? 0) - asked)).toBeLessThan(0.5 + (0.5 * 60) / asked / 2);
  }
});

test("coughs and passages are told as intervals, and a passage alone makes no breath", () => {
  const known = truth(scenarioOf({ durationS: 20, breathing: { coughsAtS: [3.5, 9] } }));
  expect(known.coughsMs).toEqual([
    [3500, 5100],
    [9000, 10600],
  ]);
  const passed = truth(
    scenarioOf({
      durationS: 20,
      scene: { passerby: [{ atS: 8, crossS: 3, stayS: 2 }] },
      pulse: "none",
      breathing: "none",
    }),
  );
  expect(passed.passersbyMs).toEqual([[5500, 10_500]]);
  expect([passed.respirationBrpm, passed.breathsMs]).toEqual([null, undefined]);
});

test("a loop's truth tells the bent rates: whole beats and breaths fit into it, and the pulse is bent by at most a frame", () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 180 }), fc.integer({ min: 8, max: 30 }), (bpm, brpm) => {
      const scenario = scenarioOf({ durationS: 20, pulse: { ...PLAIN_PULSE, bpm }, breathing: { brpm } });
      const periodS = loopFrames(scenario) / scenario.video.rateHz;
      expect(periodS).toBeGreaterThan(14);
      expect(periodS).toBeLessThan(26);
      const known = truth(scenario, true);
      const beats = (mean((known.pulseBpm ?? []).map((second) => second.bpm ?? 0)) * periodS) / 60;
      const breaths = (mean((known.respirationBrpm ?? []).map((second) => second.brpm ?? 0)) * periodS) / 60;
      expect(beats).toBeCloseTo(Math.round(beats), 1);
      expect(breaths).toBeCloseTo(Math.round(breaths), 1);
      expect(Math.abs((60 * beats) / periodS - bpm)).toBeLessThan(0.3);
      expect(Math.abs((60 * breaths) / periodS - brpm)).toBeLessThan(1);
    }),
    { numRuns: 25 },
  );
});

test("a frequency is bent to whole cycles in a loop and left alone without one", () => {
  expect(closingHz(0.13, 20)).toBeCloseTo(0.15, 12);
  expect(closingHz(0.01, 20)).toBeCloseTo(0.05, 12);
  expect(closingHz(0.13, null)).toBe(0.13);
  expect(closingHz(0, 20)).toBe(0);
});

test("where early beats make no pulse the truth tells 44 pulses and 88 beats of the heart", () => {
  const pulse = { ...PLAIN_PULSE, bpm: 88, rhythm: "bigeminy", earlyPercent: 30 };
  const known = truth(scenarioOf({ durationS: 30, pulse }));
  const middle = (rates: Truth["pulseBpm"] | Truth["heartBpm"]) =>
    mean((rates ?? []).slice(2, 28).map(({ bpm }) => bpm ?? 0));
  expect(middle(known.pulseBpm)).toBeCloseTo(44, 1);
  expect(middle(known.heartBpm)).toBeCloseTo(88, 0);
  expect(known.ibiMs?.every((ibi) => Math.abs(ibi - 60_000 / 44) < 0.1)).toBe(true);
  expect(truth(scenarioOf({ durationS: 30, pulse: { ...PLAIN_PULSE, bpm: 88 } })).heartBpm).toBeUndefined();
});
