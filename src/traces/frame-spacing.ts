import { MAX_BRIDGE_MS } from "./trace-buffer.ts";

/** Rounded time stamps stray by so much. */
const ROUNDING_MS = 1;
/** Far beyond the longest analysis window. */
const KEPT_MS = 120_000;

export interface FrameSpacing {
  /** Takes the time of the next frame that is used, ms. */
  push(tMs: number): void;
  /** Share 0..1 of the last `spanMs` before `nowMs` in which frames lay too far apart, though near enough to be bridged. */
  sparseShare(nowMs: number, spanMs: number): number;
}

/**
 * Plans the watch over how densely light is sampled: between frames further apart than `mostMs` a beat may pass unseen, and a
 * faster rhythm looks like a slower one (Nyquist 1928, Shannon 1949). Driven by the frames' own time.
 */
export function planFrameSpacing(mostMs: number): FrameSpacing {
  let lastMs: number | null = null;
  let sparse: { readonly fromMs: number; readonly toMs: number }[] = [];
  return {
    push(tMs) {
      const apartMs = lastMs === null ? 0 : tMs - lastMs;
      if (lastMs !== null && apartMs > mostMs + ROUNDING_MS && apartMs <= MAX_BRIDGE_MS) {
        sparse.push({ fromMs: lastMs, toMs: tMs });
        if (sparse[0].toMs < tMs - 2 * KEPT_MS) sparse = sparse.filter(({ toMs }) => toMs >= tMs - KEPT_MS);
      }
      lastMs = tMs;
    },
    sparseShare(nowMs, spanMs) {
      const startMs = nowMs - spanMs;
      let sumMs = 0;
      for (let i = sparse.length - 1; i >= 0 && sparse[i].toMs > startMs; i--) {
        sumMs += Math.max(0, Math.min(sparse[i].toMs, nowMs) - Math.max(sparse[i].fromMs, startMs));
      }
      return spanMs > 0 ? sumMs / spanMs : 0;
    },
  };
}
