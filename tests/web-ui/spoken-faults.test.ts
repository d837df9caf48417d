import { expect, test, vi } from "vitest";

import { noteOf } from "../../src/wire/note-codes.ts";
import { liveScene } from "../stream/synthetic-bed.ts";

import { MonitorBench, PATIENCE } from "./monitor-bench.ts";
import { listOf } from "./synthetic-notices.ts";

const bench = new MonitorBench();
const OUT_OF_RANGE = noteOf("limits-out-of-range", {});

async function openLimits() {
  bench.station.server.hub.publish(listOf("1"));
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  await page.getByTestId("limits-open").click();
  const fault = page.locator(".dialog-fault");
  const becomes = (wanted: [lang: string | null, text: RegExp]) =>
    vi.waitFor(async () => {
      expect(await fault.textContent()).toMatch(wanted[1]);
      expect(await fault.getAttribute("lang")).toBe(wanted[0]);
    }, PATIENCE);
  const speak = (language: string) =>
    page.evaluate(`document.querySelector("[data-testid=language-${language}]").click()`);
  return { page, becomes, speak };
}

test("a refusal that stands in a dialog follows the language of the screen, there and back", async () => {
  bench.station.server.takeOrders({
    obey: async () => ({ accepted: false, detail: "limits must be in range", notes: [OUT_OF_RANGE], recorded: true }),
  });
  const { page, becomes, speak } = await openLimits();
  await page.getByTestId("limits-save").click();
  await becomes([null, /^limits must be in range$/]);
  for (const language of ["zh-Hant", "zh-Hans"]) {
    await speak(language);
    await becomes([null, /^[^a-z]*\p{Script=Han}[^a-z]*$/u]);
  }
  await speak("en");
  await becomes([null, /^limits must be in range$/]);
});

test("a refusal that this page has no words for stays English in a Chinese page, and is marked so for whoever hears it", async () => {
  bench.station.server.takeOrders({
    obey: async () => ({ accepted: false, detail: "of a later version", recorded: true }),
  });
  const { page, becomes, speak } = await openLimits();
  await page.getByTestId("limits-save").click();
  await becomes([null, /^of a later version$/]);
  await speak("zh-Hant");
  await becomes(["en", /^of a later version$/]);
});

test("an emptied delay is refused before anything is sent: no bed is set by halves", async () => {
  const orders: string[] = [];
  bench.station.server.takeOrders({
    async obey(_bed, { order }) {
      orders.push(order);
      return { accepted: true, detail: "", recorded: true };
    },
  });
  const { page, becomes } = await openLimits();
  await page.getByTestId("pulse-high").fill("130");
  await page.getByTestId("noBreathDelayS").fill("");
  await page.getByTestId("limits-save").click();
  await becomes([null, /^Delays reach to 15 s/]);
  expect(orders).toEqual([]);
  await page.getByTestId("noBreathDelayS").fill("15");
  await page.getByTestId("limits-save").click();
  await vi.waitFor(() => expect(orders).toEqual(["limits", "delays"]), PATIENCE);
});

test("that the station does not answer is said in the language of the screen too", async () => {
  const { page, becomes, speak } = await openLimits();
  await page.route("**/commands", (route) => route.abort("connectionfailed"));
  await page.getByTestId("limits-save").click();
  await becomes([null, /^Not done: the station does not answer\.$/]);
  await speak("zh-Hans");
  await becomes([null, /^未完成：监护站没有回应。$/]);
});
