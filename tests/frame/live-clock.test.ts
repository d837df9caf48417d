import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planUniform } from "../dsp/seeded-noise.ts";
import { planLiveClock } from "../../src/frame/live-clock.ts";

const INTERVAL_MS = 1000 / 30;

/** Pictures of a camera whose clock runs at `speed` times the box's, each delayed by `delayMs(index)`. */
function placed(count: number, speed: number, delayMs: (index: number) => number, clock = planLiveClock()) {
  const times: (number | null)[] = [];
  let arrivedMs = 0;
  for (let i = 0; i < count; i++) {
    const takenMs = i * INTERVAL_MS;
    arrivedMs = Math.max(arrivedMs, takenMs + delayMs(i));
    times.push(clock.place(987_654 + takenMs * speed, 5_000 + arrivedMs));
  }
  return times;
}

const rising = (times: readonly (number | null)[]) => {
  const shown = times.filter((tMs) => tMs !== null);
  return shown.every((tMs, i) => i === 0 || tMs > shown[i - 1]);
};

describe("the live clock", () => {
  test("takes the source's stamps, so that the network's jitter is not passed on", () => {
    const uniform = planUniform(3);
    const times = placed(900, 1, () => 5 + 25 * uniform());
    times.forEach((tMs, i) => {
      expect(Math.abs((tMs ?? Number.NaN) - i * INTERVAL_MS)).toBeLessThan(2);
    });
    const steps = times.slice(1).map((tMs, i) => (tMs ?? 0) - (times[i] ?? 0));
    for (const step of steps) expect(Math.abs(step - INTERVAL_MS)).toBeLessThan(0.1);
  });

  test("stays within 10 ms of the box's clock for an hour, whichever way the camera's clock drifts", () => {
    for (const ppm of [-200, -50, 50, 200]) {
      const uniform = planUniform(ppm + 1000);
      const count = 3600 * 30;
      const times = placed(count, 1 + ppm * 1e-6, () => 10 + 30 * uniform());
      const last = times[count - 1] ?? Number.NaN;
      expect(Math.abs(last - (count - 1) * INTERVAL_MS)).toBeLessThan(10);
    }
  });

  test("bends time by no more than a thousandth to correct what a good clock errs", () => {
    const times = placed(9000, 1.0005, () => 0);
    const steps = times.slice(1).map((tMs, i) => (tMs ?? 0) - (times[i] ?? 0));
    for (const step of steps) expect(Math.abs(step / (1.0005 * INTERVAL_MS) - 1)).toBeLessThan(1.001e-3);
  });

  test("does not run away with a camera whose clock is wrong by a hundredth", () => {
    for (const speed of [0.99, 1.01]) {
      const count = 3600 * 30;
      const times = placed(count, speed, () => 0);
      expect(rising(times)).toBe(true);
      times.forEach((tMs, i) => {
        if (tMs === null || Math.abs(tMs - i * INTERVAL_MS) > 250) throw new Error(`picture ${i} at ${tMs}`);
      });
    }
  });

  test("goes on by the box's clock after a reconnection: the gap has its true length", () => {
    const clock = planLiveClock();
    clock.place(1000, 50_000);
    expect(clock.place(1033, 50_033)).toBeCloseTo(33, 1);
    clock.reconnect();
    expect(clock.place(77, 57_000)).toBeCloseTo(7000, 1);
    expect(clock.place(110, 57_040)).toBeCloseTo(7033, 0);
  });

  test("counts stamps anew that step back, or ahead of their arrival, without a step in time", () => {
    for (const jumpMs of [-3_600_000, -2_000, 4_000, 47_721_858]) {
      const clock = planLiveClock();
      for (let i = 0; i < 90; i++) clock.place(50_000_000 + i * INTERVAL_MS, i * INTERVAL_MS);
      const tMs = clock.place(50_000_000 + jumpMs + 90 * INTERVAL_MS, 90 * INTERVAL_MS);
      expect(Math.abs((tMs ?? Number.NaN) - 90 * INTERVAL_MS)).toBeLessThan(1);
    }
  });

  test("gives a burst after a pause the times at which its pictures were taken", () => {
    const times = placed(300, 1, (i) => (i >= 100 && i < 130 ? (130 - i) * INTERVAL_MS : 0));
    times.forEach((tMs, i) => {
      expect(Math.abs((tMs ?? Number.NaN) - i * INTERVAL_MS)).toBeLessThan(2);
    });
  });

  test("gives up time that a stream has lost for good", () => {
    const times = placed(400, 1, (i) => (i >= 100 ? 5000 : 0));
    expect(times[399]).toBeCloseTo(399 * INTERVAL_MS + 5000, 0);
    expect(rising(times)).toBe(true);
  });

  test("places no picture before a silence that was told, and tells of no silence while pictures come", () => {
    const clock = planLiveClock();
    clock.place(0, 0);
    expect(clock.silence(150)).toBeNull();
    expect(clock.silence(1000)).toBe(800);
    expect(clock.place(500, 1010)).toBeNull();
    expect(clock.place(700, 1015)).toBeNull();
    expect(clock.place(900, 1020)).toBeGreaterThan(800);
    expect(clock.silence(1100)).toBeNull();
  });

  test("leaves out a picture that comes out of order or twice", () => {
    const clock = planLiveClock();
    expect([0, 40, 20, 40, 80].map((stampMs) => clock.place(stampMs, stampMs) !== null)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test("rises strictly and stays finite whatever stamps, arrivals, reconnections and silences come", () => {
    const event = fc.record({
      stepMs: fc.oneof(fc.double({ min: -5, max: 200, noNaN: true }), fc.double({ min: -1e8, max: 1e8, noNaN: true })),
      waitMs: fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true })),
      what: fc.constantFrom("picture", "picture", "picture", "picture", "reconnect", "silence"),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const clock = planLiveClock();
        let stampMs = 0;
        let nowMs = 0;
        let reachedMs = Number.NEGATIVE_INFINITY;
        for (const { stepMs, waitMs, what } of events) {
          nowMs += waitMs;
          stampMs += stepMs;
          if (what === "reconnect") clock.reconnect();
          else {
            const tMs = what === "silence" ? clock.silence(nowMs) : clock.place(stampMs, nowMs);
            if (tMs === null) continue;
            expect(Number.isFinite(tMs)).toBe(true);
            expect(tMs).toBeGreaterThan(reachedMs);
            reachedMs = tMs;
          }
        }
      }),
    );
  });
});
