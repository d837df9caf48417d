import { appendFileSync, existsSync } from "node:fs";

import { test } from "vitest";

/** Something outside the repository that a test cannot do without. */
export interface Need {
  readonly present: boolean;
  /** One sentence part for the reader when it is absent: what is missing and how to mend it. */
  readonly remedy: string;
}

const CHROMIUM_PATH = "/usr/bin/chromium";

/** A test that drives Chromium; see {@link testNeeding}. */
export function testWithChromium(title: string, body: () => void | Promise<void>, timeoutMs = 120_000): void {
  const need = { present: existsSync(CHROMIUM_PATH), remedy: "Chromium is absent, run apt-get install chromium" };
  testNeeding(need, title, body, timeoutMs);
}

/**
 * A test that needs something outside the repository. Where that is absent the test is left out and named, with the
 * remedy, at the end of `npm test`; with CI set it fails instead.
 */
export function testNeeding(need: Need, title: string, body: () => void | Promise<void>, timeoutMs: number): void {
  test(title, { timeout: timeoutMs }, async (context) => {
    if (need.present) return body();
    if (process.env.CI) throw new Error(need.remedy);
    const list = process.env.AFAR_LEFT_OUT;
    if (list) appendFileSync(list, `${title} (${need.remedy})\n`);
    context.skip(need.remedy);
  });
}
