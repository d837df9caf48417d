import { expect, test } from "vitest";

import { accessibilityFaults } from "./axe.ts";
import { PastBench } from "./past-bench.ts";

const bench = new PastBench();
const PATIENCE = { timeout: 60_000, interval: 200 };

const VIEWS = [
  [
    "trends as a graphic",
    "trends/1",
    { "trend-form": "graphic", "trend-hours": 1 },
    "[data-testid=trend-pulse] canvas",
  ],
  ["trends as a table", "trends/1", { "trend-form": "table" }, "[data-testid=trend-table] tbody tr"],
  ["the review", "review/1", {}, "[data-testid=review-pulse] canvas"],
  ["the recordings", "replay", {}, "[data-testid=recording]"],
  ["a replay", "replay", {}, "[data-testid=replay-rate-pulse]"],
] as const;

test.each(VIEWS)(
  "axe finds nothing in %s, in three languages by day and by night",
  async (name, hash, kept, ready) => {
    for (const language of ["en", "zh-Hant", "zh-Hans"]) {
      for (const night of [false, true]) {
        const page = await bench.open(hash, { ...kept, language, night });
        if (name === "a replay") await page.getByTestId("recording").first().click(PATIENCE);
        await page.locator(ready).first().waitFor(PATIENCE);
        expect(await accessibilityFaults(page), `${language} ${night ? "by night" : "by day"}`).toEqual([]);
        expect(await page.evaluate("document.documentElement.lang")).toBe(language);
        await page.close();
      }
    }
  },
  240_000,
);

test.each([
  [1280, 720],
  [1920, 1080],
  [820, 1180],
])(
  "at %i x %i nothing of these views lies outside the screen but what scrolls",
  async (width, height) => {
    for (const [, hash, kept, ready] of VIEWS.slice(0, 4)) {
      const page = await bench.open(hash, kept, { width, height });
      await page.locator(ready).first().waitFor(PATIENCE);
      const overflow = await page.evaluate<number[]>(
        "[document.documentElement.scrollWidth - innerWidth, document.querySelector('main').scrollWidth - document.querySelector('main').clientWidth]",
      );
      expect(overflow, hash).toEqual([0, 0]);
      await page.close();
    }
  },
  120_000,
);

test("the page that is loaded first holds none of this", async () => {
  const page = await bench.open("bed/1");
  await page.locator(".foot").waitFor(PATIENCE);
  const loaded = await page.evaluate<string[]>("performance.getEntriesByType('resource').map(({ name }) => name)");
  expect(loaded.filter((name) => /(trends|review|replay|uPlot)/i.test(name))).toEqual([]);
});
