import { describe, expect, test } from "vitest";

import { breathCondition } from "../../src/evaluate/breath-condition.ts";
import { breathWords } from "../../src/evaluate/breath-words.ts";
import { judge } from "../../src/evaluate/judged-seconds.ts";
import { RESPIRATION_RULES } from "../../src/evaluate/vital-rules.ts";

import { perSecond, truthOf } from "./made-readings.ts";
import { breathsOf, range } from "./made-vitals.ts";

/** No breath from second 25 on, and none within 25-45 s of the other. */
const APNOEA = truthOf(perSecond(61, (second) => (second < 25 ? 15 : null)));
const PAUSE = truthOf(perSecond(61, (second) => (second < 25 || second >= 45 ? 15 : null)));
/** 15 /min up to second 34, then none. */
const RATES = range(1, 60).map((second) => (second <= 34 ? 15 : null));

describe("a breath that ends at second 25", () => {
  test("is told with the delay of the condition and of the last rate", () => {
    const found = breathCondition(breathsOf(RATES, range(46, 60)), APNOEA);
    expect(found).toEqual({
      stretches: [{ fromS: 25, toS: 60, raisedAtS: 46, lastRateS: 34 }],
      raisedS: [[46, 60]],
      falseSeconds: 0,
    });
    expect(breathWords(found)).toBe(
      "no breath from 25 s to 60 s: raised after 21 s, last rate after 9 s; raised at seconds 46-60, falsely for 0 s",
    );
  });

  test("makes every rate false from second 38 on", () => {
    const { rated, silent } = judge(breathsOf(range(1, 60).map(() => 15)), APNOEA, RESPIRATION_RULES);
    expect(rated.at(-1)?.tMs).toBe(24_000);
    expect(silent.map(({ tMs }) => tMs / 1000)).toEqual(range(38, 60));
  });

  test("is listed where it was never raised", () => {
    const found = breathCondition(breathsOf(RATES), APNOEA);
    expect(found.stretches[0].raisedAtS).toBeNull();
    expect(breathWords(found)).toMatch(/not raised, last rate after 9 s; never raised$/);
  });
});

describe("a condition", () => {
  test("that outlasts the pause is not false, one that begins with breath is for all of its seconds", () => {
    const found = breathCondition(breathsOf(RATES, [10, ...range(40, 50), ...range(55, 57)]), PAUSE);
    expect(found.raisedS).toEqual([
      [10, 10],
      [40, 50],
      [55, 57],
    ]);
    expect(found.falseSeconds).toBe(1 + 3);
    expect(found.stretches).toEqual([{ fromS: 25, toS: 44, raisedAtS: 40, lastRateS: 34 }]);
  });

  test("has nothing to say of a recording in which everybody breathes", () => {
    const found = breathCondition(breathsOf(RATES), truthOf(15));
    expect(found).toEqual({ stretches: [], raisedS: [], falseSeconds: 0 });
    expect(breathWords(found)).toBeNull();
  });

  test("of a photo stands from the first second on", () => {
    const found = breathCondition(breathsOf([null, null, null]), truthOf(null));
    expect(breathWords(found)).toBe("no breath from 0 s to 3 s: not raised, no rate shown; never raised");
  });
});

describe("a sweep from 6 to 35 /min", () => {
  const sweep = truthOf(perSecond(61, (second) => 6 + (29 * second) / 60));

  test("is judged by the span of its window, and the right rate of the moment is right", () => {
    const rates = range(1, 60).map((second) => 6 + (29 * second) / 60);
    const { rated } = judge(breathsOf(rates), sweep, RESPIRATION_RULES);
    expect(rated).toHaveLength(46);
    expect(rated.every(({ moving, error }) => moving && error === 0)).toBe(true);
  });

  test("makes a constant wrong by its distance to the span", () => {
    const { rated } = judge(breathsOf(range(1, 60).map(() => 12)), sweep, RESPIRATION_RULES);
    // The 30 s before second 60 hold 20.5 /min at the least.
    expect(rated.at(-1)?.error).toBeCloseTo(12 - 20.5, 0);
    expect(rated[0].error).toBe(0);
  });
});
