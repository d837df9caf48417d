import type { MotionBuffer, MotionGrid } from "../traces/motion-buffer.ts";

import { DECIMATION } from "./chest-cells.ts";
import { directionToHead } from "./chest-direction.ts";
import { type Disturbance, findDisturbance } from "./chest-disturbance.ts";
import { planLineShare } from "./chest-line.ts";
import { planChestMemory, type RememberedPool } from "./chest-memory.ts";
import { type CellPlace, type HeadPlace, headward, placeCells } from "./chest-place.ts";
import { type ChestPool, expectedPool, type PooledSignal } from "./chest-pool.ts";
import { liesOnChest, planChestSearch } from "./chest-search.ts";
import { planChestStep } from "./chest-step.ts";
import { type ChestWindow, type KnownCells, planChestWindow } from "./chest-window.ts";
import type { ChestWitness } from "./witness.ts";

/** The window grows from 5 s to 30 s. */
const SPAN_S = 30;
const LEAST_S = 5;
/** While a pattern stays in view it is looked for again when so much of the window is new: every third second of 30 s. */
const RENEWED_SHARE = 0.1;
/** A view in which nothing has breathed for so long is searched as seldom: whoever comes has to fill a window with breaths anyway. */
const IDLE_S = 10;
/** A pool that has lost more of its weight since it was found is looked for anew. */
const LEAST_KEPT = 0.9;
/** The shallowest breath that has to be seen, of the face's width (1.4 mm of 14 cm), and against the breath seen before. */
const SHALLOW_SHARE_OF_FACE = 0.01;
const SHALLOW_SHARE_OF_BREATH = 0.3;
/** Standard deviations of the noise that such a breath must have. */
const CLEAR_OF_NOISE = 3;

export interface ChestWatch {
  /**
   * The chest's movement up to now; asked once a second. `head` in pixels of the stored frame, null where no face is known;
   * `headAtRest`: it has kept its place, so that the chest must lie where it says.
   * Null below 5 s, where neither a rhythm was ever found nor a head tells where the chest is, and where all of the view has been
   * still for so long that it is not looked at every second. Allocates.
   */
  read(head: HeadPlace | null, headAtRest?: boolean): ChestWitness | null;
}

/** What was seen when all of the view was last searched. */
interface LastSearch {
  readonly to: number;
  readonly found: boolean;
  readonly placed: boolean;
  readonly repeats: number | null;
  readonly still: Pick<KnownCells, "stillX" | "stillY">;
}

/** A pool and what it does now. */
interface Watched {
  readonly window: ChestWindow;
  readonly pool: ChestPool;
  readonly pooled: PooledSignal;
  readonly disturbance: Disturbance;
}

