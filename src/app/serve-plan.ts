import { statSync } from "node:fs";
import { extname, resolve } from "node:path";

import { AfarError } from "../base/errors.ts";
import { loadLoopedScenario } from "../phantom/scenario-file.ts";

import { type BedPlan, DEMONSTRATION } from "./bed-plan.ts";
import { type Configuration, DEFAULT_PORT } from "./configuration/configuration.ts";
import { findConfiguration, readConfiguration } from "./configuration/configuration-file.ts";
import { readText, soundConfiguration } from "./configuration/configuration-text.ts";
import { filePathOf, isRendered, sourceFault } from "./configuration/source-kind.ts";

export interface ServeOptions {
  readonly config?: string;
  readonly source: readonly string[];
  readonly demo?: boolean;
  readonly port?: number;
}

/** What a station is to run. */
export interface ServePlan {
  readonly beds: readonly BedPlan[];
  readonly port: number;
  readonly isDemonstration: boolean;
  /** Null where no file says it. */
  readonly configured: { readonly path: string; readonly configuration: Configuration } | null;
  /** Path of a file that is there but not used; null where there is none. */
  readonly unusedPath: string | null;
}

/**
 * What the options and the configuration on this box ask for. With a configuration there never is a demonstration, whatever is
 * wrong with it.
 *
 * Throws AfarError USAGE for options that exclude each other and addresses that nothing could open, FILE_MISSING for a file or
 * scenario that is not there, SCENARIO_INVALID for one that cannot go on without end, NO_VIDEO and FILE_UNREADABLE for a file
 * without pictures, and what the configuration has to say. A camera is not asked: one that is missing is waited for.
 */
export function planServe(
  options: ServeOptions,
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): ServePlan {
  const { config, source, demo = false } = options;
  const sources = source.length > 0;
  if (demo && sources) throw excluding("--demo and --source", "a demonstration never stands beside real beds");
  if (config !== undefined && sources) throw excluding("--config and --source", "the configuration names the beds");
  const path = findConfiguration(config, env, folder);
  if (demo && path !== null) {
    throw excluding("--demo and a configuration", `this box is configured by ${path}, and shows no demonstration`);
  }
  const port = options.port ?? DEFAULT_PORT;
  if (sources) {
    for (const address of source) refuseHopeless(address, folder);
    return { beds: source.map(bedOf), port, isDemonstration: false, configured: null, unusedPath: path };
  }
  if (path === null) return { beds: DEMONSTRATION, port, isDemonstration: true, configured: null, unusedPath: null };
  const configuration = soundConfiguration(readText(readConfiguration(path, config), path), config ?? path);
  return {
    beds: configuration.beds.map(({ plan }) => plan),
    port: options.port ?? configuration.port,
    isDemonstration: false,
    configured: { path, configuration },
    unusedPath: null,
  };
}

/** Recordings without pictures. */
const OF_NUMBERS = [".csv", ".mcap"];

function excluding(what: string, why: string): AfarError {
  return new AfarError("USAGE", `${what} exclude each other: ${why}.`);
}

/** Whoever types an address is still there to correct it: better no station than a bed that is lost for good. */
function refuseHopeless(source: string, folder: string): void {
  const fault = source.trim() === "" ? "is empty" : sourceFault(source);
  if (fault !== null) throw new AfarError("USAGE", `the address behind --source ${fault}.`);
  if (isRendered(source)) loadLoopedScenario(source.slice("phantom:".length));
  const path = filePathOf(source);
  if (path !== null) refuseHopelessFile(path, folder);
}

/** Whether the pictures of a file can be decoded is for the bed's process to find out. */
function refuseHopelessFile(path: string, folder: string): void {
  const stats = statSync(resolve(folder, path), { throwIfNoEntry: false });
  if (!stats) throw new AfarError("FILE_MISSING", `${path} does not exist: check the path behind --source.`);
  if (stats.isFile() && stats.size === 0) {
    throw new AfarError("FILE_UNREADABLE", `${path} is empty: give a video file behind --source.`);
  }
  if (!stats.isDirectory() && !OF_NUMBERS.includes(extname(path).toLowerCase())) return;
  throw new AfarError(
    "NO_VIDEO",
    `${path} holds no video: run afar replay on recorded numbers, and serve a video file.`,
  );
}

function bedOf(source: string, index: number): BedPlan {
  // A phantom is a demonstration too, whoever asked for it.
  return { bed: String(index + 1), label: `Bed ${index + 1}`, source, demo: isRendered(source) };
}
