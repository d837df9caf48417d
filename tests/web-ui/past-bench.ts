import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

import { type History, openHistory } from "../../src/history/history.ts";
import { builtModule } from "../history/built-module.ts";
import { type StationServer, startServer } from "../../src/stream/server.ts";
import { status } from "../stream/synthetic-bed.ts";
import { planHistoryDesk } from "../../src/app/history-desk.ts";
import { planReplayDesk } from "../../src/app/replay-desk.ts";

import { launchBrowser, openMonitor, type WatchedPage } from "./browser.ts";
import { fillPast } from "./made-past.ts";

/** A station with the past of bed 1, a browser, and pages that must not have complained in the end. */
export class PastBench {
  server!: StationServer;
  history!: History;
  /** Of the made past, ms. */
  endMs = 0;
  readonly folder = mkdtempSync(join(tmpdir(), "afar-past-"));
  #replays!: ReturnType<typeof planReplayDesk>;
  #browser!: Browser;
  #watched: WatchedPage | null = null;

  constructor() {
    const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
    const replayModule = builtModule(new URL("../../src/app/replay-process.ts", import.meta.url));
    beforeAll(async () => {
      const staticDir = join(this.folder, "pages");
      const where = ["--outDir", staticDir, "--emptyOutDir", "--logLevel", "error"];
      execFileSync("npm", ["run", "build", "-w", "web-ui", "--", ...where], {
        cwd: resolve(import.meta.dirname, "../.."),
        env: { ...process.env, NODE_ENV: "production" },
      });
      const place = { kind: "sqlite", path: join(this.folder, "history.db"), threadModule: threadModule() } as const;
      this.history = await openHistory({ place });
      this.endMs = Math.floor(Date.now() / 60_000) * 60_000;
      await fillPast(this.history, "1", this.endMs);
      this.server = await startServer({ port: 0, staticDir });
      this.server.hub.setBeds([
        { bed: "1", label: "Bed 1", demo: false },
        { bed: "2", label: "Bed 2", demo: true },
      ]);
      for (const bed of ["1", "2"]) this.server.hub.publish(status(bed, "running", "running"));
      this.server.readHistory(planHistoryDesk((bed) => (["1", "2"].includes(bed) ? this.history : undefined)));
      this.#replays = planReplayDesk({
        folders: [{ name: "folder", path: resolve(import.meta.dirname, "../../fixtures/traces") }],
        module: replayModule(),
      });
      this.server.openReplays(this.#replays);
      this.#browser = await launchBrowser();
    }, 300_000);
    afterAll(async () => {
      await this.#browser.close();
      this.#replays.end();
      await this.server.close();
      await this.history.close();
      rmSync(this.folder, { recursive: true });
    });
    afterEach(async () => {
      const complaints = this.#watched?.complaints ?? [];
      await this.#watched?.page.close();
      this.#watched = null;
      expect(complaints).toEqual([]);
    });
  }

  /** Opens a page on what stands after `#`, with choices that the screen has kept. */
  async open(
    hash: string,
    kept: Readonly<Record<string, unknown>> = {},
    size?: { width: number; height: number },
  ): Promise<Page> {
    this.#watched = await openMonitor(this.#browser, this.server.port, size);
    const { page } = this.#watched;
    const items = JSON.stringify(Object.entries(kept).map(([name, value]) => [`afar.${name}`, JSON.stringify(value)]));
    await page.evaluate(`for (const [name, value] of ${items}) localStorage.setItem(name, value)`);
    await page.goto(`http://127.0.0.1:${this.server.port}/#${hash}`);
    await page.reload();
    return page;
  }
}
