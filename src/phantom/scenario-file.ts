import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { AfarError } from "../base/errors.ts";

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
      throw new AfarError("FILE_MISSING", `there is no scenario ${path}: fixtures/scenarios/README.md names them.`);
    }
    return parseScenario(readFileSync(fixture, "utf8"), fixture);
  }
  throw new AfarError(
    "FILE_MISSING",
    `${path} does not exist: give a scenario file, or a name from fixtures/scenarios.`,
  );
}
