import { closeSync, openSync } from "node:fs";
import { hostname } from "node:os";

import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";

import { type ConfiguredAccess, DEFAULT_ACCESS } from "./configuration/access.ts";
import { watchPath } from "./configuration/file-watch.ts";
import { historyPlace } from "./configuration/history-choice.ts";
import { planLiveConfiguration } from "./configuration/live-configuration.ts";
import type { ConfiguredReceiver } from "./configuration/receivers.ts";
import { historyThreadPath } from "./entry-path.ts";
import { dataDirectory } from "./history-place.ts";
import { raiseStation } from "./process-priority.ts";
import type { PlannedReceiver } from "./receiver-plan.ts";
import { stationAccess } from "./serve-access.ts";
import { planServe, type ServeOptions, type ServePlan } from "./serve-plan.ts";
import { type Station, type StationOptions, startStation } from "./station.ts";

/** `afar serve`: runs the station until it is asked to stop, and meanwhile follows its configuration. */
export async function serve(options: ServeOptions): Promise<void> {
  const plan = planServe(options, process.env, process.cwd());
  if (plan.unusedPath !== null) tell(`${plan.unusedPath} is not used: --source names the beds`, true);
  raiseStation();
  const prepare = () => prepareModels(cacheDirectory(process.env));
  const configured = plan.configured?.configuration.access ?? DEFAULT_ACCESS;
  const access = stationAccess(configured, dataDirectory(process.env), process.env);
  const station = await startStation(plan.beds, plan.port, prepare, { ...(await stationOptions(plan)), access });
  process.stdout.write(`Afar's monitor: ${stationUrl(configured, station.port)}\n`);
  const { setUpCode } = access.accounts;
  if (setUpCode !== null)
    process.stdout.write(`Nobody has an account yet. The page asks for this code once: ${setUpCode}\n`);
  if (plan.isDemonstration) process.stdout.write("No camera is configured: the beds are a demonstration.\n");
  if (plan.configured)
    process.stdout.write(`Configured by ${plan.configured.path}; changes are taken as they are saved.\n`);
  process.stdout.write("Investigational, not for clinical use. Ctrl-C ends it.\n");
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    const reload = follow(plan, station);
    process.on("SIGHUP", () => (reload === null || terminalIsGone() ? resolve() : reload()));
  });
  await station.close();
}

async function stationOptions({ configured }: ServePlan): Promise<StationOptions> {
  if (!configured) return {};
  const { beds, history, receivers } = configured.configuration;
  const place = historyPlace(history, process.env, historyThreadPath());
  const settings = new Map(beds.map(({ plan, alarms }) => [plan.bed, alarms]));
  return {
    alarmSettings: (bed) => settings.get(bed),
    ...(place && { historyPlace: () => place }),
    ...(history && { retention: history.retention }),
    recordingsFolder: configured.configuration.replayFolder,
    receivers: await plannedReceivers(receivers),
  };
}

/** What speaks to receivers is loaded only where there are any: a station without starts sooner. */
async function plannedReceivers(receivers: readonly ConfiguredReceiver[]): Promise<PlannedReceiver[]> {
  if (receivers.length === 0) return [];
  const { planReceiver } = await import("./receiver-plan.ts");
  return receivers.map((receiver) => planReceiver(receiver, process.env));
}

/** Follows the file that configured the station. Returns what reads it at once; null where no file did. */
function follow({ configured }: ServePlan, station: Station): (() => void) | null {
  if (!configured) return null;
  const { path, configuration: running } = configured;
  const live = planLiveConfiguration({ path, running, apply: (change) => station.apply(change), tell });
  watchPath(path, () => void live.reload(false));
  return () => void live.reload(true);
}

/** Where people open the monitor: by the first of the station's names, else by its address. */
function stationUrl({ tls, names, address }: ConfiguredAccess, port: number): string {
  const isAny = address === "0.0.0.0" || address === "::";
  const [name = isAny ? hostname() : address.includes(":") ? `[${address}]` : address] = names;
  return `${tls ? "https" : "http"}://${name}:${port}`;
}

function tell(sentence: string, isFault: boolean): void {
  if (isFault) process.stderr.write(`afar: ${sentence}\n`);
  else process.stdout.write(`${sentence}\n`);
}

/** True where the signal came because the terminal was closed, and nobody asked for a reload. */
function terminalIsGone(): boolean {
  if (!process.stdin.isTTY) return false;
  try {
    closeSync(openSync("/dev/tty", "r"));
    return false;
  } catch {
    return true;
  }
}
