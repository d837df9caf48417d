import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { answered, judge } from "../../src/evaluate/judged-seconds.ts";
import { PULSE_RULES, RESPIRATION_RULES } from "../../src/evaluate/vital-rules.ts";

import { perSecond, readingsOf, steady, truthOf } from "./made-readings.ts";

const secondsOf = (list: readonly { readonly tMs: number }[]) => list.map(({ tMs }) => tMs / 1000);

describe("with a steady truth", () => {
  test("a pulse is judged from second 12 on, breathing from second 15 on", () => {
    const pulse = judge(steady(70, 20), truthOf(72), PULSE_RULES);
    expect(secondsOf(pulse.rated)).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20]);
    const breathing = judge(steady(15, 20), truthOf(15), RESPIRATION_RULES);
    expect(secondsOf(breathing.rated)).toEqual([15, 16, 17, 18, 19, 20]);
  });

  test("a clip of 10 s is judged from second 8 on", () => {
    expect(secondsOf(judge(steady(70, 10), truthOf(72), PULSE_RULES).rated)).toEqual([8, 9, 10]);
    expect(secondsOf(judge(steady(15, 10), truthOf(15), RESPIRATION_RULES).rated)).toEqual([8, 9, 10]);
    expect(judge(steady(70, 11), truthOf(72), PULSE_RULES).rated).toEqual([]);
  });

  test("the error is shown minus true, and a held rate is no answer", () => {
    const readings = readingsOf([...new Array(11).fill(null), 70, 70, null], [13]);
    const { rated } = judge(readings, truthOf(72), PULSE_RULES);
    expect(rated.map(({ error }) => error)).toEqual([-2, -2, null]);
    expect(secondsOf(answered(rated))).toEqual([12]);
  });

  test("the truth's own tolerance comes before that of the rules", () => {
    expect(judge(steady(70, 12), truthOf(72), PULSE_RULES).rated[0].tolerancePerMin).toBe(3);
    const wide = truthOf(72, { tolerancePerMin: 4 });
    expect(judge(steady(70, 12), wide, PULSE_RULES).rated[0].tolerancePerMin).toBe(4);
  });
});

describe("with a step from 80 to 120 at second 22", () => {
  const truth = truthOf(perSecond(50, (second) => (second < 22 ? 80 : 120)));

  test("any rate between both is right while both are in the window, and the distance to the nearer counts beyond", () => {
    const at = (shown: number) => judge(steady(shown, 50), truth, PULSE_RULES).rated.filter(({ moving }) => moving);
    // The step lies half way between the points of seconds 21 and 22.
    expect(secondsOf(at(95))).toEqual([22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);
    expect(new Set(at(95).map(({ error }) => error))).toEqual(new Set([0]));
    expect(new Set(at(126).map(({ error }) => error))).toEqual(new Set([6]));
    expect(new Set(at(75).map(({ error }) => error))).toEqual(new Set([-5]));
  });

  test("the old rate is wrong by 40 once the window holds only the new one", () => {
    const { rated } = judge(steady(80, 50), truth, PULSE_RULES);
    expect(rated.find(({ tMs }) => tMs === 32_000)?.error).toBe(-40);
  });

  test("a movement of exactly 6 is judged against the mean", () => {
    const small = truthOf(perSecond(50, (second) => (second < 22 ? 80 : 86)));
    expect(judge(steady(80, 50), small, PULSE_RULES).rated.every(({ moving }) => !moving)).toBe(true);
  });
});

describe("without a pulse", () => {
  test("from the start every second is judged, from the first on, held or not", () => {
    const { rated, silent } = judge(readingsOf([70, null, 70], [3]), truthOf(null), PULSE_RULES);
    expect(rated).toEqual([]);
    expect(secondsOf(silent)).toEqual([1, 2, 3]);
  });

  test("from second 25 on nothing is judged to second 37, and every second after", () => {
    const truth = truthOf(perSecond(50, (second) => (second < 25 ? 79 : null)));
    const { rated, silent } = judge(steady(79, 50), truth, PULSE_RULES);
    expect(secondsOf(rated).at(-1)).toBe(24);
    expect(secondsOf(silent)).toEqual([38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
  });

  test("that returns, nothing is judged until half of the window has it", () => {
    const truth = truthOf(perSecond(50, (second) => (second < 30 ? null : 70)));
    expect(secondsOf(judge(steady(70, 50), truth, PULSE_RULES).rated)[0]).toBe(35);
  });
});

test("no second is in both lists, and all are readings in order, whatever the truth does", () => {
  const rates = fc.array(fc.option(fc.integer({ min: 25, max: 240 }), { nil: null }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(rates, rates, (shown, real) => {
      const { rated, silent } = judge(
        readingsOf(shown),
        truthOf(perSecond(real.length, (second) => real[second])),
        PULSE_RULES,
      );
      const times = [...rated, ...silent].map(({ tMs }) => tMs);
      expect(new Set(times).size).toBe(times.length);
      for (const list of [rated, silent]) {
        expect(secondsOf(list)).toEqual(secondsOf(list).toSorted((a, b) => a - b));
        for (const { tMs, ratePerMin } of list) expect(ratePerMin).toBe(shown[tMs / 1000 - 1]);
      }
      for (const { error, ratePerMin } of rated) expect(error === null).toBe(ratePerMin === null);
    }),
  );
});
