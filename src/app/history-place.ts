import { homedir } from "node:os";
import { dirname, join } from "node:path";

import type { HistoryPlace } from "../history/backend.ts";

import { findConfiguration, readConfiguration } from "./configuration/configuration-file.ts";
import { readText, soundConfiguration } from "./configuration/configuration-text.ts";
import { historyPlace } from "./configuration/history-choice.ts";
import { historyThreadPath } from "./entry-path.ts";

/** Folder of what a station keeps: `AFAR_DATA`, else `~/.local/share/afar`. */
export function dataDirectory(env: NodeJS.ProcessEnv): string {
  return env.AFAR_DATA || join(homedir(), ".local", "share", "afar");
}

/** Where a history lies that nobody has configured. */
export function defaultHistoryPlace(folder: string): HistoryPlace {
  return { kind: "sqlite", path: join(folder, "history.db"), threadModule: historyThreadPath() };
}

/** Where a demonstration's history lies, beside that of real beds: a made patient never stands among real ones. */
export function apartForDemonstration(place: HistoryPlace): HistoryPlace {
  if (place.kind === "postgres") return { ...place, schema: `${place.schema}_demonstration` };
  return { ...place, path: join(dirname(place.path), "demonstration.db") };
}

/** Which history a command reads. */
export interface HistoryChoice {
  /** Folder of the station's data. */
  readonly data?: string;
  /** The station's configuration, where no folder is named; default as for serve. */
  readonly config?: string;
}

/** Places at which a station keeps its history: of real beds, then of a demonstration. Throws what the configuration has to say. */
export function keptPlaces({ data, config }: HistoryChoice): HistoryPlace[] {
  const place = data === undefined ? configuredPlace(config) : null;
  const kept = place ?? defaultHistoryPlace(data ?? dataDirectory(process.env));
  return [kept, apartForDemonstration(kept)];
}

function configuredPlace(config: string | undefined): HistoryPlace | null {
  const path = findConfiguration(config, process.env, process.cwd());
  if (path === null) return null;
  const { history } = soundConfiguration(readText(readConfiguration(path), path), path);
  return historyPlace(history, process.env, historyThreadPath());
}
