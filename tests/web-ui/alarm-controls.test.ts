import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";

import type { BedOrder } from "../../src/wire/alarm-messages.ts";
import { ALARM_CODES, type AlarmSettings } from "../../src/wire/alarms.ts";
import { ALARM_RULES } from "../../src/alarms/catalogue.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { alarmsOff } from "../../web-ui/src/alarms/alarms-off.ts";
import { liveScene } from "../stream/synthetic-bed.ts";
import { ALARM_CONTROLS } from "../../web-ui/src/limits/alarm-controls.ts";

import { MonitorBench, PATIENCE, text } from "./monitor-bench.ts";
import { listOf } from "./synthetic-notices.ts";

const bench = new MonitorBench();

/** A station that does what it is told, or refuses all of it; returns the orders. */
function obeys(refusal: string | null = null): BedOrder[] {
  const orders: BedOrder[] = [];
  let settings: AlarmSettings = defaultAlarmSettings("adult");
  const { hub } = bench.station.server;
  const tell = () => hub.publish({ ...listOf("1"), settings });
  bench.station.server.takeOrders({
    async obey(_bed, order) {
      orders.push(order);
      if (refusal !== null) return { accepted: false, detail: refusal, recorded: true };
      const without = (list: AlarmSettings["off"], alarm: string) => list.filter((each) => each !== alarm);
      if (order.order === "switch") {
        const off = without(settings.off, order.alarm);
        settings = { ...settings, off: order.on ? off : [...off, order.alarm] };
      }
      if (order.order === "latch") {
        const latching = without(settings.latching, order.alarm);
        settings = { ...settings, latching: order.on ? [...latching, order.alarm] : latching };
      }
      if (order.order === "reminder") settings = { ...settings, reminderMin: order.minutes };
      tell();
      return { accepted: true, detail: "", recorded: true };
    },
  });
  tell();
  return orders;
}

async function openControls(): Promise<Page> {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  await page.getByTestId("limits-open").click();
  await page.getByTestId("setAlarms").click();
  return page;
}

const focused = (page: Page) => page.evaluate<string>("document.activeElement.dataset.testid");

test("every alarm has its control, in its group: it latches where it has an end, and is switched off where the station lets it", () => {
  const { physiological, technical } = ALARM_CONTROLS;
  expect([...physiological, ...technical].map(({ alarm }) => alarm).sort()).toEqual([...ALARM_CODES].sort());
  for (const group of ["physiological", "technical"] as const) {
    for (const { alarm, canBeOff, canLatch } of ALARM_CONTROLS[group]) {
      const rule = ALARM_RULES[alarm];
      expect([alarm, group, canBeOff, canLatch]).toEqual([alarm, rule.group, rule.canBeOff, !rule.momentary]);
    }
  }
});

test("a technical alarm latches as the others do, and one that cannot be off or has no end says so instead", async () => {
  const orders = obeys();
  const page = await openControls();
  const row = (alarm: string) => page.locator(`[data-testid=alarm-switch-row][data-alarm=${alarm}]`);
  await page.getByTestId("latch-source-lost").check();
  await vi.waitFor(() => expect(orders).toEqual([{ order: "latch", alarm: "source-lost", on: true }]), PATIENCE);
  await vi.waitFor(async () => expect(await page.getByTestId("latch-source-lost").isChecked()).toBe(true), PATIENCE);
  expect(await row("source-lost").textContent()).toContain("always on");
  expect(await row("source-lost").getByRole("switch").count()).toBe(0);
  expect(await row("clock-jump").textContent()).toMatch(/always on.*always/);
  expect(await row("clock-jump").locator("input, button").count()).toBe(0);
});

test("what is off by nature is nothing to be told of; the rest stands beside the wave that it concerns", () => {
  expect(alarmsOff(defaultAlarmSettings("adult").off, "rest")).toEqual([]);
  const off = ["no-breath", "pulse-low", "grimace", "breathing-low-signal", "low-light"] as const;
  expect(alarmsOff(off, "respiration")).toEqual(["no-breath", "breathing-low-signal"]);
  expect(alarmsOff(off, "rest")).toEqual(["pulse-low", "low-light"]);
});

test("an alarm goes off after one question only, the bed says so until it is on again, and the keyboard does it all", async () => {
  const orders = obeys();
  const page = await openControls();
  const { keyboard } = page;
  await page.getByTestId("switch-no-breath").focus();
  await keyboard.press("Enter");
  await page.getByTestId("alarm-off").waitFor();
  expect(await text(page, "alarm-off")).toContain("a sound reminds every 3 min");
  // A key that is held down answers no.
  await keyboard.press("Enter");
  await vi.waitFor(async () => expect(await page.getByTestId("alarm-off").count()).toBe(0), PATIENCE);
  expect(orders).toEqual([]);
  expect(await focused(page)).toBe("switch-no-breath");
  await keyboard.press("Enter");
  await page.getByTestId("alarm-off").waitFor();
  // From the way back to the browser, to the button: nowhere else.
  await keyboard.press("Shift+Tab");
  expect(await focused(page)).toBe("alarm-off-yes");
  await keyboard.press("Enter");
  await vi.waitFor(async () => expect(await page.getByTestId("alarm-off").count()).toBe(0), PATIENCE);
  expect(orders).toEqual([{ order: "switch", alarm: "no-breath", on: false }]);
  const control = page.getByTestId("switch-no-breath");
  await vi.waitFor(async () => expect(await control.getAttribute("aria-checked")).toBe("false"), PATIENCE);
  expect(await focused(page)).toBe("switch-no-breath");
  await keyboard.press("Escape");
  await vi.waitFor(async () => expect(await page.getByTestId("limits").count()).toBe(0), PATIENCE);
  expect(await focused(page)).toBe("limits-open");
  expect(await text(page, "alarm-off-mark")).toBe("ALARM OFF: NO BREATHING MOVEMENT");
  const mark = page.locator("[data-testid=respiration-wave-panel] [data-testid=alarm-off-mark]");
  expect(await mark.count()).toBe(1);
  await page.getByTestId("limits-open").click();
  await page.getByTestId("setAlarms").click();
  await control.click();
  await vi.waitFor(async () => expect(await page.getByTestId("alarm-off-mark").count()).toBe(0), PATIENCE);
  expect(orders[1]).toEqual({ order: "switch", alarm: "no-breath", on: true });
});

test("latching and the reminder are the station's: what it refuses stays as it was, and the reason is told", async () => {
  const orders = obeys();
  const page = await openControls();
  expect(await page.getByTestId("latch-pulse-lost").isChecked()).toBe(true);
  await page.getByTestId("latch-pulse-high").check();
  await page.getByTestId("reminder").selectOption("10");
  await vi.waitFor(() => expect(orders).toHaveLength(2), PATIENCE);
  expect(orders).toEqual([
    { order: "latch", alarm: "pulse-high", on: true },
    { order: "reminder", minutes: 10 },
  ]);
  await vi.waitFor(async () => expect(await page.getByTestId("latch-pulse-high").isChecked()).toBe(true), PATIENCE);
  obeys("somebody else is at it");
  await page.getByTestId("latch-pulse-low").click();
  await vi.waitFor(async () => expect(await text(page, "limits")).toContain("somebody else is at it"), PATIENCE);
  expect(await page.getByTestId("latch-pulse-low").isChecked()).toBe(false);
});
