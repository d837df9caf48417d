import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, vi } from "vitest";

import { testWithChromium } from "../left-out.ts";
import { type RunningStation, startRunningStation } from "../station/running-station.ts";
import { launchBrowser } from "../web-ui/browser.ts";

/** Whatever else the machine does. */
const PATIENCE = { timeout: 180_000, interval: 200 };
/** Nobody listens there: the bed is silent, and says why. */
const NO_CAMERA = "rtsp://127.0.0.1:9/bed";
/** What is the same in every language: units, abbreviations of figures and methods, kinds of files, the product and names. */
const SAME = ["min", "RMSSD", "SDNN", "CHROM", "POS", "IABP", "HFOV", "CSV", "PDF", "PNG", "Afar", "English"];

let data: string;
let station: RunningStation;
let browser: Browser;
let page: Page;
let names: string[];

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "afar-language-"));
  station = await startRunningStation(["--source", "phantom:demo-adult", "--source", NO_CAMERA], undefined, data);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`http://127.0.0.1:${station.port}/`);
  const answer = await fetch(`http://127.0.0.1:${station.port}/api/beds`);
  names = ((await answer.json()) as { beds: { label: string }[] }).beds.map(({ label }) => label);
  await page.waitForSelector("[data-testid=pulse-state][data-state=live]", { timeout: PATIENCE.timeout });
  expect(await order({ order: "limits", limits: LOW_LIMITS })).toMatchObject({ accepted: true });
  await page.waitForSelector("[data-testid=alarms-physiological][data-priority]", { timeout: PATIENCE.timeout });
}, 400_000);
afterAll(async () => {
  await browser.close();
  await station.stop();
  rmSync(data, { recursive: true });
});

/** No heart is as slow: an alarm within seconds. */
const LOW_LIMITS = { pulse: { low: 25, high: 40 }, respiration: { low: 8, high: 30 } };

async function order(body: object): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${station.port}/api/beds/1/commands`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.json();
}

/** Everything that is to be read or heard on the page; a string, since it runs there. */
const SAID = `[...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility())
  .flatMap((element) => [
    ...[...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
    ...["aria-label", "title", "placeholder", "alt"].map((name) => element.getAttribute(name) ?? ""),
  ])`;

/** What stands on the page in Latin words although another language is chosen. */
async function latin(on: Page): Promise<string[]> {
  const said = await on.evaluate<string[]>(SAID);
  return said.filter((text) => {
    const own = [...names, "127.0.0.1:9/bed", "rtsp://"].reduce((left, name) => left.replaceAll(name, ""), text);
    return (own.match(/[a-z]{3,}/gi) ?? []).some((word) => !SAME.includes(word));
  });
}

const click = (testId: string) => page.getByTestId(testId).first().click();

/** What is looked at, by the buttons that lead there. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  bedside: ["view-bed"],
  evidence: ["view-bed", "evidence-toggle"],
  limits: ["view-bed", "limits-open"],
  patient: ["view-bed", "patient-open"],
  display: ["view-bed", "display-open"],
  record: ["view-bed", "record"],
  "alarm list": ["view-bed", "alarms-physiological"],
  ward: ["view-ward"],
  trends: ["view-trends"],
  review: ["view-review"],
  replay: ["view-replay"],
};

for (const language of ["zh-Hant", "zh-Hans"]) {
  testWithChromium(
    `no view of a station with an alarm and a silent bed says anything in English in ${language}`,
    async () => {
      await page.keyboard.press("Escape");
      await click("view-bed");
      await click(`language-${language}`);
      await vi.waitFor(
        async () => expect(await page.evaluate("document.documentElement.lang")).toBe(language),
        PATIENCE,
      );
      await page.keyboard.press("Escape");
      const found: Record<string, string[]> = {};
      for (const [place, buttons] of Object.entries(PLACES)) {
        for (const button of buttons) await click(button);
        await vi
          .waitFor(async () => expect(await latin(page), place).toEqual([]), { timeout: 5000 })
          .catch(async () => {
            found[place] = await latin(page);
          });
        await page.keyboard.press("Escape");
        if (place === "evidence") await click("evidence-toggle");
      }
      expect(found).toEqual({});
      const silent = page.getByTestId("alarms-technical");
      await click("view-ward");
      await vi.waitFor(async () => expect(await silent.textContent()).toContain("127.0.0.1:9"), PATIENCE);
    },
    120_000,
  );
}

testWithChromium("whoever has to sign in is asked, and refused, in the language of the screen", async () => {
  const asked = await browser.newPage();
  await asked.addInitScript(`localStorage.setItem("afar.language", '"zh-Hant"')`);
  const nobody = { signIn: true, setUp: false, elsewhere: null, caller: null };
  await asked.route("**/api/session", (route) => route.fulfill({ json: nobody }));
  await asked.goto(`http://127.0.0.1:${station.port}/`);
  await asked.locator("input[name=name]").fill("nobody");
  await asked.locator("input[name=password]").fill("not the password");
  await asked.locator("button[type=submit]").click();
  const refusal = asked.getByTestId("sign-in-refusal");
  await vi.waitFor(async () => expect(await refusal.textContent()).toBe("名稱或密碼錯誤"), PATIENCE);
  expect(await asked.evaluate("document.documentElement.lang")).toBe("zh-Hant");
  expect(await latin(asked)).toEqual([]);
  await asked.close();
});
