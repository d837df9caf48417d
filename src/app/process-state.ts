import { readFileSync } from "node:fs";

/** What the system says of a process. */
export interface ProcessState {
  /** Memory that the process holds in RAM, MB (10^6 bytes). */
  readonly residentMb: number;
  /** True while a signal has stopped it: it lives, holds its memory and does nothing. */
  readonly stopped: boolean;
}

/** Reads a process's state from Linux's /proc; null where there is none, or where the process is gone. */
export function readProcessState(pid: number): ProcessState | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/status`, "latin1");
  } catch {
    return null;
  }
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(text);
  const state = /^State:\s+(\S)/m.exec(text);
  // A zombie holds no memory and has no such line.
  if (!resident || !state) return null;
  return { residentMb: (Number(resident[1]) * 1024) / 1e6, stopped: state[1] === "T" || state[1] === "t" };
}
