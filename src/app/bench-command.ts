import { availableParallelism, cpus, loadavg } from "node:os";

import { AfarError } from "../base/errors.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { measurePipeline } from "../evaluate/pipeline-bench.ts";
import { measureRegionUpdate } from "../evaluate/region-bench.ts";
import { measureSecond } from "../evaluate/second-bench.ts";
import { loadVitalLens } from "../evaluate/vitallens.ts";

import { CLIP_FORMATS, CLIP_RATE_HZ, meanRateBpm, openBenchClip } from "./bench-clip.ts";
import { benchObject, benchTable, type Machine, type TimedClip } from "./bench-report.ts";
import { type Progress, planProgress } from "./progress.ts";

/** The analysis window takes 10 s to grow to its full length. */
const WARM_UP_S = 11;
const MEASURED_S = 15;

/** `afar bench`: throughput by stage and of one region's update, figures on standard output. */
export async function bench(options: { readonly json?: boolean; readonly recordings?: string }): Promise<void> {
  if (options.recordings !== undefined) {
    throw new AfarError("USAGE", "--recordings is for bench accuracy alone: leave it out, or ask for accuracy.");
  }
  const machine = thisMachine();
  // First, in a process as fresh as a bed's: the references below lead the compiler to code that suits them all.
  const second = measureSecond(stepsOf("timing a second"));
  const cacheDir = cacheDirectory(process.env);
  const models = await prepareModels(cacheDir);
  const pipelines: TimedClip[] = [];
  for (const [name, format] of Object.entries(CLIP_FORMATS)) {
    const source = await openBenchClip(format, cacheDir, stepsOf(`rendering ${name}`));
    try {
      const plan = { rateHz: CLIP_RATE_HZ, warmUpS: WARM_UP_S, measuredS: MEASURED_S };
      const times = await measurePipeline(source, await createFaceTracker(models), plan, stepsOf(`timing ${name}`));
      pipelines.push({ ...times, truthBpm: meanRateBpm(source) });
    } finally {
      source.close();
    }
  }
  const loaded = await loadVitalLens();
  const vitalLens = "vitalLens" in loaded ? loaded.vitalLens : null;
  const figures = {
    machine,
    pipelines,
    region: measureRegionUpdate(vitalLens, stepsOf("timing a region")),
    second,
    missing: "cause" in loaded ? loaded.cause : null,
  };
  process.stdout.write(options.json ? `${JSON.stringify(benchObject(figures))}\n` : benchTable(figures));
}

/** A bar that starts with the first step and goes with the last. */
function stepsOf(label: string): (done: number, of: number) => void {
  let progress: Progress | null = null;
  return (done, of) => {
    progress ??= planProgress(label, of);
    progress.at(done);
    if (done === of) progress.end();
  };
}

/** The machine that figures belong to, and how busy it is. */
export function thisMachine(): Machine {
  return {
    model: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    node: process.versions.node,
    load: loadavg()[0],
  };
}
