import { type Detrender, planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";
import type { MotionBuffer, MotionGrid } from "../traces/motion-buffer.ts";

import { directionToHead } from "./chest-direction.ts";
import { findDisturbance } from "./chest-disturbance.ts";
import { planLineShare } from "./chest-line.ts";
import { planChestMemory } from "./chest-memory.ts";
import { type ChestPattern, findPattern } from "./chest-pattern.ts";
import { type CellPlace, type HeadPlace, headward, placeCells } from "./chest-place.ts";
import { type ChestPool, expectedPool, poolOf, readPool } from "./chest-pool.ts";
import { planRhythmSearch } from "./chest-rhythm.ts";
import { planChestStep } from "./chest-step.ts";
import { type ChestWindow, DECIMATION, DRIFT_HZ, planChestWindow } from "./chest-window.ts";
import type { ChestWitness } from "./witness.ts";

/** The window grows from 5 s to 30 s; a rhythm is looked for from 6 s on: some breaths of an infant. */
const SPAN_S = 30;
const LEAST_S = 5;
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
/** The shallowest breath that has to be seen, of the face's width (1.4 mm of 14 cm), and against the breath seen before. */
const SHALLOW_SHARE_OF_FACE = 0.01;
const SHALLOW_SHARE_OF_BREATH = 0.3;
/** Where a head is known, so much of the weight must lie below it: a head alone does not tell that the chest stands still. */
const CHEST_SHARE = 0.5;
/** Columns with less of a pool's weight are noise of the search. */
const LEAST_COLUMN = 0.02;
/** Share of the view's columns from which a pool is the whole view. */
const SPANNING_SHARE = 0.85;
/** Share of a pool's columns that hang, and of the rows of such a column that belong to it. */
const HANGING_SHARE = 0.5;
const UNBROKEN_SHARE = 0.8;
/** Share of its movement that is sideways. */
const SIDEWAYS_SHARE = 0.8;
/** Standard deviations of the noise that such a breath must have. */
const CLEAR_OF_NOISE = 3;

export interface ChestWatch {
  /**
   * The chest's movement up to now; asked once a second. `head` in pixels of the stored frame, null where no face is known;
   * `headAtRest`: it has kept its place, so that the chest must lie where it says.
   * Null below 5 s, and where neither a rhythm was ever found nor a head tells where the chest is. Allocates.
   */
  read(head: HeadPlace | null, headAtRest?: boolean): ChestWitness | null;
}

/** Plans the witness over a buffer that keeps 30 s or more. */
export function planChestWitness(buffer: MotionBuffer): ChestWatch {
  const { fsHz } = buffer;
  const reader = planChestWindow();
  const search = planRhythmSearch();
  const lineShare = planLineShare(fsHz);
  const detrenders = new Map<number, Detrender>();
  let memory = planChestMemory(fsHz);
  let grid: MotionGrid | null = null;
  let started = 0;

  function detrend(signal: Float64Array): void {
    const n = signal.length;
    const detrender = detrenders.get(n) ?? planSmoothnessDetrend(n, (fsHz / (2 * Math.PI * DRIFT_HZ)) ** 2);
    detrenders.set(n, detrender);
    detrender.apply(signal);
  }

  /** Whether what the cells of a pool do together is a rhythm: a curtain repeats its pattern too, but keeps no time. */
  function keepsTime(window: ChestWindow, pool: ChestPool): boolean {
    const pooled = readPool(buffer, window, pool);
    if (!pooled) return false;
    const { signal } = pooled;
    detrend(signal);
    // Of its speed: a drift's position has most of its power in one slow line, its speed has it everywhere.
    for (let i = signal.length - 1; i > 0; i--) signal[i] -= signal[i - 1];
    signal[0] = 0;
    return (lineShare(signal) ?? 0) >= LEAST_LINE_SHARE;
  }

  return {
    read(head, headAtRest = true) {
      const to = buffer.length - (buffer.length % DECIMATION);
      if (buffer.grid !== grid) {
        // Cells of another size of frame lie elsewhere.
        grid = buffer.grid;
        started = Math.max(0, to - DECIMATION);
        memory = planChestMemory(fsHz);
      }
      const from = Math.max(started, to - SPAN_S * fsHz);
      if (to - from < LEAST_S * fsHz || !grid) return null;
      const places = head && headAtRest ? placeCells(grid, head) : null;
      const window = reader.read(buffer, from, to, places);
      if (!window) return null;
      const rhythm = to - from >= RHYTHM_S * fsHz ? search.find(window, places) : null;
      const pattern = rhythm ? findPattern(window, rhythm) : null;
      const found = rhythm && pattern && rhythm.agreement >= LEAST_AGREEMENT && isBreath(pattern);
      const pooledCells = found ? poolOf(window, pattern, memory.pool) : null;
      const elsewhere = pooledCells && places && chestShare(pooledCells, places) < CHEST_SHARE;
      const candidate = pooledCells && !elsewhere && !isNoChest(pooledCells, grid) ? pooledCells : null;
      const remembered = memory.update(
        window,
        candidate && rhythm ? { pool: candidate, hz: rhythm.hz, keepsTime: keepsTime(window, candidate) } : null,
      );
      const pool = remembered?.pool ?? (head && places ? expectedPool(window, places, headward(head)) : null);
      const pooled = pool && readPool(buffer, window, pool);
      if (!pool || !pooled) return null;
      detrend(pooled.signal);
      const { motionPxPerS, disturbed } = findDisturbance(window, pool, pooled.signal);
      memory.judge(pooled, disturbed);
      const known = head && places ? chestShare(pool, places) >= CHEST_SHARE : remembered?.sure === true;
      const seen = CLEAR_OF_NOISE * pooled.noiseSdPx < shallowBreathPx(head, pool);
      return {
        name: "chest",
        fsHz,
        signal: pooled.signal,
        valid: pooled.valid,
        noiseSd: pooled.noiseSdPx,
        direction: head ? directionToHead(pool, headward(head)) : null,
        lineShare: lineShare(pooled.signal),
        canSeeAbsence: known && seen && !disturbed,
        disturbed,
        motionPxPerS,
        repeats: pattern ? pattern.repeats : null,
        patternFound: remembered !== null,
        patternSeen: candidate !== null,
        cells: cellsOf(window, pool),
        newest: planChestStep(buffer, pool, window.stillX, window.stillY),
      };
    },
  };
}

/**
 * Whether a pool is something else than a patient: it spans the view from side to side, as the picture of a camera does that moves; or
 * it hangs from above the view and swings, as a curtain or a cable does: it moves sideways, and most of its columns reach from their
 * lowest cell up to the uppermost row with hardly a gap. Patients lie or sit on something.
 */
function isNoChest({ members }: ChestPool, { columns }: MotionGrid): boolean {
  const parts = new Map<number, { rows: Set<number>; weight: number }>();
  let sideways = 0;
  let all = 0;
  for (const { cell, axis, gain, trust } of members) {
    const weight = trust * gain * gain;
    const part = parts.get(cell % columns) ?? { rows: new Set(), weight: 0 };
    parts.set(cell % columns, { rows: part.rows.add(Math.floor(cell / columns)), weight: part.weight + weight });
    all += weight;
    if (axis === "xPx") sideways += weight;
  }
  const moving = [...parts.values()].filter(({ weight }) => weight > LEAST_COLUMN * all);
  if (moving.length > SPANNING_SHARE * columns) return true;
  const hanging = moving.filter(({ rows }) => {
    const lowest = Math.max(...rows);
    return rows.has(0) && lowest > 0 && rows.size > UNBROKEN_SHARE * (lowest + 1);
  });
  return sideways > SIDEWAYS_SHARE * all && hanging.length > HANGING_SHARE * moving.length;
}

/** Amplitude of the shallowest breath that has to be seen, px; 0 where nothing tells. */
function shallowBreathPx(head: HeadPlace | null, pool: ChestPool): number {
  const byFace = head ? SHALLOW_SHARE_OF_FACE * head.widthPx : Number.POSITIVE_INFINITY;
  const byBreath = pool.amplitudePx === null ? Number.POSITIVE_INFINITY : SHALLOW_SHARE_OF_BREATH * pool.amplitudePx;
  const least = Math.min(byFace, byBreath);
  return Number.isFinite(least) ? least : 0;
}

/** Share of the pool's weight that lies below the chin, 0..1. */
function chestShare({ members }: ChestPool, places: readonly CellPlace[]): number {
  let chest = 0;
  let all = 0;
  for (const { cell, gain, trust } of members) {
    all += trust * gain * gain;
    if (places[cell] === "chest") chest += trust * gain * gain;
  }
  return all > 0 ? chest / all : 0;
}

/** Whether a pattern repeats as well as its strength lets expect of breath. */
function isBreath({ repeats, strength }: ChestPattern): boolean {
  const clear = Math.log(strength / STRENGTH_FAINT) / Math.log(STRENGTH_CLEAR / STRENGTH_FAINT);
  return repeats >= REPEATS_FAINT + (REPEATS_CLEAR - REPEATS_FAINT) * Math.min(1, Math.max(0, clear));
}

/** The pool's cells by their share of its weight, both axes together. */
function cellsOf({ grid }: ChestWindow, { members }: ChestPool): ChestWitness["cells"] {
  const weights = new Map<number, number>();
  let all = 0;
  for (const { cell, gain, trust } of members) {
    weights.set(cell, (weights.get(cell) ?? 0) + trust * gain * gain);
    all += trust * gain * gain;
  }
  return [...weights].map(([cell, weight]) => ({
    x: (grid.leftPx + ((cell % grid.columns) + 0.5) * grid.cellPx) / grid.widthPx,
    y: (grid.topPx + (Math.floor(cell / grid.columns) + 0.5) * grid.cellPx) / grid.heightPx,
    weight: weight / all,
  }));
}
