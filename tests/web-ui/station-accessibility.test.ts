import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { accessibilityFaults } from "./axe.ts";
import { GuardedBench, openPart, signIn } from "./guarded-bench.ts";
import { madeReceivers } from "./made-receivers.ts";
import { listOf } from "./synthetic-notices.ts";

const bench = new GuardedBench();
const TIMEOUT_MS = 300_000;
/** The dialog that lies on top. */
const TOP = "dialog:last-of-type";

/** What admins and engineers open, and the buttons within. */
const PARTS = [
  ["accounts", "account-add-open", "account-change-open"],
  ["tokens", "token-make-open", "token-revoke"],
  ["receivers", "discard"],
] as const;

async function adminStation() {
  const station = await bench.station({ roles: ["admin", "nurse"] });
  station.openDeliveries(madeReceivers().desk);
  station.store.issue({ label: "pager", scopes: ["read"], days: null }, "admin");
  station.hub.publish(listOf("1"));
  return station;
}

async function openWithin(page: Page, button: string): Promise<void> {
  await page.locator(`[data-testid=${button}]:enabled`).first().click();
}

for (const language of ["en", "zh-Hant", "zh-Hans"]) {
  test(
    `nothing is found in sign-in, set-up, accounts, tokens and receivers, by day and by night, in ${language}`,
    async () => {
      const faults: string[] = [];
      const look = async (page: Page, place: string, within?: string) => {
        for (const mode of ["day", "night"]) {
          await page.evaluate(`document.documentElement.dataset.mode = "${mode}"`);
          for (const fault of await accessibilityFaults(page, within)) faults.push(`${place} by ${mode}: ${fault}`);
        }
      };
      const fresh = await bench.station({ roles: [], access: { setUpCode: "AAAA-BBBB-CCCC" } });
      const setUp = await bench.open(fresh, { language });
      await setUp.getByTestId("sign-in").waitFor();
      await look(setUp, "set-up");

      const page = await bench.open(await adminStation(), { language });
      await page.getByTestId("sign-in").waitFor();
      await look(page, "sign-in");
      await page.getByTestId("have-code").click();
      await look(page, "code");
      await page.getByTestId("have-code").click();
      await signIn(page, "admin");
      await page.getByTestId("account").click();
      await look(page, "menu", TOP);
      await page.keyboard.press("Escape");
      for (const [part, ...buttons] of PARTS) {
        await openPart(page, part);
        await page.locator(`[data-testid=${buttons[0]}]`).first().waitFor();
        await look(page, part, TOP);
        for (const button of buttons) {
          await openWithin(page, button);
          await look(page, `${part} ${button}`, TOP);
          await page.keyboard.press("Escape");
        }
        await page.keyboard.press("Escape");
      }
      expect(faults).toEqual([]);
    },
    TIMEOUT_MS,
  );
}

/** Whatever can be touched and is smaller than 44 px, by what it is. */
const SMALL = `[...document.querySelectorAll("dialog:last-of-type :is(button, select, input, label.choice), .monitor:not(:has(dialog)) button")]
  .filter((each) => !(each.matches("[type=checkbox], [type=radio]") && each.closest("label")))
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 0 && (width < 43.9 || height < 43.9))
  .map(([each, { width, height }]) => (each.dataset.testid ?? each.textContent) + " " + width + "x" + height)`;

test(
  "under a finger, whatever is to be touched on a phone is at least 44 px wide and high",
  async () => {
    const page = await bench.open(await adminStation(), {}, true);
    await signIn(page, "admin");
    const small: string[] = [];
    const look = async (place: string) => {
      for (const each of await page.evaluate<string[]>(SMALL)) small.push(`${place}: ${each}`);
    };
    await look("bed");
    await page.getByTestId("limits-open").click();
    await look("limits");
    await page.getByTestId("setAlarms").click();
    await look("alarms");
    await page.keyboard.press("Escape");
    await page.getByTestId("record").click();
    await look("record");
    await page.keyboard.press("Escape");
    for (const [part, button] of PARTS) {
      await openPart(page, part);
      await look(part);
      await openWithin(page, button);
      await look(`${part} ${button}`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    }
    expect(small).toEqual([]);
  },
  TIMEOUT_MS,
);
