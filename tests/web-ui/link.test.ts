import fc from "fast-check";
import { expect, test } from "vitest";

import { retryDelayMs } from "../../web-ui/src/link/retry.ts";
import { StallWatch, stalledSeconds } from "../../web-ui/src/link/stall-watch.ts";

test("attempts back off from half a second and never wait longer than eight", () => {
  expect([0, 1, 2, 3, 4, 20].map((attempt) => retryDelayMs(attempt, 0))).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  fc.assert(
    fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const delayMs = retryDelayMs(attempt, chance);
      expect(delayMs).toBeGreaterThanOrEqual(375);
      expect(delayMs).toBeLessThanOrEqual(8000);
    }),
  );
});

test("a bed that was never heard is not stalled", () => {
  expect(new StallWatch().silenceMs("1", 5000)).toBeNull();
  expect(stalledSeconds(null)).toBeNull();
});

test("a bed whose wave goes on while its values stopped is silent since its values", () => {
  const watch = new StallWatch();
  watch.heard("1", "vitals", 1000);
  for (let now = 1000; now <= 4000; now += 100) watch.heard("1", "wave", now);
  expect(watch.silenceMs("1", 4000)).toBe(3000);
});

test("the station's word outweighs the replayed past", () => {
  const watch = new StallWatch();
  watch.heard("1", "vitals", 1000);
  watch.heard("1", "wave", 1000);
  watch.told("1", 7000, 1000);
  expect(watch.silenceMs("1", 1500)).toBe(7500);
  watch.told("1", null, 1600);
  expect(watch.silenceMs("1", 1700)).toBeNull();
});

test("values once a second never look stalled, silence does before two seconds are over", () => {
  expect(stalledSeconds(1300)).toBeNull();
  expect(stalledSeconds(1900)).toBe(2);
  expect(stalledSeconds(6400)).toBe(6);
});
