import { setTimeout as sleep } from "node:timers/promises";

/** Further behind than this, real time is given up and counted anew: hurrying would not bring the frames back. */
const MAX_LAG_MS = 500;

/** Waits until the frame of `tMs` is due, at `speed` times real time since the first call. */
export function planPace(speed: number): (tMs: number) => Promise<void> {
  let originMs: number | null = null;
  return async (tMs) => {
    const nowMs = performance.now();
    originMs ??= nowMs - tMs / speed;
    const waitMs = originMs + tMs / speed - nowMs;
    if (waitMs > 1) await sleep(waitMs);
    else if (waitMs < -MAX_LAG_MS) originMs -= waitMs;
  };
}
