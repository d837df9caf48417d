import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";

import { AfarError } from "../base/errors.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { type Evaluation, evaluate as evaluateAll } from "../evaluate/evaluation.ts";
import { type EvaluationReport, reportOf } from "../evaluate/evaluation-report.ts";
import { evaluationTable } from "../evaluate/evaluation-table.ts";
import { findRecordings } from "../evaluate/layouts/layout-choice.ts";
import { planReadingCache } from "../evaluate/reading-cache.ts";
import type { Recording } from "../evaluate/recording.ts";
import { replayFile } from "../evaluate/replayed-file.ts";
import { replayFrames } from "../evaluate/replayed-frames.ts";

import { builtHash } from "./built-hash.ts";
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
  const { jobs = availableParallelism(), tolerance: tolerancePerMin = null } = options;
  if (jobs === 0) throw new AfarError("USAGE", "--jobs 0 would do nothing: give the number of recordings at a time.");
  const { layout, recordings } = findRecordings(folder, options.layout ?? null);
  const cacheDir = cacheDirectory(process.env);
  const cache = planReadingCache(join(cacheDir, "evaluations"), builtHash);
  const mainPath = join(packageRoot(), "dist", "main.js");
  // Once for all, so that processes that start at the same time find the networks ready.
  const models = await prepareModels(cacheDir);
  const progress = planProgress("evaluate", recordings.length);
  const replay = ({ playback }: Recording) =>
    playback.kind === "file"
      ? cache.readings([playback.path], () => replayFile(mainPath, playback.path))
      : cache.readings(playback.files, () => replayFrames(playback.open, models));
  const evaluation = await evaluateAll(recordings, {
    jobs,
    tolerancePerMin,
    replay,
    onDone: (done) => progress.at(done),
  }).finally(() => progress.end());
  refuseNothing(folder, evaluation);
  const report = reportOf(evaluation, layout);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : evaluationTable(report));
  if (options.report !== undefined) await writeReport(options.report, folder, report, evaluation);
  refuseFailures(evaluation);
}

async function writeReport(path: string, folder: string, report: EvaluationReport, { recordings }: Evaluation) {
  const { reportPage } = await import("../evaluate/report-page.ts");
  const title = { folder: basename(resolve(folder)), build: builtHash()?.slice(0, 12) ?? "unknown" };
  try {
    writeFileSync(path, reportPage(report, recordings, title));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new AfarError("USAGE", `${path} cannot be written: give --report a path in a folder that is yours.`, {
      cause,
    });
  }
}

function refuseNothing(folder: string, { recordings, failed }: Evaluation): void {
  if (recordings.length > 0 || failed.length > 0) return;
  throw new AfarError("FILE_UNREADABLE", `${folder} holds no truth to hold against a rate: give pulseBpm or ibiMs.`);
}

/** The rest was evaluated and printed; what was not is bad input. */
function refuseFailures({ failed, recordings }: Evaluation): void {
  if (failed.length === 0) return;
  const count = `${failed.length} of ${failed.length + recordings.length} recordings`;
  const [{ name, cause }] = failed;
  throw new AfarError("FILE_UNREADABLE", `${count} could not be evaluated, the first being ${name}: ${cause}`);
}
