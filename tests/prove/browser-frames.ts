import type { Page } from "playwright-core";

export interface BrowserFrames {
  /** Pictures a second that the page drew. */
  readonly perSecond: number;
  /** Time between two of them that one in a hundred exceeds, ms. */
  readonly p99Ms: number;
}

/** Counts in the page: a string, whose types are those of the page. */
const COUNT = (ms: number) => `new Promise((done) => {
  const times = [];
  const step = (t) => {
    times.push(t);
    if (t - times[0] < ${ms}) requestAnimationFrame(step);
    else done(times);
  };
  requestAnimationFrame(step);
})`;

/** How often a page comes to draw in `seconds`. */
export async function countFrames(page: Page, seconds: number): Promise<BrowserFrames> {
  const times = (await page.evaluate(COUNT(1000 * seconds))) as number[];
  const gaps = times
    .slice(1)
    .map((t, i) => t - times[i])
    .sort((a, b) => a - b);
  return {
    perSecond: (1000 * gaps.length) / (times[times.length - 1] - times[0]),
    p99Ms: gaps[Math.floor(0.99 * gaps.length)],
  };
}
