import { readdirSync, readFileSync } from "node:fs";

import type { Page } from "playwright-core";

/** Processor time that a browser took, as shares of one core. */
export interface BrowserTime {
  /** Of the page's main thread: its scripts, layout, style, drawing and commands to the compositor. */
  readonly mainThread: number;
  /** Of all its processes; without a graphics card the one that puts the picture together is among them. */
  readonly whole: number;
}

/**
 * Measures over `seconds`, by the kernel's count of each thread: what else the box does meanwhile does not count, as it does in the
 * browser's own metrics, which are of time that passed.
 */
export async function measureBrowser(page: Page, seconds: number): Promise<BrowserTime> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (!session) throw new Error("the page has no browser");
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const read = () => new Map(processInfo.flatMap(({ id, type }) => threadsOf(id, type)));
  const before = read();
  const startMs = performance.now();
  await page.waitForTimeout(1000 * seconds);
  const after = read();
  const passedS = (performance.now() - startMs) / 1000;
  await session.detach();
  const shares = [...after].map(([name, usedS]) => ({ name, share: (usedS - (before.get(name) ?? 0)) / passedS }));
  const mains = shares.filter(({ name }) => name.startsWith("renderer main"));
  return {
    // A browser keeps an idle renderer for the next page.
    mainThread: Math.max(...mains.map(({ share }) => share)),
    whole: shares.reduce((sum, { share }) => sum + share, 0),
  };
}

/** Seconds that each thread of a process has run, by what it is. */
function threadsOf(pid: number, type: string): [name: string, seconds: number][] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => [
      `${type} ${thread === String(pid) ? "main" : "other"} ${thread}`,
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]) / 1e9,
    ]);
  } catch {
    // It has ended.
    return [];
  }
}