/** Plans the witness over a buffer that keeps 30 s or more. */
export function planChestWitness(buffer: MotionBuffer): ChestWatch {
  const { fsHz } = buffer;
  const reader = planChestWindow();
  const search = planChestSearch(buffer);
  const lineShare = planLineShare(fsHz);
  let memory = planChestMemory(fsHz);
  let remembered: RememberedPool | null = null;
  let last: LastSearch | null = null;
  let seenAt = 0;
  let grid: MotionGrid | null = null;
  let started = 0;

  /** Whether all that was known when the view was last searched holds long enough to do without. */
  function maySkip(from: number, to: number, places: readonly CellPlace[] | null): boolean {
    // Half a second of play, since the window's ends lie on every third sample.
    const renewed = last !== null && to - last.to >= RENEWED_SHARE * (to - from) - fsHz / 2;
    if (!last || renewed || last.placed !== (places !== null)) return false;
    if (remembered) return last.found && remembered.sure && liesOnChest(remembered.pool, places);
    return to - from === SPAN_S * fsHz && to - seenAt >= IDLE_S * fsHz;
  }

  function watch(window: ChestWindow, pool: ChestPool, known: PooledSignal | null): Watched | null {
    const pooled = known ?? search.readDetrended(window, pool);
    return pooled && { window, pool, pooled, disturbance: findDisturbance(window, pool, pooled.signal) };
  }

  /** Follows the known pool without looking at anything else; null where it no longer does what it did. */
  function glance(from: number, to: number, places: readonly CellPlace[] | null): Watched | null {
    if (!last || !remembered) return null;
    const { pool } = remembered;
    const { stillX, stillY } = last.still;
    const cells = new Set([...pool.members, ...stillX, ...stillY].map(({ cell }) => cell));
    const window = reader.read(buffer, from, to, places, { cells, stillX, stillY });
    const watched = window && watch(window, pool, null);
    if (!watched || watched.disturbance.disturbed || watched.pooled.seenShare < LEAST_KEPT) return null;
    memory.keep(to);
    return watched;
  }

  /** Looks at all of the view for what breathes, or else for what is expected to. */
  function look(from: number, to: number, head: HeadPlace | null, places: readonly CellPlace[] | null): Watched | null {
    const window = reader.read(buffer, from, to, places, null);
    if (!window) return null;
    const { found, repeats } = search.find(window, places, memory.pool);
    remembered = memory.update(window, found);
    if (found) seenAt = to;
    const still = { stillX: window.roomX.still, stillY: window.roomY.still };
    last = { to, found: found !== null, placed: places !== null, repeats, still };
    const pool = remembered?.pool ?? (head && places ? expectedPool(window, places, headward(head)) : null);
    const watched = pool && watch(window, pool, found?.pool === pool ? found.pooled : null);
    if (watched) memory.judge(watched.pooled, watched.disturbance.disturbed);
    return watched;
  }

  return {
    read(head, headAtRest = true) {
      const to = buffer.length - (buffer.length % DECIMATION);
      if (buffer.grid !== grid) {
        // Cells of another size of frame lie elsewhere.
        grid = buffer.grid;
        started = Math.max(0, to - DECIMATION);
        memory = planChestMemory(fsHz);
        [remembered, last] = [null, null];
      }
      const from = Math.max(started, to - SPAN_S * fsHz);
      if (to - from < LEAST_S * fsHz || !grid) return null;
      const places = head && headAtRest ? placeCells(grid, head) : null;
      const skipped = maySkip(from, to, places);
      if (skipped && !remembered) return null;
      const watched = (skipped ? glance(from, to, places) : null) ?? look(from, to, head, places);
      if (!watched) return null;
      const { window, pool, pooled, disturbance } = watched;
      const known = places ? liesOnChest(pool, places) : remembered?.sure === true;
      const seen = CLEAR_OF_NOISE * pooled.noiseSdPx < shallowBreathPx(head, pool);
      return {
        name: "chest",
        fsHz,
        signal: pooled.signal,
        valid: pooled.valid,
        noiseSd: pooled.noiseSdPx,
        direction: head ? directionToHead(pool, headward(head)) : null,
        lineShare: lineShare(pooled.signal),
        canSeeAbsence: known && seen && !disturbance.disturbed,
        disturbed: disturbance.disturbed,
        motionPxPerS: disturbance.motionPxPerS,
        repeats: last?.repeats ?? null,
        patternFound: remembered !== null,
        patternSeen: last?.found === true,
        cells: cellsOf(window, pool),
        newest: planChestStep(buffer, pool, window.roomX.still, window.roomY.still),
      };
    },
  };
}

/** Amplitude of the shallowest breath that has to be seen, px; 0 where nothing tells. */
function shallowBreathPx(head: HeadPlace | null, pool: ChestPool): number {
  const byFace = head ? SHALLOW_SHARE_OF_FACE * head.widthPx : Number.POSITIVE_INFINITY;
  const byBreath = pool.amplitudePx === null ? Number.POSITIVE_INFINITY : SHALLOW_SHARE_OF_BREATH * pool.amplitudePx;
  const least = Math.min(byFace, byBreath);
  return Number.isFinite(least) ? least : 0;
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
