import { readFileSync } from "node:fs";

/** Clock ticks a second in which Linux counts processor time, on every platform that Node runs on. */
const TICKS_PER_S = 100;

export interface ProcessUsage {
  /** Processor time of all threads since the start, s. */
  readonly processorS: number;
  /** Memory in RAM, MB. */
  readonly residentMb: number;
}

/** Reads the usage of processes that live, from /proc. */
export function readUsage(pids: readonly number[]): ProcessUsage[] {
  return pids.map((pid) => {
    // The name in brackets may hold anything: the fields are counted from the bracket's end.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /, "")
      .split(" ");
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"));
    return {
      processorS: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S,
      residentMb: Math.round((Number(resident?.[1] ?? 0) * 1024) / 1e6),
    };
  });
}
