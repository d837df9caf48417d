import { join, resolve } from "node:path";

import { AfarError } from "../base/errors.ts";
import { cacheDirectory, type ModelPaths, prepareModels } from "../inference/model-cache.ts";
import { measureAccuracy, pulseMethods, type TruthfulTraces } from "../evaluate/accuracy-bench.ts";
import { findRecordings } from "../evaluate/layouts/layout-choice.ts";
import { readRecordedTraces } from "../evaluate/recorded-traces.ts";
import type { Recording } from "../evaluate/recording.ts";
import { planTraceCache, type TraceCache } from "../evaluate/trace-cache.ts";
import { loadVitalLens } from "../evaluate/vitallens.ts";

import { accuracyObject, accuracyTable } from "./accuracy-report.ts";
import { thisMachine } from "./bench-machine.ts";
import { builtHash } from "./built-hash.ts";
import { packageRoot } from "./package-root.ts";
import { planProgress } from "./progress.ts";

interface AccuracyOptions {
  readonly json?: boolean;
  /** Folder of recordings with truth; default: AFAR_RECORDINGS, else ../shared/recordings beside the package. */
  readonly recordings?: string;
}

/** `afar bench accuracy`: Afar and others on the same colour traces, each held against the truth. */
export async function benchAccuracy(options: AccuracyOptions): Promise<void> {
  const machine = thisMachine();
  const folder = options.recordings ?? resolve(packageRoot(), process.env.AFAR_RECORDINGS ?? "../shared/recordings");
  const recordings = findRecordings(folder, "afar").recordings.filter(isColour);
  const cacheDir = cacheDirectory(process.env);
  const models = await prepareModels(cacheDir);
  const cache = planTraceCache(join(cacheDir, "traces"), builtHash);
  const loaded = await loadVitalLens();
  const failed: { name: string; cause: string }[] = [];
  const methods = pulseMethods("vitalLens" in loaded ? loaded.vitalLens : null);
  const groups = await measureAccuracy(methods, tracesOf(recordings, cache, models, failed));
  const missing = "cause" in loaded ? loaded.cause : null;
  const figures = { machine, groups, missing, failed };
  process.stdout.write(options.json ? `${JSON.stringify(accuracyObject(figures))}\n` : accuracyTable(figures));
}

async function* tracesOf(
  recordings: readonly Recording[],
  cache: TraceCache,
  models: ModelPaths,
  failed: { name: string; cause: string }[],
): AsyncGenerator<TruthfulTraces> {
  const progress = planProgress("accuracy", recordings.length);
  try {
    for (const [i, { name, playback, truth }] of recordings.entries()) {
      if (playback.kind !== "file") continue;
      const { path } = playback;
      try {
        const { pulse } = await truth();
        if (pulse) {
          const traces = await cache.traces(path, () => readRecordedTraces(path, models));
          yield { group: name.includes("/") ? name.slice(0, name.indexOf("/")) : "recordings", traces, truth: pulse };
        }
      } catch (error) {
        if (!(error instanceof AfarError) || error.exit !== 2) throw error;
        failed.push({ name, cause: error.message });
      }
      progress.at(i + 1);
    }
  } finally {
    progress.end();
  }
}

/** A finished waveform has no colours that methods could be held side by side on. */
function isColour({ playback }: Recording): boolean {
  return playback.kind === "file" && !playback.path.endsWith(".bvp.csv");
}
