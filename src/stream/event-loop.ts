import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";

/** How long the station's event loop was kept from its work, ms. */
export interface EventLoopDelay {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const RESOLUTION_MS = 10;

export interface EventLoopWatch {
  /** Delays since the last call with `renew`, or since the start. */
  read(renew: boolean): EventLoopDelay;
  stop(): void;
}

/** Watches this process's event loop: a timer that is due every 10 ms, and how late it is. */
export function watchEventLoop(): EventLoopWatch {
  const histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  // The histogram holds whole intervals: what is beyond the timer's own is delay.
  const delayMs = (nanoseconds: number) => Math.max(0, Math.round(nanoseconds / 1e5 - RESOLUTION_MS * 10) / 10);
  return {
    read(renew) {
      const delay = {
        p50Ms: delayMs(histogram.percentile(50)),
        p99Ms: delayMs(histogram.percentile(99)),
        maxMs: delayMs(histogram.max),
      };
      if (renew) histogram.reset();
      return delay;
    },
    stop: () => {
      histogram.disable();
    },
  };
}
