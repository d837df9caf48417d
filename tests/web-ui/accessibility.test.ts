import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { liveScene, silentScene, status } from "../stream/synthetic-bed.ts";

import { accessibilityFaults } from "./axe.ts";
import { BED, MonitorBench } from "./monitor-bench.ts";
import { listOf, RACING } from "./synthetic-notices.ts";

const bench = new MonitorBench();

/** What can be opened, by the buttons that lead there. */
const PLACES: readonly (readonly [view: string, ...buttons: string[]])[] = [
  ["bed"],
  ["bed", "evidence-toggle"],
  ["bed", "freeze"],
  ["bed", "alarms-physiological"],
  ["bed", "limits-open"],
  ["bed", "limits-open", "setAlarms"],
  ["bed", "patient-open"],
  ["bed", "display-open"],
  ["bed", "display-open", "calibrate"],
  ["bed", "record"],
  ["ward"],
];

/** Closes what a place opened. */
async function leave(page: Page, buttons: readonly string[]): Promise<void> {
  await page.keyboard.press("Escape");
  for (const button of buttons.filter((each) => /toggle|freeze/.test(each))) await page.getByTestId(button).click();
}

for (const language of ["en", "zh-Hant", "zh-Hans"]) {
  for (const night of [false, true]) {
    test(`nothing is found in any view and dialog, in ${language} by ${night ? "night" : "day"}`, async () => {
      const { hub } = bench.station.server;
      hub.setBeds([BED, { bed: "2", label: "Bed 2", demo: true }]);
      hub.publish(status("2", "running", "running"));
      bench.station.tellPast("2", silentScene("low-light"), 12_000);
      hub.publish(
        listOf(
          "1",
          { ...RACING, inactivation: "acknowledged" },
          { ...RACING, id: "1-9", priority: "low", group: "technical" },
        ),
      );
      hub.publish(listOf("2"));
      const page = await bench.openOn(liveScene(72.4));
      await page.evaluate(
        `localStorage.setItem("afar.language", '"${language}"'); localStorage.setItem("afar.night", "${night}");`,
      );
      await page.reload();
      await bench.becomes(page, "live");
      // The colour in which an alarm flashes is looked at while it stands.
      const faults: string[] = [];
      for (const [view, ...buttons] of PLACES) {
        await page.getByTestId(`view-${view}`).click();
        for (const button of buttons) await page.getByTestId(button).first().click();
        for (const fault of await accessibilityFaults(page)) faults.push(`${[view, ...buttons].join(" ")}: ${fault}`);
        await leave(page, buttons);
      }
      expect(faults).toEqual([]);
    }, 240_000);
  }
}
