import type { RatePoint } from "./truth.ts";

/**
 * Rate per second from intervals between beats or breaths, ms in order, the first of which begins at `beginMs`: the mean over
 * the second around each whole second of 60 s / interval.
 */
export function ratesOfIntervals(ibiMs: readonly number[], beginMs = 0): RatePoint[] {
  const points: RatePoint[] = [];
  const endMs = ibiMs.reduce((sum, interval) => sum + interval, beginMs);
  let first = 0;
  let firstStartMs = beginMs;
  for (let tMs = 1000 * Math.ceil(beginMs / 1000); tMs <= endMs; tMs += 1000) {
    const fromMs = Math.max(beginMs, tMs - 500);
    const toMs = Math.min(endMs, tMs + 500);
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
