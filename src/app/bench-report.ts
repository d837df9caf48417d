import { type PipelineTimes, STAGES } from "../evaluate/pipeline-bench.ts";
import type { Comparison, RegionTimes } from "../evaluate/region-bench.ts";
import type { SecondTimes } from "../evaluate/second-bench.ts";
import type { Spread } from "../evaluate/spread.ts";

/** The machine that the figures belong to. */
export interface Machine {
  readonly model: string;
  readonly cores: number;
  readonly node: string;
  /** Processes that wanted to run in the minute before the measurement, on average: all but idle is noise in the figures. */
  readonly load: number;
}

/** One clip's times beside what the chain should have read from it. */
export interface TimedClip extends PipelineTimes {
  readonly truthBpm: number;
}

export interface BenchFigures {
  readonly machine: Machine;
  readonly pipelines: readonly TimedClip[];
  readonly region: RegionTimes;
  readonly second: SecondTimes;
  /** Why vitallens-core was not measured; null where it was. */
  readonly missing: string | null;
}

/** What a camera delivers. */
const STREAM_RATE_HZ = 30;

/**
 * Streams of 30 frames a second that one core carries, by processor time: while one stream waits for a thread that helps it,
 * the core serves another.
 */
function streamsPerCore({ cpuMs }: PipelineTimes): number {
  return 1000 / STREAM_RATE_HZ / cpuMs.median;
}

/** The figures as a table for people, lines joined. */
export function benchTable({ machine, pipelines, region, second, missing }: BenchFigures): string {
  const row = (label: string, cell: (times: TimedClip) => string) =>
    [label.padEnd(22), ...pipelines.map((times) => cell(times).padEnd(26))].join("").trimEnd();
  return [
    `Throughput on ${machine.model}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load.toFixed(1)} before`,
    "",
    "One stream, one core: ms a frame, median over seconds of video (quartiles)",
    row("", ({ widthPx, heightPx }) => `${widthPx}x${heightPx}`),
    ...STAGES.map((stage) => row(stage, ({ stagesMs }) => spread(stagesMs[stage], 2))),
    row("whole chain", ({ chainMs }) => spread(chainMs, 2)),
    row("processor time", ({ cpuMs }) => spread(cpuMs, 2)),
    row("frames a second", ({ chainMs }) => (1000 / chainMs.median).toFixed(0)),
    row("30 fps streams a core", (times) => streamsPerCore(times).toFixed(1)),
    row("face followed", ({ faceShare }) => `${(100 * faceShare).toFixed(0)} % of frames`),
    row("pulse read (true)", ({ rateBpm, truthBpm }) => `${rateBpm ?? "none"} (${truthBpm.toFixed(1)}) /min`),
    "",
    `One region's update, ${region.samples} samples at ${region.fsHz} Hz: POS, detrending, Hann, FFT, peak`,
    `${"".padEnd(46)}us an update (quartiles)    times ours    peaks differ by`,
    `${"ours".padEnd(46)}${spread(region.productUs, 1)}`,
    comparison("fft.js tuned, equal steps and lengths", region.equalSteps),
    comparison("fft.js tuned, peak from 4096 points", region.samePeak),
    comparison("fft.js with POS by its published loop, 4096", region.published),
    region.vitallensCore
      ? comparison("vitallens-core, a sample in, a rate of 10 s", region.vitallensCore)
      : `${"vitallens-core".padEnd(46)}not measured: ${missing}`,
    "",
    `The estimator's second, ${second.regions} regions, windows of 6, 10 and 15 s: ${spread(second.updateMs, 2)} ms`,
    "",
  ].join("\n");
}

/** The same for programs; times in the unit of their names, null where there is no figure. */
export function benchObject({ machine, pipelines, region, second, missing }: BenchFigures) {
  const streams = (widthPx: number) => {
    const times = pipelines.find((pipeline) => pipeline.widthPx === widthPx);
    return times ? streamsPerCore(times) : null;
  };
  return {
    machine,
    regionUpdateUs: region.productUs.median,
    ratioToFftJsEqualSteps: region.equalSteps.ratio,
    ratioToFftJsSamePeak: region.samePeak.ratio,
    ratioToPublishedPos: region.published.ratio,
    ratioToVitallensCore: region.vitallensCore?.ratio ?? null,
    secondUpdateMs: second.updateMs.median,
    streamsPerCore640x480: streams(640),
    streamsPerCore720p: streams(1280),
    pipelines,
    region,
    second,
    missing,
  };
}

function comparison(label: string, { us, ratio, peakDifferenceBpm }: Comparison): string {
  const cells = [spread(us, 1).padEnd(28), ratio.toFixed(2).padEnd(14), `${peakDifferenceBpm.toFixed(3)} /min`];
  return `${label.padEnd(46)}${cells.join("")}`;
}

function spread({ median, lower, upper }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${lower.toFixed(digits)}-${upper.toFixed(digits)})`;
}
