import type { AddedTimes } from "../evaluate/added-bench.ts";
import type { BedsCost } from "../evaluate/beds-bench.ts";
import type { NetworkCost } from "../evaluate/network-bench.ts";
import { type PipelineTimes, STAGES } from "../evaluate/pipeline-bench.ts";
import type { SecondTimes } from "../evaluate/second-bench.ts";
import type { Spread } from "../evaluate/spread.ts";

import { type Machine, machineLine } from "./bench-machine.ts";
import { type RegionFigures, regionHistory, regionLines, regionObject } from "./region-report.ts";

/** One clip's times beside what the chain should have read from it. */
export interface TimedClip extends PipelineTimes {
  readonly truthBpm: number;
}

export interface BenchFigures {
  readonly machine: Machine;
  readonly pipelines: readonly TimedClip[];
  /** Breathing and movement on 640x480. */
  readonly added: AddedTimes;
  /** Learned networks that were added here, on 640x480. */
  readonly networks?: readonly NetworkCost[];
  /** Ever more beds of 640x480 in one process. */
  readonly beds: readonly BedsCost[];
  readonly region: RegionFigures;
  readonly second: SecondTimes;
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
export function benchTable({ machine, pipelines, added, networks = [], beds, region, second }: BenchFigures): string {
  const row = (label: string, cell: (times: TimedClip) => string) =>
    [label.padEnd(22), ...pipelines.map((times) => cell(times).padEnd(26))].join("").trimEnd();
  return [
    machineLine(machine),
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
    `breathing and movement: ${spread(added.allMs, 2)} ms a frame, ${(100 * added.share.median).toFixed(1)} % of the chain without them`,
    ...networks.map(({ name, pictureMs }) => `network ${name}: ${spread(pictureMs, 2)} ms a frame, off by default`),
    "",
    "Beds of 640x480 side by side in one process, for a second of video (quartiles)",
    `${"beds".padEnd(12)}${"ms of processor a bed".padEnd(26)}ms for all`,
    ...beds.map(
      ({ beds, bedCpuMs, wallMs }) => `${String(beds).padEnd(12)}${spread(bedCpuMs, 0).padEnd(26)}${spread(wallMs, 0)}`,
    ),
    "",
    ...regionLines(region),
    "",
    `The estimator's second, ${second.regions} regions, windows of 6, 10 and 15 s: ${spread(second.updateMs, 2)} ms`,
    "",
  ].join("\n");
}

/** The same for programs; times in the unit of their names, null where there is no figure. */
export function benchObject({ machine, pipelines, added, networks = [], beds, region, second }: BenchFigures) {
  const streams = (widthPx: number) => {
    const times = pipelines.find((pipeline) => pipeline.widthPx === widthPx);
    return times ? streamsPerCore(times) : null;
  };
  return {
    machine,
    ...regionObject(region),
    secondUpdateMs: second.updateMs.median,
    streamsPerCore640x480: streams(640),
    streamsPerCore720p: streams(1280),
    addedShare640x480: added.share.median,
    pipelines,
    added,
    networks,
    beds,
    second,
  };
}

/** Times that runs are compared by. */
export function benchHistory({ pipelines, added, beds, region, second }: BenchFigures): Record<string, Spread> {
  const named = (name: string, of: (times: TimedClip) => Spread) =>
    Object.fromEntries(pipelines.map((times) => [`${name}${times.widthPx}x${times.heightPx}Ms`, of(times)]));
  return {
    ...named("chain", ({ chainMs }) => chainMs),
    ...named("cpu", ({ cpuMs }) => cpuMs),
    added640x480Ms: added.allMs,
    ...Object.fromEntries(beds.map((cost) => [`cpuOf${cost.beds}BedsMs`, cost.bedCpuMs])),
    secondUpdateMs: second.updateMs,
    ...regionHistory(region),
  };
}

function spread({ median, lower, upper }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${lower.toFixed(digits)}-${upper.toFixed(digits)})`;
}
