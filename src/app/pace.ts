import { setTimeout as sleep } from "node:timers/promises";

/** Further behind than this, real time is given up and counted anew. */
const MAX_LAG_MS = 1000;

/** Waits until the frame of `tMs` is due, at `speed` times real time since the first call; resolves with how late it is, ms. */
export function planPace(speed: number): (tMs: number) => Promise<number> {
  let originMs: number | null = null;
  return async (tMs) => {
    originMs ??= performance.now() - tMs / speed;
    const waitMs = originMs + tMs / speed - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    const lagMs = Math.max(0, performance.now() - originMs - tMs / speed);
    if (lagMs > MAX_LAG_MS) originMs += lagMs;
    return lagMs;
  };
}
