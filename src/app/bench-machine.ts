import { availableParallelism, cpus, loadavg } from "node:os";

/** The machine that figures belong to. */
export interface Machine {
  readonly model: string;
  readonly cores: number;
  readonly node: string;
  /** Processes that wanted to run in the minute before the measurement, on average: all but idle is noise in the figures. */
  readonly load: number;
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

/** The same as a line for people. */
export function machineLine({ model, cores, node, load }: Machine): string {
  return `Throughput on ${model}, ${cores} cores, Node ${node}, load ${load.toFixed(1)} before`;
}
