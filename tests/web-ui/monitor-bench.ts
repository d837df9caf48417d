import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";

import { type Scene, status } from "../stream/synthetic-bed.ts";

import { launchBrowser, openMonitor, type WatchedPage } from "./browser.ts";
import { FakeStation } from "./fake-station.ts";

export const BED = { bed: "1", label: "Bed 1", demo: false };
export const PATIENCE = { timeout: 15_000, interval: 100 };

/** The built page, a browser, and for each test a station of its own, whose page must not have complained in the end. */
export class MonitorBench {
  station!: FakeStation;
  #staticDir = "";
  #browser!: Browser;
  #watched: WatchedPage | null = null;
  #port = 0;

  constructor() {
    beforeAll(async () => {
      this.#staticDir = mkdtempSync(join(tmpdir(), "afar-web-ui-"));
      const where = ["--outDir", this.#staticDir, "--emptyOutDir", "--logLevel", "error"];
      execFileSync("npm", ["run", "build", "-w", "web-ui", "--", ...where], {
        cwd: resolve(import.meta.dirname, "../.."),
        env: { ...process.env, NODE_ENV: "production" },
      });
      this.#browser = await launchBrowser();
    });
    afterAll(async () => {
      await this.#browser.close();
      rmSync(this.#staticDir, { recursive: true });
    });
    beforeEach(() => this.#start(0));
    afterEach(async () => {
      const complaints = this.#watched?.complaints ?? [];
      await this.#watched?.page.close();
      this.#watched = null;
      await this.station.close();
      // That nobody listens while a station is away is the one thing that a browser may say.
      expect(complaints.filter((complaint) => !complaint.includes("net::ERR_CONNECTION_"))).toEqual([]);
    });
  }

  async open(size?: { width: number; height: number }): Promise<Page> {
    this.#watched = await openMonitor(this.#browser, this.station.server.port, size);
    return this.#watched.page;
  }

  /** Opens a page on a bed that has told `scene` for a full sweep already and goes on telling it. */
  async openOn(scene: Scene, size?: { width: number; height: number }): Promise<Page> {
    this.station.tellPast("1", scene, 12_000);
    return this.open(size);
  }

  /** Waits until a rate stands in a state: live, held or none. */
  async becomes(page: Page, state: string, sign: "pulse" | "respiration" = "pulse"): Promise<void> {
    const place = page.getByTestId(`${sign}-state`);
    await vi.waitFor(async () => expect(await place.getAttribute("data-state")).toBe(state), PATIENCE);
  }

  async loseStation(): Promise<void> {
    this.#port = this.station.server.port;
    await this.station.close();
  }

  /** Another station where the lost one was. */
  restartStation(): Promise<void> {
    return this.#start(this.#port);
  }

  async #start(port: number): Promise<void> {
    this.station = await FakeStation.start(port, this.#staticDir, [BED]);
    this.station.server.hub.publish(status("1", "running", "running"));
  }
}

/** What an element says, in one line. */
export async function text(page: Page, testId: string): Promise<string> {
  return ((await page.getByTestId(testId).textContent()) ?? "").replace(/\s+/g, " ").trim();
}

export function style(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).${property}`);
}
