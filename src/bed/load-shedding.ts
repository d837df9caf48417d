import type { LoadMessage } from "../wire/messages.ts";

/** How much a bed does with its frames. */
export interface Effort {
  /** Least measurements of the face's mesh a second. */
  readonly meshHz: number;
  /** Every so many-th region is left out; 0: none is. */
  readonly leftOutRegion: number;
  /** Frames are left out as long as those that are used lie no further apart than this, ms; 0: all are used. */
  readonly apartMs: number;
  /** The learned network is asked, where the bed has one. */
  readonly network: boolean;
  /** What is left out first to last: the name of the last thing that was. */
  readonly shed: LoadMessage["shed"];
}

/** Half of 30 or 25 frames a second. */
const HALF_APART_MS = 80;
/** A third of 30: frames further apart than 125 ms would make a fast heart look like a slow one, and no rate would be shown. */
const FAR_APART_MS = 120;

/**
 * Everything, and then less and less: the network where there is one, mesh rate, number of regions, frame rate. Of three regions
 * two stay, which costs 1.8 dB; with one of two, more was left out of the rates than of the work.
 */
export const EFFORTS: readonly Effort[] = [
  { meshHz: 15, leftOutRegion: 0, apartMs: 0, network: true, shed: "nothing" },
  { meshHz: 10, leftOutRegion: 0, apartMs: 0, network: false, shed: "mesh-rate" },
  { meshHz: 5, leftOutRegion: 0, apartMs: 0, network: false, shed: "mesh-rate" },
  { meshHz: 5, leftOutRegion: 3, apartMs: 0, network: false, shed: "regions" },
  { meshHz: 5, leftOutRegion: 3, apartMs: HALF_APART_MS, network: false, shed: "frame-rate" },
  { meshHz: 5, leftOutRegion: 3, apartMs: FAR_APART_MS, network: false, shed: "frame-rate" },
];

/** The same for a bed with a learned network: what nothing else rests on goes first. */
const EFFORTS_WITH_NETWORK: readonly Effort[] = [
  EFFORTS[0],
  { ...EFFORTS[0], network: false, shed: "network" },
  ...EFFORTS.slice(1),
];

/** A frame used this much later than it was due is one too many: the wave may be 250 ms late in all, and takes more than half of that itself. */
const LATE_MS = 80;
/** Lateness is judged over this time: a single slow frame is no overload. */
const JUDGED_MS = 500;
/** Frames that are already this late are thinned out, but evenly: gaps in a row would leave no window whole. */
const CATCH_UP_MS = 200;
/** A frame that is this late is not used at all. */
const SKIP_MS = 400;
/** Rounded time stamps stray by so much. */
const ROUNDING_MS = 2;
/** After a change, this long until the next: what was left out must show first. */
const SETTLE_MS = 1000;
/** A bed's first frames are late whatever the box can do: code is compiled and networks are loaded. */
const WARM_UP_MS = 3000;
/** Frames must be on time for so long before more is done again; doubled with each attempt that failed. */
const FIRST_CALM_MS = 10_000;
const LONGEST_CALM_MS = 320_000;
/**
 * On time: over a second the next frame is mostly not due yet. Single frames wait longer on a full box that keeps up: a bed's values are
 * computed once a second, and other beds' as well.
 */
const CALM_LAG_MS = 33;
const CALM_OVER_MS = 1000;

export interface LoadShedding {
  readonly effort: Effort;
  /** Takes a frame's time and how late it is used, ms; false where it is not to be used. */
  step(tMs: number, lagMs: number): boolean;
  /** What was done since the last call: the largest lag, that of frames that were used, and the frames that were not. */
  take(): { readonly lagMs: number; readonly usedLagMs: number | null; readonly skippedFrames: number };
}

/** Plans what a live bed leaves out so that it stays in real time. Driven by the frames' time and lag alone. */
export function planLoadShedding(hasNetwork = false): LoadShedding {
  const efforts = hasNetwork ? EFFORTS_WITH_NETWORK : EFFORTS;
  let level = 0;
  let startedMs: number | null = null;
  let changedMs = Number.NEGATIVE_INFINITY;
  let raisedMs = Number.NEGATIVE_INFINITY;
  let onTimeSinceMs: number | null = null;
  let lateSinceMs: number | null = null;
  let calmMs = FIRST_CALM_MS;
  let usualLagMs = 0;
  let judgedMs = 0;
  let frameMs = Number.NEGATIVE_INFINITY;
  let usedMs = Number.NEGATIVE_INFINITY;
  let largestLagMs = 0;
  let usedLagMs: number | null = null;
  let skippedFrames = 0;

  function change(tMs: number, to: number): void {
    level = to;
    changedMs = tMs;
    lateSinceMs = null;
    onTimeSinceMs = null;
  }

  function judge(tMs: number, lagMs: number): void {
    if (lagMs > LATE_MS) lateSinceMs ??= tMs;
    else lateSinceMs = null;
    usualLagMs += (lagMs - usualLagMs) * Math.min(1, Math.max(0, tMs - judgedMs) / CALM_OVER_MS);
    judgedMs = tMs;
    if (usualLagMs <= CALM_LAG_MS) onTimeSinceMs ??= tMs;
    else onTimeSinceMs = null;
    startedMs ??= tMs;
    if (tMs - changedMs < SETTLE_MS || tMs - startedMs < WARM_UP_MS) return;
    if (lateSinceMs !== null && tMs - lateSinceMs >= JUDGED_MS && level < efforts.length - 1) {
      // More was tried and was too much: the next attempt waits longer.
      if (tMs - raisedMs < calmMs) calmMs = Math.min(2 * calmMs, LONGEST_CALM_MS);
      change(tMs, level + 1);
    } else if (level > 0 && onTimeSinceMs !== null && tMs - onTimeSinceMs >= calmMs) {
      change(tMs, level - 1);
      raisedMs = tMs;
    } else if (level === 0 && tMs - raisedMs > calmMs) calmMs = FIRST_CALM_MS;
  }

  return {
    get effort() {
      return efforts[level];
    },
    step(tMs, lagMs) {
      judge(tMs, lagMs);
      largestLagMs = Math.max(largestLagMs, lagMs);
      const stepMs = tMs - frameMs;
      frameMs = tMs;
      const apartMs = lagMs > CATCH_UP_MS ? FAR_APART_MS : efforts[level].apartMs;
      // The next frame is about as far from this one as this one from the last.
      const used = lagMs <= SKIP_MS && tMs + stepMs - usedMs > apartMs + ROUNDING_MS;
      if (used) {
        usedMs = tMs;
        usedLagMs = Math.max(usedLagMs ?? 0, lagMs);
      } else skippedFrames++;
      return used;
    },
    take() {
      const taken = { lagMs: largestLagMs, usedLagMs, skippedFrames };
      largestLagMs = 0;
      usedLagMs = null;
      skippedFrames = 0;
      return taken;
    },
  };
}
