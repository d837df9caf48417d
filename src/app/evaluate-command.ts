import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";

import { AfarError } from "../base/errors.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import type { StoredNetwork } from "../neural/network-store.ts";
import { type Evaluation, evaluate as evaluateAll } from "../evaluate/evaluation.ts";
import { type EvaluationReport, reportOf } from "../evaluate/evaluation-report.ts";
import { evaluationTable } from "../evaluate/evaluation-table.ts";
import { findRecordings } from "../evaluate/layouts/layout-choice.ts";
import { type ComparedReport, comparisonTable } from "../evaluate/network-comparison.ts";
import { planReadingCache } from "../evaluate/reading-cache.ts";
import type { Recording } from "../evaluate/recording.ts";
import { replayFile } from "../evaluate/replayed-file.ts";
import { replayFrames } from "../evaluate/replayed-frames.ts";

import { builtHash } from "./built-hash.ts";
import { chosenNetwork, loadWitness } from "./model-choice.ts";
import { writeNamedFile } from "./named-file.ts";
import { packageRoot } from "./package-root.ts";
import { planProgress } from "./progress.ts";

interface EvaluateOptions {
  readonly layout?: string;
  readonly json?: boolean;
  readonly report?: string;
  readonly jobs?: number;
  readonly tolerance?: number;
  readonly network?: string;
}

/** `afar evaluate`: replays the recordings of a folder and holds them against their truth. */
export async function evaluate(folder: string, options: EvaluateOptions): Promise<void> {
  const { jobs = availableParallelism(), tolerance: tolerancePerMin = null } = options;
  if (jobs === 0) throw new AfarError("USAGE", "--jobs 0 would do nothing: give the number of recordings at a time.");
  const { layout, recordings } = findRecordings(folder, options.layout ?? null);
  const cacheDir = cacheDirectory(process.env);
  const mainPath = join(packageRoot(), "dist", "main.js");
  // Once for all, so that processes that start at the same time find the networks ready.
  const models = await prepareModels(cacheDir);
  const evaluated = async (network: StoredNetwork | null): Promise<Evaluated> => {
    const cache = planReadingCache(join(cacheDir, "evaluations"), () => builtWith(network));
    const progress = planProgress("evaluate", recordings.length);
    const name = network?.manifest.name ?? null;
    const replay = ({ playback }: Recording) =>
      playback.kind === "file"
        ? cache.readings([playback.path], () => replayFile(mainPath, playback.path, name))
        : cache.readings(playback.files, async () =>
            replayFrames(playback.open, models, network && (await loadWitness(network))),
          );
    const onDone = (done: number) => progress.at(done);
    const evaluation = await evaluateAll(recordings, { jobs, tolerancePerMin, replay, onDone }).finally(() =>
      progress.end(),
    );
    refuseNothing(folder, evaluation);
    return { label: name ?? "off", evaluation, report: reportOf(evaluation, layout) };
  };
  const networks = await Promise.all((options.network ?? "off").split(",").map(namedNetwork));
  const all: Evaluated[] = [];
  for (const network of networks) all.push(await evaluated(network));
  const { report, evaluation } = all[all.length - 1];
  const isOne = all.length === 1;
  if (options.json) {
    const whole = isOne ? report : Object.fromEntries(all.map(({ label, report }) => [label, report]));
    process.stdout.write(`${JSON.stringify(whole)}\n`);
  } else process.stdout.write(isOne ? evaluationTable(report) : comparisonTable(all));
  if (options.report !== undefined) await writeReport(options.report, folder, report, evaluation, isOne ? [] : all);
  refuseFailures(evaluation);
}

/** An evaluation with one network, or `off`. */
interface Evaluated extends ComparedReport {
  readonly evaluation: Evaluation;
}

/** null: none. */
async function namedNetwork(word: string): Promise<StoredNetwork | null> {
  return word === "off" ? null : chosenNetwork(word, process.env);
}

/** What replays: the build, and the network where there is one. */
function builtWith(network: StoredNetwork | null): string | null {
  const build = builtHash();
  return build === null || network === null ? build : `${build} ${JSON.stringify(network.manifest)}`;
}

async function writeReport(
  path: string,
  folder: string,
  report: EvaluationReport,
  { recordings }: Evaluation,
  compared: readonly ComparedReport[],
) {
  const { reportPage } = await import("../evaluate/report-page.ts");
  const { networkSection } = await import("../evaluate/network-section.ts");
  const networks = compared.length === 0 ? "" : networkSection(compared);
  const title = { folder: basename(resolve(folder)), build: builtHash()?.slice(0, 12) ?? "unknown" };
  writeNamedFile(path, "--report", reportPage(report, recordings, title, networks));
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
