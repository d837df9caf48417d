import { expect, test, vi } from "vitest";

import type { BedOrder } from "../../src/wire/alarm-messages.ts";
import type { WardAlarm } from "../../src/wire/alarms.ts";
import { liveScene } from "../stream/synthetic-bed.ts";

import { BED, MonitorBench, PATIENCE, text } from "./monitor-bench.ts";
import { listOf, RACING } from "./synthetic-notices.ts";

const bench = new MonitorBench();

test("an alarm stands on the page with its words and its priority, also on a page that is opened late, until it is over", async () => {
  bench.station.server.hub.publish(listOf("1", RACING));
  const page = await bench.openOn(liveScene(130));
  await page.getByTestId("alarms-physiological").click();
  const alarm = page.getByTestId("alarm");
  await alarm.waitFor();
  expect(await alarm.getAttribute("data-priority")).toBe("medium");
  expect(await alarm.textContent()).toMatch(/\*\* PR 134>120.*Bed 1.*for 12 s/);
  expect(await text(page, "investigational")).toBe("investigational, not for clinical use");
  bench.station.server.hub.publish(listOf("1"));
  await vi.waitFor(async () => expect(await alarm.count()).toBe(0), PATIENCE);
});

test("the highest priority stands first, and an alarm that the log has not says so", async () => {
  bench.station.server.hub.publish(
    listOf("1", RACING, {
      ...RACING,
      id: "1-8",
      priority: "high",
      text: "*** NO BREATHING MOVEMENT 22 s",
      notRecorded: true,
    }),
  );
  const page = await bench.openOn(liveScene(130));
  await page.getByTestId("alarms-physiological").click();
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
  bench.station.server.hub.publish(listOf("1", RACING));
  const page = await bench.openOn(liveScene(130));
  await page.getByTestId("alarms-physiological").click();
  await page.getByTestId("acknowledge").click();
  await page.getByTestId("pause-audio").click();
  await vi.waitFor(() => expect(orders).toHaveLength(2), PATIENCE);
  expect(orders).toEqual([
    ["1", { order: "acknowledge", id: "1-7" }],
    ["1", { order: "pause-audio", seconds: 120 }],
  ]);
  bench.station.server.hub.publish({
    ...listOf("1", { ...RACING, inactivation: "acknowledged" }),
    audioPausedUntilMs: 172_000,
  });
  await vi.waitFor(async () => expect(await text(page, "pause-audio")).toContain("sound on (100 s)"), PATIENCE);
  expect(await page.getByTestId("acknowledge").count()).toBe(0);
});

test("the button of an alarm keeps its focus while values come and its words change", async () => {
  bench.station.server.hub.publish(listOf("1", RACING));
  const page = await bench.openOn(liveScene(130));
  await page.getByTestId("alarms-physiological").click();
  await page.getByTestId("acknowledge").focus();
  bench.station.server.hub.publish(listOf("1", { ...RACING, text: "** PR 141>120" }));
  await vi.waitFor(async () => expect(await page.getByTestId("alarm").textContent()).toContain("141"), PATIENCE);
  await page.waitForTimeout(1500);
  expect(await page.evaluate("document.activeElement.dataset.testid")).toBe("acknowledge");
});

test("a cause that beds share is one row that names them and stands for their own; one touch acknowledges all of it", async () => {
  const orders: [string, BedOrder][] = [];
  bench.station.server.takeOrders({
    obey(bed, order) {
      orders.push([bed, order]);
      return Promise.resolve({ accepted: true, detail: "done", recorded: true });
    },
  });
  const { hub } = bench.station.server;
  hub.setBeds([BED, { bed: "2", label: "Window", demo: false }]);
  const dark = {
    ...RACING,
    alarm: "low-light",
    group: "technical",
    priority: "low",
    text: "too little light",
  } as const;
  hub.publish(listOf("1", RACING, { ...dark, id: "1-8" }));
  hub.publish(listOf("2", { ...dark, id: "2-3" }));
  const shared: WardAlarm = {
    kind: "ward-alarm",
    tMs: 72_000,
    phase: "start",
    id: "ward-1",
    alarm: "low-light",
    priority: "low",
    text: "too little light: 2 beds",
    beds: ["1", "2"],
  };
  hub.publish(shared);
  const page = await bench.openOn(liveScene(130));
  await page.getByTestId("alarms-physiological").click();
  const alarms = page.getByTestId("alarm");
  await vi.waitFor(async () => expect(await alarms.count()).toBe(2), PATIENCE);
  expect(await alarms.first().getAttribute("data-id")).toBe("1-7");
  expect(await alarms.last().textContent()).toMatch(/too little light: 2 beds.*Bed 1, Window.*for 12 s/);
  await alarms.last().getByTestId("acknowledge").click();
  await vi.waitFor(() => expect(orders).toHaveLength(2), PATIENCE);
  expect(orders.sort()).toEqual([
    ["1", { order: "acknowledge", id: "1-8" }],
    ["2", { order: "acknowledge", id: "2-3" }],
  ]);
  hub.publish({ ...shared, phase: "end", beds: [] });
  await vi.waitFor(async () => expect(await alarms.count()).toBe(3), PATIENCE);
  expect(await text(page, "alarm-count")).toBe("3 alarms");
});

test.each([
  ["a bedside screen", { width: 1280, height: 720 }],
  ["a large screen", { width: 1920, height: 1080 }],
  ["a phone", { width: 390, height: 844 }],
])("on %s an alarm of many words still names its bed, for how long, and offers its button", async (_name, size) => {
  bench.station.server.hub.publish(listOf("1", { ...RACING, text: `camera lost (${"many words ".repeat(20)})` }));
  const page = await bench.openOn(liveScene(130), size);
  await page.getByTestId("alarms-physiological").click();
  const alarm = page.getByTestId("alarm");
  await alarm.waitFor();
  const list = await page.getByTestId("alarm-list").boundingBox();
  for (const part of [".alarm-bed", ".alarm-notes", "button"]) {
    const box = await alarm.locator(part).boundingBox();
    expect(box?.width ?? 0, part).toBeGreaterThan(50);
    expect((box?.x ?? 0) + (box?.width ?? 0), part).toBeLessThanOrEqual((list?.x ?? 0) + (list?.width ?? 0));
    expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0));
  }
});
