import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";

import { type GuardedStation, guardedStation, PASSWORD } from "../stream/accounts/guarded-station.ts";
import { liveScene, status } from "../stream/synthetic-bed.ts";

import { launchBrowser } from "./browser.ts";

/** Whatever else the machine does. */
export const PATIENCE = { timeout: 60_000, interval: 100 };

/** The built page of stations with accounts, and a browser. */
export class GuardedBench {
  staticDir = "";
  #browser!: Browser;

  constructor() {
    beforeAll(async () => {
      this.staticDir = mkdtempSync(join(tmpdir(), "afar-web-ui-"));
      const where = ["--outDir", this.staticDir, "--emptyOutDir", "--logLevel", "error"];
      execFileSync("npm", ["run", "build", "-w", "web-ui", "--", ...where], {
        cwd: resolve(import.meta.dirname, "../.."),
        env: { ...process.env, NODE_ENV: "production" },
      });
      this.#browser = await launchBrowser();
    }, 300_000);
    afterAll(async () => {
      await this.#browser.close();
      rmSync(this.staticDir, { recursive: true });
    });
  }

  /** A station whose bed shows rates. */
  async station(options: Parameters<typeof guardedStation>[0] = {}): Promise<GuardedStation> {
    const station = await guardedStation({ staticDir: this.staticDir, ...options });
    station.hub.publish(status("1", "running", "running"));
    for (let tMs = 0; tMs < 12_000; tMs += 1000) {
      for (const message of liveScene(72)("1", tMs, 1000)) station.hub.publish(message);
    }
    return station;
  }

  /** Opens the page in a context of its own, that keeps nothing of another's, until the test is over. */
  async open(station: GuardedStation, kept: Readonly<Record<string, unknown>> = {}, touch = false): Promise<Page> {
    const viewport = touch ? { width: 390, height: 844 } : { width: 1280, height: 720 };
    const context = await this.#browser.newContext({ viewport, hasTouch: touch, isMobile: touch });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE.timeout);
    const items = JSON.stringify(Object.entries(kept).map(([name, value]) => [`afar.${name}`, JSON.stringify(value)]));
    await page.addInitScript(`for (const [name, value] of ${items}) localStorage.setItem(name, value);`);
    await page.goto(`http://127.0.0.1:${station.port}/`);
    return page;
  }
}

/** Signs in by the page's own form, and waits for the monitor. */
export async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.locator("input[name=name]").fill(name);
  await page.locator("input[name=password]").fill(password);
  await page.locator("[data-testid=sign-in] button[type=submit]").click();
  await page.getByTestId("bed-label").waitFor();
}

/** Opens what belongs to the station as a whole. */
export async function openPart(page: Page, part: "accounts" | "tokens" | "receivers" | "own-password"): Promise<void> {
  await page.getByTestId("account").click();
  await page.getByTestId(`open-${part}`).click();
  await page.getByTestId(part).waitFor();
}
