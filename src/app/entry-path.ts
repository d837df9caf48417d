import { join } from "node:path";

import { packageRoot } from "./package-root.ts";

/**
 * Path of the module that a bed's process runs, absolute. Always the built one: a forked process has no loader for
 * TypeScript, and the bundler does not rewrite paths between modules.
 */
export function bedProcessPath(): string {
  return join(packageRoot(), "dist", "bed-process.js");
}

/** Path of the module that a replay's process runs, absolute and built as a bed's. */
export function replayProcessPath(): string {
  return join(packageRoot(), "dist", "replay-process.js");
}

/** Folder of the built pages of the monitor, absolute. */
export function webUiPath(): string {
  return join(packageRoot(), "dist", "web-ui");
}

/** Path of the module that serves a SQLite history in a thread of its own, absolute. */
export function historyThreadPath(): string {
  return join(packageRoot(), "dist", "sqlite-thread.js");
}
