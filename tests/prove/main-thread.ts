import type { Page } from "playwright-core";

/** Processor time that a page's main thread took, as a share of one core. */
export interface MainThread {
  /** All its tasks: scripts, layout, style, drawing and their commands to the compositor. */
  readonly share: number;
  readonly scriptShare: number;
}

/** Measures over `seconds`, by the browser's own count of the thread's processor time. */
export async function measureMainThread(page: Page, seconds: number): Promise<MainThread> {
  const session = await page.context().newCDPSession(page);
  // Before it is switched on: processor time of the thread instead of time that passed, whatever else the box does.
  await session.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
  await session.send("Performance.enable");
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return new Map(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await read();
  const startMs = performance.now();
  await page.waitForTimeout(1000 * seconds);
  const after = await read();
  const passedS = (performance.now() - startMs) / 1000;
  await session.detach();
  const shareOf = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / passedS;
  return { share: shareOf("TaskDuration"), scriptShare: shareOf("ScriptDuration") };
}
