import { expect, test } from "vitest";

import { HEALTH_LIMITS, planBedHealth } from "../../src/app/bed-health.ts";

const WATCH_MS = 250;
const FINE = { residentMb: 200, stopped: false };

function watchedBed() {
  const health = planBedHealth(HEALTH_LIMITS, WATCH_MS);
  health.started(0);
  health.heard(0, "running");
  return health;
}

/** Judges every quarter second in (fromMs, toMs]; the first verdict and its time. */
function firstVerdict(health: ReturnType<typeof watchedBed>, fromMs: number, toMs: number, state = FINE) {
  for (let nowMs = fromMs + WATCH_MS; nowMs <= toMs; nowMs += WATCH_MS) {
    const verdict = health.judge(nowMs, state);
    if (verdict !== null) return { nowMs, verdict };
  }
  return null;
}

test("a bed that gives heartbeats and values is left alone", () => {
  const health = watchedBed();
  for (let nowMs = WATCH_MS; nowMs < 60_000; nowMs += WATCH_MS) {
    health.heard(nowMs, "heartbeat");
    health.heard(nowMs, "running");
    expect(health.judge(nowMs, FINE)).toBeNull();
  }
});

test("silence is noticed within three seconds", () => {
  expect(firstVerdict(watchedBed(), 0, 10_000)?.nowMs).toBeLessThanOrEqual(3000);
});

test("a process that is still loading may be silent for a minute", () => {
  const health = planBedHealth(HEALTH_LIMITS, WATCH_MS);
  health.started(0);
  expect(firstVerdict(health, 0, 59_000)).toBeNull();
  expect(firstVerdict(health, 59_000, 62_000)).not.toBeNull();
});

test("time in which the station itself was not on time is not held against a bed", () => {
  const health = watchedBed();
  expect(health.judge(WATCH_MS, FINE)).toBeNull();
  // The station did nothing for twenty seconds; the bed's messages of that time are still unread.
  expect(health.judge(20_000, FINE)).toBeNull();
  health.heard(20_001, "running");
  expect(health.judge(20_250, FINE)).toBeNull();
});

test("a short stop is forgiven, a long one is not", () => {
  const health = watchedBed();
  expect(health.judge(250, { residentMb: 200, stopped: true })).toBeNull();
  expect(health.judge(500, FINE)).toBeNull();
  expect(firstVerdict(health, 500, 3000, { residentMb: 200, stopped: true })?.verdict).toContain("stopped by a signal");
});

test("a process above its memory is ended at once", () => {
  expect(watchedBed().judge(250, { residentMb: 801, stopped: false })).toContain("801 MB");
});
