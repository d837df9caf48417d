import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { testNeeding } from "./left-out.ts";

const ROOT = resolve(import.meta.dirname, "..");
const RECORDINGS = resolve(ROOT, process.env.AFAR_RECORDINGS ?? "../shared/recordings");

const NEED = {
  present: existsSync(join(RECORDINGS, "video", "face.mp4")),
  remedy: "the recordings are absent, set AFAR_RECORDINGS to their folder",
};

/** Path of a recording, e.g. `recordingPath("video/face.mp4")`. */
export function recordingPath(relative: string): string {
  return join(RECORDINGS, relative);
}

/**
 * A test that needs the recordings. Without them it is left out and named at the end of `npm test`; with CI set it fails.
 */
export function testWithRecordings(title: string, body: () => void | Promise<void>, timeoutMs = 60_000): void {
  testNeeding(NEED, title, body, timeoutMs);
}
