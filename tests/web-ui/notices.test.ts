import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";

import { liveScene, type Scene, vitals, wave } from "../stream/synthetic-bed.ts";

import { BED, MonitorBench, PATIENCE } from "./monitor-bench.ts";
import { LAMP, listOf, RACING, withHints } from "./synthetic-notices.ts";

const bench = new MonitorBench();

/** Another face may have taken the patient's place. */
const asking: Scene = (bed, tMs, spanMs) => [
  wave(bed, tMs, spanMs, null, "confirm-patient"),
  ...(tMs % 1000 === 0 ? [vitals(bed, tMs, { reason: "confirm-patient" }, { reason: "confirm-patient" })] : []),
];

const NUMERALS = [".sign-pulse.rate-numeric", ".sign-respiration.rate-numeric", ".bed-side"];
const NOTICES = [".alarm-area.physiological", ".confirm-patient", ".picture-hint", ".foot"];

function boxes(page: Page, selectors: readonly string[]) {
  return Promise.all(
    selectors.map(async (selector) => {
      const box = await page.locator(selector).first().boundingBox();
      if (!box) throw new Error(`${selector} is not to be seen`);
      return box;
    }),
  );
}

test.each([
  ["a bedside screen", { width: 1280, height: 720 }],
  ["a large screen", { width: 1920, height: 1080 }],
])("on %s an alarm, a hint and the question who it is neither cover nor move a number", async (_name, size) => {
  const { hub } = bench.station.server;
  hub.setBeds([
    { ...BED, demo: true },
    { bed: "2", label: "Bed 2", demo: true },
  ]);
  const page = await bench.openOn(liveScene(72.4), size);
  await bench.becomes(page, "live");
  const before = await boxes(page, NUMERALS);
  hub.publish(listOf("1", RACING, { ...RACING, id: "1-9", priority: "high", text: "*** NO BREATHING MOVEMENT 22 s" }));
  hub.publish(listOf("2", { ...RACING, id: "2-1" }));
  bench.station.play("1", withHints(asking, [LAMP]));
  await vi.waitFor(async () => expect(await page.locator(NOTICES.join(", ")).count()).toBe(NOTICES.length), PATIENCE);
  expect(await boxes(page, NUMERALS)).toEqual(before);
  const [alarms, question, hint, foot] = await boxes(page, NOTICES);
  const [waves] = await boxes(page, [".bed-waves"]);
  // One below the other, and but for the top bar left of every number.
  const stack = [alarms, waves, question, hint, foot];
  for (const [i, box] of stack.slice(1).entries()) expect(box.y).toBeGreaterThanOrEqual(stack[i].y + stack[i].height);
  for (const box of stack.slice(1, -1)) expect(box.x + box.width).toBeLessThanOrEqual(before[0].x);
  await page.getByTestId("record").click();
  const [asked] = await boxes(page, ["[data-testid=record-question]"]);
  expect(asked.x + asked.width).toBeLessThanOrEqual(before[0].x);
  expect(await boxes(page, NUMERALS)).toEqual(before);
});
