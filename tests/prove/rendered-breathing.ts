import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "vitest";

import type { EvaluationReport, RecordingFigures } from "../../src/evaluate/evaluation-report.ts";
import { afar } from "../command-line.ts";

/** Renders scenarios, whole or cut to `durationS`, into `folder`, and gives what `afar evaluate` says of their breathing. */
export async function renderedBreathing(
  folder: string,
  scenarios: Readonly<Record<string, object>>,
): Promise<Map<string, RecordingFigures>> {
  for (const [name, scenario] of Object.entries(scenarios)) {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(scenario));
    const { code, err } = await afar("phantom", file, "--out", join(folder, `${name}.mp4`));
    expect(err).not.toContain("fault");
    expect(code).toBe(0);
  }
  const { code, out } = await afar("evaluate", folder, "--json");
  expect(code).toBe(0);
  const report: EvaluationReport = JSON.parse(out);
  return new Map(report.recordings.map((recording) => [recording.name.replace(/\.\w+$/, ""), recording]));
}
