import { appendFileSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const RECORDINGS = resolve(ROOT, process.env.AFAR_RECORDINGS ?? "../shared/recordings");
const PRESENT = existsSync(join(RECORDINGS, "video", "face.mp4"));

/** Path of a recording, e.g. `recordingPath("video/face.mp4")`. */
export function recordingPath(relative: string): string {
  return join(RECORDINGS, relative);
}

/**
 * A test that needs the recordings. Without them it is left out and named at the end of `npm test`; with CI set it fails.
 */
export function testWithRecordings(title: string, body: () => void | Promise<void>, timeoutMs = 60_000): void {
  if (PRESENT || process.env.CI) {
    test(title, { timeout: timeoutMs }, async () => {
      if (!PRESENT) throw new Error(`recordings are absent at ${RECORDINGS}: set AFAR_RECORDINGS`);
      await body();
    });
    return;
  }
  leaveOut(title, "recordings are absent, set AFAR_RECORDINGS");
  test(`left out: ${title}`, () => undefined);
}

/** Notes a test that cannot run here, so that the test command can name it. */
function leaveOut(title: string, why: string): void {
  const list = process.env.AFAR_LEFT_OUT;
  if (list) appendFileSync(list, `${title} (${why})\n`);
}
