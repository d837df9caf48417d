import { AfarError } from "../base/errors.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { measurePipeline } from "../evaluate/pipeline-bench.ts";
import { measureSecond } from "../evaluate/second-bench.ts";

import { CLIP_FORMATS, CLIP_RATE_HZ, meanRateBpm, openBenchClip } from "./bench-clip.ts";
import { thisMachine } from "./bench-machine.ts";
import { benchObject, benchTable, type TimedClip } from "./bench-report.ts";
import { stepsOf } from "./progress.ts";
import { measureRegion, writeCostPlot } from "./region-command.ts";

interface BenchOptions {
  readonly json?: boolean;
  /** For accuracy alone. */
  readonly recordings?: string;
  /** Where the plot of a region's cost goes, SVG. */
  readonly report?: string;
}

/** The analysis window takes 10 s to grow to its full length. */
const WARM_UP_S = 11;
const MEASURED_S = 15;

/** `afar bench`: throughput by stage and of one region's update, figures on standard output. */
export async function bench(options: BenchOptions): Promise<void> {
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
  const figures = { machine, pipelines, region: await measureRegion(), second };
  if (options.report !== undefined) writeCostPlot(options.report, figures.region);
  process.stdout.write(options.json ? `${JSON.stringify(benchObject(figures))}\n` : benchTable(figures));
}
