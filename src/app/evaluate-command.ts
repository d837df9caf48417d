import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { AfarError } from "../base/errors.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { evaluate as evaluateAll } from "../evaluate/evaluation.ts";
import { reportOf } from "../evaluate/evaluation-report.ts";
import { evaluationTable } from "../evaluate/evaluation-table.ts";
import { findRecordings } from "../evaluate/layouts/layout-choice.ts";
import { planReadingCache } from "../evaluate/reading-cache.ts";
import { replayFile } from "../evaluate/replayed-file.ts";

import { packageRoot } from "./package-root.ts";
import { planProgress } from "./progress.ts";

interface EvaluateOptions {
  readonly layout?: string;
  readonly json?: boolean;
  readonly report?: string;
  readonly jobs?: number;
  readonly tolerance?: number;
}

/** `afar evaluate`: replays the recordings of a folder and holds them against their truth. */
export async function evaluate(folder: string, options: EvaluateOptions): Promise<void> {
  const { layout, recordings } = findRecordings(folder, options.layout ?? null);
  const cacheDir = cacheDirectory(process.env);
  const cache = planReadingCache(join(cacheDir, "evaluations"), builtHash);
  const mainPath = join(packageRoot(), "dist", "main.js");
  // Once for all, so that processes that start at the same time find the networks ready.
  await prepareModels(cacheDir);
  const progress = planProgress("evaluate", recordings.length);
  const evaluation = await evaluateAll(recordings, {
    jobs: options.jobs ?? availableParallelism(),
    tolerancePerMin: options.tolerance ?? null,
    replay: ({ playback }) => {
      if (playback.kind === "file") return cache.readings([playback.path], () => replayFile(mainPath, playback.path));
      throw new Error("frames");
    },
    onDone: (done) => progress.at(done),
  }).finally(() => progress.end());
  const report = reportOf(evaluation, layout);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : evaluationTable(report));
}

/** What the build stands for; null where it does not say. */
function builtHash(): string | null {
  try {
    return readFileSync(join(packageRoot(), "dist", "station.sha256"), "utf8");
  } catch {
    return null;
  }
}
