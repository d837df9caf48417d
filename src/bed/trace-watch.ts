import type { TraceFrame } from "../base/trace-frame.ts";
import type { BedCommand } from "../wire/messages.ts";

/** Sees what a bed's values are calculated from, as it is used. Must not throw: monitoring goes on whatever a watcher does. */
export interface TraceWatch {
  /** Once, before the first frame: names of the regions, in the order of the traces. */
  begin(regions: readonly string[]): void;
  /** Each frame that is used, before the values that it changes; its arrays may be overwritten by the next. */
  frame(trace: TraceFrame): void;
  /** What a user said of whose bed it is, before the frame that follows. */
  command(command: BedCommand): void;
  /** Time passed up to `tMs` without a further frame that is used; what comes later has a later time. */
  passed(tMs: number): void;
}
