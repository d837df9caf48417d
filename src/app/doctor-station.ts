import type { BedPlan } from "./bed-plan.ts";
import { type ConfiguredAccess, DEFAULT_ACCESS } from "./configuration/access.ts";
import { type ConfiguredHistory, DEFAULT_PORT } from "./configuration/configuration.ts";
import { findConfiguration, readConfiguration } from "./configuration/configuration-file.ts";
import { readText, soundConfiguration } from "./configuration/configuration-text.ts";
import { historyPlace } from "./configuration/history-choice.ts";
import type { ConfiguredReceiver } from "./configuration/receivers.ts";
import { warningsOf } from "./configuration/warnings.ts";
import { checkHistoryFolder } from "./doctor-box.ts";
import { failure, fine, type Verdict, warning } from "./doctor-finding.ts";
import { historyThreadPath } from "./entry-path.ts";
import { dataDirectory, defaultHistoryPlace } from "./history-place.ts";

/** What a station on this box would run, as far as its configuration can be read. */
export interface ExaminedStation {
  readonly verdict: Verdict;
  /** None without a sound configuration. */
  readonly beds: readonly BedPlan[];
  readonly port: number;
  readonly history: ConfiguredHistory | null;
  readonly receivers: readonly ConfiguredReceiver[];
  readonly access: ConfiguredAccess;
}

type Environment = NodeJS.ProcessEnv;

/** Reads the configuration that `serve` would; `asked`: its path, where one was named. Throws nothing of the file's making. */
export function examineStation(asked: string | undefined, env: Environment, folder: string): ExaminedStation {
  const none = { beds: [], port: DEFAULT_PORT, history: null, receivers: [], access: DEFAULT_ACCESS };
  try {
    const path = findConfiguration(asked, env, folder);
    if (path === null) return { ...none, verdict: fine("none: a station shows a demonstration") };
    const read = readText(readConfiguration(path), path);
    const configuration = soundConfiguration(read, path);
    const { port, history, receivers, access } = configuration;
    const beds = configuration.beds.map(({ plan }) => plan);
    const doubts = warningsOf(configuration, read.lines, env);
    const known = `${path} is sound, ${beds.length === 1 ? "1 bed" : `${beds.length} beds`}`;
    const verdict =
      doubts.length === 0
        ? fine(known)
        : warning(`${known}, but ${doubts.map(({ sentence }) => sentence).join("; ")}`, "see afar config check");
    return { verdict, beds, port, history, receivers, access };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { ...none, verdict: failure(said.replace(/\.$/, ""), "see afar config check") };
  }
}

/** Whether the history can be kept where it is to lie. A database is not asked. Throws AfarError CONFIG_INVALID. */
export function checkHistory(history: ConfiguredHistory | null, env: Environment): Verdict {
  const place = historyPlace(history, env, historyThreadPath()) ?? defaultHistoryPlace(dataDirectory(env));
  if (place.kind === "sqlite") return checkHistoryFolder(place.path);
  return fine(`PostgreSQL, schema ${place.schema}; the database itself was not asked`);
}
