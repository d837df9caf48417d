import { AfarError } from "../base/errors.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { storedNetworks } from "../neural/network-store.ts";
import { type AddedTimes, measureAdded } from "../evaluate/added-bench.ts";
import { measureBeds } from "../evaluate/beds-bench.ts";
import { bedsCostPlot } from "../evaluate/beds-cost-plot.ts";
import { measureNetwork, type NetworkCost } from "../evaluate/network-bench.ts";
import { measurePipeline } from "../evaluate/pipeline-bench.ts";
import { regionCostPlot } from "../evaluate/region-cost-plot.ts";
import { measureSecond } from "../evaluate/second-bench.ts";

import { CLIP_FORMATS, CLIP_RATE_HZ, meanRateBpm, openBenchClip } from "./bench-clip.ts";
import { appendRun, historyPath } from "./bench-history-file.ts";
import { thisMachine } from "./bench-machine.ts";
import { benchHistory, benchObject, benchTable, type TimedClip } from "./bench-report.ts";
import { loadWitness, networkFolder } from "./model-choice.ts";
import { stepsOf } from "./progress.ts";
import { measureRegion, writePlots } from "./region-command.ts";

interface BenchOptions {
  readonly json?: boolean;
  /** For accuracy alone. */
  readonly recordings?: string;
  /** Where the plot of a region's cost goes, SVG. */
  readonly report?: string;
  /** The file of the runs; default: in the cache. */
  readonly history?: string;
}

/** A bed runs for days: the compiler is done after some 40 s of video, breathing's window has its full length by then. */
const WARM_UP_S = 45;
const MEASURED_S = 15;
const BEDS = [1, 2, 4, 8, 16, 32] as const;
/** A bed's windows grow to their full length while others are added; the code is compiled by what was timed before. */
const BED_WARM_UP_S = 3;
const BED_MEASURED_S = 3;

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
  const small = (label: string) => openBenchClip(CLIP_FORMATS["640x480"], cacheDir, stepsOf(label));
  const source = await small("rendering 640x480");
  let added: AddedTimes;
  try {
    const plan = { rateHz: CLIP_RATE_HZ, warmUpS: WARM_UP_S, measuredS: MEASURED_S };
    added = await measureAdded(source, await createFaceTracker(models), plan, stepsOf("timing breathing"));
  } finally {
    source.close();
  }
  const networks: NetworkCost[] = [];
  for (const stored of await storedNetworks(networkFolder(process.env))) {
    const clip = await small("rendering 640x480");
    try {
      const witness = await loadWitness(stored);
      networks.push(await measureNetwork(stored.manifest.name, witness, clip, await createFaceTracker(models)));
    } finally {
      clip.close();
    }
  }
  const beds = await measureBeds(
    async () => ({ source: await small("rendering 640x480"), tracker: await createFaceTracker(models) }),
    { rateHz: CLIP_RATE_HZ, beds: BEDS, warmUpS: BED_WARM_UP_S, measuredS: BED_MEASURED_S },
    stepsOf("timing beds"),
  );
  const figures = { machine, pipelines, added, networks, beds, region: await measureRegion(), second };
  appendRun(historyPath(options.history), machine, benchHistory(figures));
  if (options.report !== undefined) {
    writePlots(options.report, [regionCostPlot(figures.region.costs), bedsCostPlot(beds)]);
  }
  process.stdout.write(options.json ? `${JSON.stringify(benchObject(figures))}\n` : benchTable(figures));
}
