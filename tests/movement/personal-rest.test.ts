import { expect, test } from "vitest";

import { planPersonalRest } from "../../src/movement/personal-rest.ts";

function rested(...stretches: readonly (readonly [seconds: number, value: number])[]): number | null {
  const rest = planPersonalRest(1);
  for (const [seconds, value] of stretches) for (let k = 0; k < 10 * seconds; k++) rest.step(Float64Array.of(value));
  return rest.known ? rest.level[0] : null;
}

test("rest is unknown before 5 s were seen, then their median", () => {
  expect(rested([4.9, 0.1])).toBeNull();
  expect(rested([2, 0.2], [3, 0.1])).toBe(0.1);
});

test("an expression in the first seconds is corrected by the fifteenth", () => {
  expect(rested([6, 0.2], [9, 0.1])).toBe(0.1);
});

test("a minute of grimace, 0.03 face widths deep, moves it by less than a fifth of that, five minutes by less than half", () => {
  expect(rested([60, 0.1], [60, 0.13])).toBeLessThan(0.1 + 0.03 / 5);
  expect(rested([180, 0.1], [300, 0.13])).toBeLessThan(0.1 + 0.03 / 2);
});

test("what lasts for half an hour becomes rest", () => {
  expect(rested([60, 0.1], [1800, 0.13])).toBeCloseTo(0.13, 3);
});
