import { MAX_BRIDGE_MS } from "./trace-buffer.ts";

/** Rounded time stamps stray by so much. */
const ROUNDING_MS = 1;
/** Far beyond the longest analysis window. */
const KEPT_MS = 120_000;
/** The mean distance of frames is compared over stretches of this length: a few frames that are thinned out are no other pace. */
const STRETCH_MS = 2000;
/** 30 and 15 frames a second lie a factor of 2 apart, 15 and 10 one of 1.5. */
const OTHER_PACE = 1.4;

export interface FrameSpacing {
  /** Takes the time of the next frame that is used, ms. */
  push(tMs: number): void;
  /** Share 0..1 of the last `spanMs` before `nowMs` in which frames lay too far apart, though near enough to be bridged. */
  sparseShare(nowMs: number, spanMs: number): number;
  /**
   * Whether the last `spanMs` before `nowMs` were sampled at more than one pace. What is too fast for the frames (a lamp, a camera
   * that trembles) shows up as another slow rhythm at each pace, and the checks that know it by its rhythm need one.
   */
  isMixed(nowMs: number, spanMs: number): boolean;
}

/**
 * Plans the watch over how densely light is sampled: between frames further apart than `mostMs` a beat may pass unseen, and a
 * faster rhythm looks like a slower one (Nyquist 1928, Shannon 1949). Driven by the frames' own time.
 */
export function planFrameSpacing(mostMs: number): FrameSpacing {
  let lastMs: number | null = null;
  let sparse: { readonly fromMs: number; readonly toMs: number }[] = [];
  let stretches: { readonly number: number; sumMs: number; count: number }[] = [];

  /** Pauses that are not bridged belong to no pace. */
  function pace(tMs: number, apartMs: number): void {
    const number = Math.floor(tMs / STRETCH_MS);
    let newest = stretches.at(-1);
    if (newest?.number !== number) {
      newest = { number, sumMs: 0, count: 0 };
      stretches = [...stretches.filter((each) => (number - each.number) * STRETCH_MS < KEPT_MS), newest];
    }
    newest.sumMs += apartMs;
    newest.count++;
  }

  return {
    push(tMs) {
      const apartMs = lastMs === null ? 0 : tMs - lastMs;
      if (apartMs > 0 && apartMs <= MAX_BRIDGE_MS) pace(tMs, apartMs);
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
    isMixed(nowMs, spanMs) {
      const paces = stretches
        .filter(({ number, sumMs }) => number * STRETCH_MS >= nowMs - spanMs - STRETCH_MS && sumMs >= STRETCH_MS / 2)
        .map(({ sumMs, count }) => sumMs / count);
      return paces.length > 1 && Math.max(...paces) > OTHER_PACE * Math.min(...paces);
    },
  };
}
