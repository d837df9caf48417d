import { type Detrender, planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";
import type { MotionBuffer } from "../traces/motion-buffer.ts";

import { isCamera, isNearInSway } from "./camera-pattern.ts";
import { planLineShare } from "./chest-line.ts";
import type { FoundPool } from "./chest-memory.ts";
import { type ChestPattern, findPattern } from "./chest-pattern.ts";
import type { CellPlace } from "./chest-place.ts";
import { type ChestPool, type PooledSignal, poolOf, readPool } from "./chest-pool.ts";
import { planRhythmSearch } from "./chest-rhythm.ts";
import { isNoChest } from "./chest-shape.ts";
import { type ChestWindow, DRIFT_HZ } from "./chest-window.ts";
import { coherence } from "./pool-coherence.ts";

/** A rhythm is looked for from 6 s on: some breaths of an infant. */
const RHYTHM_S = 6;
/** Chance gives 0.1 to 0.25, breath near the noise 0.6 to 0.8, clear breath 0.9 and more, sway 0.3 to 0.7. */
const REPEATS_FAINT = 0.6;
const REPEATS_CLEAR = 0.9;
/** Amplitudes over the cells' errors between which the demand rises: what stands out has no noise to blame for not repeating. */
const STRENGTH_FAINT = 60;
const STRENGTH_CLEAR = 300;
/** Agreement of the cells below which a rhythm is one of many. */
const LEAST_AGREEMENT = 1.3;
/** Share of the power of its speed that a breath's line and harmonic hold; wind and drift leave a third there in 30 s. */
const LEAST_LINE_SHARE = 0.65;
/** Where a head is known, so much of the weight must lie below it: a head alone does not tell that the chest stands still. */
const CHEST_SHARE = 0.5;
/**
 * Neighbouring cells of tissue move alike: breaths of cells that differ by a half still have 0.8 in common. What a lamp, a fan's blades
 * or a codec make of a still picture depends on each cell's own texture and phase: nothing in common.
 */
const LEAST_COHERENCE = 0.3;

/** What moves in breath rhythm in a window. */
export interface ChestFinding {
  /** The pool that does, and what it does together, as readDetrended gives it; null where nothing does. */
  readonly found: (FoundPool & { readonly pooled: PooledSignal }) | null;
  /** How well the strongest rhythm's pattern repeats, 0..1; null where no rhythm was looked for. */
  readonly repeats: number | null;
}

export interface ChestSearch {
  /** Looks through a window of all cells; `places` null when no head is known, `before` the pool known so far. Allocates. */
  find(window: ChestWindow, places: readonly CellPlace[] | null, before: ChestPool | null): ChestFinding;
  /** A pool's signal without drift; null when none of its cells is left. Allocates. */
  readDetrended(window: ChestWindow, pool: ChestPool): PooledSignal | null;
}

/** Plans the search over a buffer. */
export function planChestSearch(buffer: MotionBuffer): ChestSearch {
  const { fsHz } = buffer;
  const rhythms = planRhythmSearch();
  const lineShare = planLineShare(fsHz);
  const detrenders = new Map<number, Detrender>();

  function readDetrended(window: ChestWindow, pool: ChestPool): PooledSignal | null {
    const pooled = readPool(buffer, window, pool);
    if (!pooled) return null;
    const n = pooled.signal.length;
    const detrender = detrenders.get(n) ?? planSmoothnessDetrend(n, (fsHz / (2 * Math.PI * DRIFT_HZ)) ** 2);
    detrenders.set(n, detrender);
    detrender.apply(pooled.signal);
    return pooled;
  }

  /** Whether what the cells of a pool do together is a rhythm: a curtain repeats its pattern too, but keeps no time. */
  function keepsTime({ signal }: PooledSignal): boolean {
    // Of its speed: a drift's position has most of its power in one slow line, its speed has it everywhere.
    const speed = new Float64Array(signal.length);
    for (let i = 1; i < signal.length; i++) speed[i] = signal[i] - signal[i - 1];
    return (lineShare(speed) ?? 0) >= LEAST_LINE_SHARE;
  }

  return {
    find(window, places, before) {
      const rhythm = window.to - window.from >= RHYTHM_S * fsHz ? rhythms.find(window, places) : null;
      if (!rhythm) return { found: null, repeats: null };
      const pattern = findPattern(window, rhythm);
      const { repeats } = pattern;
      if (rhythm.agreement < LEAST_AGREEMENT || !isBreath(pattern) || isCamera(window, pattern))
        return { found: null, repeats };
      const pool = poolOf(window, pattern, before);
      const isTissue = coherence(pool, window.grid.columns) >= LEAST_COHERENCE;
      if (!isTissue || !liesOnChest(pool, places) || isNoChest(pool, window)) return { found: null, repeats };
      const pooled = readDetrended(window, pool);
      if (pooled && isNearInSway(window, pool, pooled)) return { found: null, repeats };
      return { found: pooled && { pool, hz: rhythm.hz, keepsTime: keepsTime(pooled), pooled }, repeats };
    },
    readDetrended,
  };
}

/** Whether half of the pool's weight lies below the chin; without a head nothing tells that it does not. */
export function liesOnChest({ members }: ChestPool, places: readonly CellPlace[] | null): boolean {
  if (!places) return true;
  let chest = 0;
  let all = 0;
  for (const { cell, gain, trust } of members) {
    all += trust * gain * gain;
    if (places[cell] === "chest") chest += trust * gain * gain;
  }
  return all > 0 && chest >= CHEST_SHARE * all;
}

/** Whether a pattern repeats as well as its strength lets expect of breath. */
function isBreath({ repeats, strength }: ChestPattern): boolean {
  const clear = Math.log(strength / STRENGTH_FAINT) / Math.log(STRENGTH_CLEAR / STRENGTH_FAINT);
  return repeats >= REPEATS_FAINT + (REPEATS_CLEAR - REPEATS_FAINT) * Math.min(1, Math.max(0, clear));
}
