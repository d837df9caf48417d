import { expect, test, vi } from "vitest";

import type { AlarmsMessage, BedOrder, ShownAlarm } from "../../src/wire/alarm-messages.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { liveScene } from "../stream/synthetic-bed.ts";

import { MonitorBench, PATIENCE, text } from "./monitor-bench.ts";

const bench = new MonitorBench();

const RACING: ShownAlarm = {
  id: "1-7",
  alarm: "pulse-high",
  group: "physiological",
  priority: "medium",
  state: "active",
  inactivation: "enabled",
  text: "** PR 134>120",
  value: { worst: 134, last: 130, limit: 120, unit: "bpm" },
  signalLost: false,
  sinceMs: 60_000,
  audible: true,
  delays: { measurementMs: 5000, conditionMs: 10_000, signalMs: 0 },
  notRecorded: false,
};

function listOf(...alarms: ShownAlarm[]): AlarmsMessage {
  return {
    kind: "alarms",
    bed: "1",
    tMs: 72_000,
    mode: "monitoring",
    privacyUntilMs: null,
    audioPausedUntilMs: null,
    alarms,
    sounding: "medium",
    settings: defaultAlarmSettings("adult"),
    patient: null,
  };
}

test("an alarm stands on the page with its words and its priority, also on a page that is opened late, until it is over", async () => {
  bench.station.server.hub.publish(listOf(RACING));
  const page = await bench.openOn(liveScene(130));
  const alarm = page.getByTestId("alarm");
  await alarm.waitFor();
  expect(await alarm.getAttribute("data-priority")).toBe("medium");
  expect(await alarm.textContent()).toMatch(/\*\* PR 134>120.*Bed 1.*for 12 s/);
  expect(await text(page, "investigational")).toBe("investigational, not for clinical use");
  bench.station.server.hub.publish(listOf());
  await vi.waitFor(async () => expect(await alarm.count()).toBe(0), PATIENCE);
});

test("the highest priority stands first, and an alarm that the log has not says so", async () => {
  bench.station.server.hub.publish(
    listOf(RACING, {
      ...RACING,
      id: "1-8",
      priority: "high",
      text: "*** NO BREATHING MOVEMENT 22 s",
      notRecorded: true,
    }),
  );
  const page = await bench.openOn(liveScene(130));
  const alarms = page.getByTestId("alarm");
  await vi.waitFor(async () => expect(await alarms.count()).toBe(2), PATIENCE);
  expect(await alarms.first().textContent()).toMatch(/NO BREATHING.*NOT RECORDED/);
  expect(await alarms.last().textContent()).not.toContain("NOT RECORDED");
});

test("the buttons acknowledge an alarm and pause the sound: the station is told of this bed and this alarm", async () => {
  const orders: [string, BedOrder][] = [];
  bench.station.server.takeOrders({
    obey(bed, order) {
      orders.push([bed, order]);
      return Promise.resolve({ accepted: true, detail: "done", recorded: true });
    },
  });
  bench.station.server.hub.publish(listOf(RACING));
  const page = await bench.openOn(liveScene(130));
  await page.getByTestId("acknowledge").click();
  await page.getByTestId("pause-audio").click();
  await vi.waitFor(() => expect(orders).toHaveLength(2), PATIENCE);
  expect(orders).toEqual([
    ["1", { order: "acknowledge", id: "1-7" }],
    ["1", { order: "pause-audio", seconds: 120 }],
  ]);
  bench.station.server.hub.publish({
    ...listOf({ ...RACING, inactivation: "acknowledged" }),
    audioPausedUntilMs: 172_000,
  });
  await vi.waitFor(async () => expect(await text(page, "pause-audio")).toContain("paused, 100 s"), PATIENCE);
  expect(await page.getByTestId("acknowledge").count()).toBe(0);
});
