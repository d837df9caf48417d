import fc from "fast-check";
import { expect, test } from "vitest";

import { areLimits, automaticLimits } from "../../src/alarms/limit-rules.ts";
import { DEFAULT_LIMITS } from "../../src/alarms/profile.ts";

const { adult, paediatric, neonatal } = DEFAULT_LIMITS;

test("the default limits are those of the clinical facts, and can be set", () => {
  expect(adult).toEqual({ pulse: { low: 50, high: 120 }, respiration: { low: 8, high: 30 } });
  expect(paediatric).toEqual({ pulse: { low: 75, high: 160 }, respiration: { low: 8, high: 30 } });
  expect(neonatal).toEqual({ pulse: { low: 100, high: 200 }, respiration: { low: 30, high: 100 } });
  for (const limits of [adult, paediatric, neonatal]) expect(areLimits(limits)).toBe(true);
});

test.each([
  [72, 16, [58, 90], [8, 24]],
  [45, 10, [40, 56], [6, 15]],
  [190, 24, [152, 210], [12, 30]],
])("automatic limits around %i and %i /min are %j and %j", (pulseBpm, respirationBrpm, pulse, respiration) => {
  expect(automaticLimits(adult, "adult", pulseBpm, respirationBrpm)).toEqual({
    pulse: { low: pulse[0], high: pulse[1] },
    respiration: { low: respiration[0], high: respiration[1] },
  });
});

test("a value that is not known leaves its limits, and without any nothing is set", () => {
  expect(automaticLimits(adult, "adult", 100, null)?.respiration).toEqual(adult.respiration);
  expect(automaticLimits(adult, "adult", null, 20)?.pulse).toEqual(adult.pulse);
  expect(automaticLimits(adult, "adult", null, null)).toBeNull();
  expect(automaticLimits(neonatal, "neonatal", 140, 45)).toBeNull();
});

test("automatic limits can be set, and the values around which they lie do not violate them", () => {
  const rate = (max: number) => fc.option(fc.integer({ min: 4, max }), { nil: null });
  fc.assert(
    fc.property(rate(240), rate(60), (pulseBpm, respirationBrpm) => {
      const limits = automaticLimits(adult, "adult", pulseBpm, respirationBrpm);
      if (limits === null) return;
      expect(areLimits(limits)).toBe(true);
      const { pulse, respiration } = limits;
      if (pulse !== adult.pulse) expect(pulse.low <= (pulseBpm ?? 0) && (pulseBpm ?? 999) <= pulse.high).toBe(true);
      if (respiration !== adult.respiration) {
        expect(respiration.low <= (respirationBrpm ?? 0) && (respirationBrpm ?? 999) <= respiration.high).toBe(true);
      }
    }),
  );
});

test.each([
  [{ low: 24, high: 120 }, adult.respiration],
  [{ low: 50, high: 241 }, adult.respiration],
  [{ low: 50, high: 59 }, adult.respiration],
  [{ low: 120, high: 50 }, adult.respiration],
  [{ low: 50.5, high: 120 }, adult.respiration],
  [{ low: Number.NaN, high: 120 }, adult.respiration],
  [adult.pulse, { low: 3, high: 30 }],
  [adult.pulse, { low: 8, high: 12 }],
  [adult.pulse, { low: 8, high: 121 }],
])("limits of %j and %j are refused", (pulse, respiration) => {
  expect(areLimits({ pulse, respiration })).toBe(false);
});
