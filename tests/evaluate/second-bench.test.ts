import { expect, test } from "vitest";

import { measureSecond } from "../../src/evaluate/second-bench.ts";

test("what is timed reads the planted 72 /min from all sixteen patches", () => {
  const seconds: number[] = [];
  const { regions, updateMs, rateBpm } = measureSecond((done) => seconds.push(done));
  expect(regions).toBe(16);
  expect(Math.abs(rateBpm - 72)).toBeLessThan(1);
  expect(updateMs.median).toBeGreaterThan(0);
  expect(seconds.at(-1)).toBe(seconds.length);
});
