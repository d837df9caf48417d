import { homedir } from "node:os";
import { join } from "node:path";

import type { HistoryPlace } from "../history/backend.ts";

import { historyThreadPath } from "./entry-path.ts";

/** Folder of what a station keeps: `AFAR_DATA`, else `~/.local/share/afar`. */
export function dataDirectory(env: NodeJS.ProcessEnv): string {
  return env.AFAR_DATA || join(homedir(), ".local", "share", "afar");
}

/**
 * Where a history lies that nobody has configured. A demonstration's is a file of its own: a made patient never stands among
 * real ones.
 */
export function defaultHistoryPlace(folder: string, demo: boolean): HistoryPlace {
  const path = join(folder, demo ? "demonstration.db" : "history.db");
  return { kind: "sqlite", path, threadModule: historyThreadPath() };
}
