import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { AfarError } from "../base/errors.ts";
import { nearestName } from "../wire/nearest-name.ts";

import { loopFrames } from "./loop.ts";
import { fixturePath } from "./portrait-file.ts";
import type { Scenario } from "./scenario.ts";
import { parseScenario } from "./scenario-parser.ts";

/**
 * Reads a scenario file.
 *
 * @param path a file, or the bare name of one in fixtures/scenarios, e.g. "demo-adult".
 * @throws AfarError FILE_MISSING, SCENARIO_INVALID.
 */
export function loadScenario(path: string): Scenario {
  if (existsSync(path)) return parseScenario(readFileSync(path, "utf8"), path);
  if (/^[\w-]+$/.test(path)) {
    const fixture = join(fixturePath("scenarios"), `${path}.json`);
    if (!existsSync(fixture)) {
      throw new AfarError("FILE_MISSING", `there is no scenario ${path}: ${nearNames(path)}.`);
    }
    return parseScenario(readFileSync(fixture, "utf8"), fixture);
  }
  throw new AfarError(
    "FILE_MISSING",
    `${path} does not exist: give a scenario file, or a name from fixtures/scenarios.`,
  );
}

/**
 * Reads a scenario that is to be played without end, as a station plays it.
 *
 * @throws AfarError as loadScenario, and SCENARIO_INVALID when something in the scenario happens only once.
 */
export function loadLoopedScenario(path: string): Scenario {
  const scenario = loadScenario(path);
  loopFrames(scenario);
  return scenario;
}

/** Near names listed at most: a reader picks from a few. */
const MOST_NAMES = 4;

/** Scenarios that may have been meant, the likeliest first: one that was mistyped, and those that share a word. */
function nearNames(name: string): string {
  const names = readdirSync(fixturePath("scenarios")).flatMap((file) =>
    file.endsWith(".json") ? [basename(file, ".json")] : [],
  );
  const words = name.toLowerCase().split(/[-_]/);
  const sharing = names.filter((known) => known.split("-").some((word) => words.includes(word)));
  const nearest = nearestName(name, names);
  const near = [...new Set([...(nearest === null ? [] : [nearest]), ...sharing])].slice(0, MOST_NAMES);
  const others = "fixtures/scenarios/README.md names them";
  return near.length === 0 ? others : `did you mean ${near.join(", ")}? ${others}`;
}
