import type { RatePoint } from "./truth.ts";

/**
 * Rate per second from intervals between beats, ms in order, the first of which begins at time 0: the mean over the second
 * around each whole second of 60 s / interval.
 */
export function ratesOfIntervals(ibiMs: readonly number[]): RatePoint[] {
  const points: RatePoint[] = [];
  const totalMs = ibiMs.reduce((sum, interval) => sum + interval, 0);
  let first = 0;
  let firstStartMs = 0;
  for (let tMs = 0; tMs <= totalMs; tMs += 1000) {
    const fromMs = Math.max(0, tMs - 500);
    const toMs = Math.min(totalMs, tMs + 500);
    while (first < ibiMs.length - 1 && firstStartMs + ibiMs[first] <= fromMs) {
      firstStartMs += ibiMs[first];
      first += 1;
    }
    let beats = 0;
    for (let i = first, startMs = firstStartMs; i < ibiMs.length && startMs < toMs; startMs += ibiMs[i], i++) {
      const overlapMs = Math.min(toMs, startMs + ibiMs[i]) - Math.max(fromMs, startMs);
      beats += Math.max(0, overlapMs) / ibiMs[i];
    }
    if (toMs > fromMs) points.push({ tMs, ratePerMin: (60_000 * beats) / (toMs - fromMs) });
  }
  return points;
}
