import { AfarError } from "../base/errors.ts";
import { cacheDirectory } from "../inference/model-cache.ts";

import type { BedPlan } from "./bed-plan.ts";
import { sourceFault } from "./configuration/source-kind.ts";
import { shownAddress } from "./configuration/source-secret.ts";
import { examineBox } from "./doctor-checks.ts";
import type { Finding } from "./doctor-finding.ts";
import { examineStation } from "./doctor-station.ts";

interface DoctorOptions {
  readonly config?: string;
  readonly source?: string;
  /** Seconds; false: none. */
  readonly shot: number | false;
  readonly json?: boolean;
}

/** A finding about a bed's source, or about the box itself: then both are null. */
interface PlacedFinding extends Finding {
  readonly bed: string | null;
  /** Without user, password and query. */
  readonly source: string | null;
}

const SHORTEST_SHOT_S = 5;

/**
 * `afar doctor`: a line per check on standard output, exit 1 where something keeps Afar from working. A test shot in which no
 * pulse is read is no failure: an empty bed rightly shows none. Throws AfarError USAGE.
 */
export async function doctor({ config, source, shot, json = false }: DoctorOptions): Promise<void> {
  const shotS = refuseMisuse(source, shot);
  const cacheDir = cacheDirectory(process.env);
  const station = examineStation(config, process.env, process.cwd());
  const findings: PlacedFinding[] = [];
  const tell = (finding: Finding, bed: string | null, address: string | null) => {
    findings.push({ ...finding, bed, source: address });
    if (!json) process.stdout.write(lineOf(finding));
  };
  for await (const finding of examineBox(station, cacheDir)) tell(finding, null, null);
  const beds: readonly BedPlan[] = source === undefined ? station.beds : [{ bed: "1", label: "", source, demo: false }];
  for (const plan of shotS === null ? [] : beds) {
    const address = shownAddress(plan.source);
    if (!json) process.stdout.write(`\n${headingOf(plan.label, address, shotS ?? 0)}\n`);
    const { examineSource } = await import("./doctor-source.ts");
    for await (const finding of examineSource(plan, cacheDir, shotS ?? 0)) tell(finding, plan.bed, address);
  }
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
  const failures = count("failure");
  if (json) process.stdout.write(`${JSON.stringify({ works: failures === 0, findings })}\n`);
  else process.stdout.write(`\n${conclusionOf(failures, count("warning"))}\n`);
  if (failures > 0) process.exitCode = 1;
}

/** The shot's length, s; null for none. */
function refuseMisuse(source: string | undefined, shot: number | false): number | null {
  const fault = source === undefined ? null : source.trim() === "" ? "is empty" : sourceFault(source);
  if (fault !== null) throw new AfarError("USAGE", `the address behind --source ${fault}.`);
  if (shot === false) return null;
  if (shot < SHORTEST_SHOT_S) {
    throw new AfarError(
      "USAGE",
      `--shot ${shot} is too short to see anything: give ${SHORTEST_SHOT_S} or more seconds.`,
    );
  }
  return shot;
}

function headingOf(label: string, address: string, seconds: number): string {
  return `Test shot of ${label === "" ? address : `${label}, ${address}`} (${seconds} s)`;
}

function lineOf({ check, state, detail, remedy }: Finding): string {
  const label = { ok: "ok", warning: "warning", failure: "FAILURE" }[state].padEnd(7);
  return `${label}  ${check.padEnd(13)}  ${detail}${remedy === null ? "" : `: ${remedy}`}\n`;
}

function conclusionOf(failures: number, warnings: number): string {
  if (failures > 0) return failures === 1 ? "One thing must be mended." : `${failures} things must be mended.`;
  if (warnings === 0) return "All that Afar needs works here.";
  return `All that Afar needs works here; ${warnings === 1 ? "one thing is" : `${warnings} things are`} worth a look.`;
}
