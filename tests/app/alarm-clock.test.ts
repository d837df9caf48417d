import { expect, test } from "vitest";

import { planAlarmClock } from "../../src/app/alarm-clock.ts";

/** Clocks that the test moves. */
function clocks(wallMs: number) {
  const now = { wallMs, steadyMs: 5000 };
  const clock = (leastMs: number) =>
    planAlarmClock(
      leastMs,
      () => now.wallMs,
      () => now.steadyMs,
    );
  const pass = (ms: number) => {
    now.wallMs += ms;
    now.steadyMs += ms;
  };
  return { now, clock, pass };
}

test("alarms' time passes steadily while the system's clock is set back by an hour, and the jump is told once", () => {
  const { now, clock, pass } = clocks(1_000_000_000);
  const alarmClock = clock(0);
  pass(1000);
  expect([alarmClock.nowMs(), alarmClock.jumpMs()]).toEqual([1_000_001_000, 0]);
  now.wallMs -= 3_600_000;
  pass(1000);
  expect([alarmClock.nowMs(), alarmClock.jumpMs()]).toEqual([1_000_002_000, -3_600_000]);
  pass(1000);
  expect([alarmClock.nowMs(), alarmClock.jumpMs()]).toEqual([1_000_003_000, 0]);
});

test("after a restart alarms' time goes on from where it was, whatever the system's clock says", () => {
  const { clock, pass } = clocks(1_000_000_000);
  const alarmClock = clock(1_003_600_000);
  pass(500);
  expect(alarmClock.nowMs()).toBe(1_003_600_500);
});

test("small corrections of the system's clock are no jump", () => {
  const { now, clock } = clocks(1_000_000_000);
  const alarmClock = clock(0);
  now.wallMs += 1500;
  expect(alarmClock.jumpMs()).toBe(0);
});
