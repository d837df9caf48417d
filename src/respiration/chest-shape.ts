import type { ChestPool } from "./chest-pool.ts";
import { type ChestWindow, channelOf } from "./chest-window.ts";

/** Columns with less of a pool's weight are noise of the search. */
const LEAST_COLUMN = 0.02;
/** Share of the view's columns from which a pool is the whole view. */
const SPANNING_SHARE = 0.85;
/**
 * Share of a pool's movement that hangs, since still cells all over the view belong to it by chance; and of the cells between the ends
 * of such a column that belong to it.
 */
const HANGING_SHARE = 0.5;
const UNBROKEN_SHARE = 0.8;
/** Share of its movement that is sideways. */
const SIDEWAYS_SHARE = 0.8;
/**
 * A curtain swings about its rail. What moves by a sixth of its hem or less is not in the pool: where the rail is at the upper edge of
 * the view that is this share of the way down. And its upper third then moves by about a third of what its lower one does.
 */
const RAIL_SHARE = 0.25;
const UPPER_OF_LOWER = 0.6;
/** Where its rail is in view it is longer than this share of the view's height. */
const LONG_SHARE = 0.5;

/** One column of a pool. */
interface Column {
  /** Rows of its uppermost and lowest cell. */
  readonly top: number;
  readonly bottom: number;
  /** Share of the cells seen between them that belong to the pool. */
  readonly filled: number;
  /** Mean movement in its upper third over that in its lower one. */
  readonly upperOfLower: number;
  /** Share of the pool, in its unit. */
  readonly weight: number;
  /** Sum of squares of its cells' movement, which a still cell that is known well adds little to. */
  readonly movement: number;
}

/**
 * Whether a pool is something else than a patient: it spans the view from side to side, as the picture of a camera does that moves; or
 * it hangs and swings, as a curtain or a cable does: it moves sideways, and most of its columns reach with hardly a gap from their
 * lowest cell up to the uppermost row of the view, or to where a swing dies out below it, or they are long and the pool is higher than
 * wide. Patients lie or sit on something, and a trunk that breathes sideways lies across the view. Allocates.
 */
export function isNoChest(pool: ChestPool, window: ChestWindow): boolean {
  const { columns, rows } = window.grid;
  const found = columnsOf(pool, window);
  const weight = found.reduce((sum, column) => sum + column.weight, 0);
  const moving = found.filter((column) => column.weight > LEAST_COLUMN * weight);
  if (moving.length > SPANNING_SHARE * columns) return true;
  const movement = found.reduce((sum, column) => sum + column.movement, 0);
  const sideways = pool.members.reduce((sum, { axis, gain }) => (axis === "xPx" ? sum + gain * gain : sum), 0);
  if (sideways <= SIDEWAYS_SHARE * movement) return false;
  const hung = moving.reduce((sum, column) => {
    const { top, bottom, filled, upperOfLower } = column;
    const length = bottom - top + 1;
    if (length < 2 || filled <= UNBROKEN_SHARE) return sum;
    const toRail = top === 0 || (top <= RAIL_SHARE * (bottom + 1) && upperOfLower < UPPER_OF_LOWER);
    return toRail || (length > LONG_SHARE * rows && length > moving.length) ? sum + column.movement : sum;
  }, 0);
  return hung > HANGING_SHARE * movement;
}

function columnsOf({ members }: ChestPool, window: ChestWindow): Column[] {
  const { columns } = window.grid;
  const cells = new Map<number, { weight: number; move: number }>();
  for (const { cell, gain, trust } of members) {
    const { weight, move } = cells.get(cell) ?? { weight: 0, move: 0 };
    cells.set(cell, { weight: weight + trust * gain * gain, move: Math.hypot(move, gain) });
  }
  const found: Column[] = [];
  for (let column = 0; column < columns; column++) {
    const own = [...cells].filter(([cell]) => cell % columns === column).sort(([a], [b]) => a - b);
    if (own.length === 0) continue;
    const top = (own[0][0] - column) / columns;
    const bottom = (own[own.length - 1][0] - column) / columns;
    let seen = 0;
    for (let row = top; row <= bottom; row++) {
      const cell = row * columns + column;
      if (channelOf(window, "xPx", cell) || channelOf(window, "yPx", cell)) seen++;
    }
    const third = Math.ceil(own.length / 3);
    const moved = (some: typeof own) => some.reduce((sum, [, { move }]) => sum + move, 0);
    found.push({
      top,
      bottom,
      filled: own.length / seen,
      upperOfLower: moved(own.slice(0, third)) / moved(own.slice(-third)),
      weight: own.reduce((sum, [, { weight }]) => sum + weight, 0),
      movement: own.reduce((sum, [, { move }]) => sum + move * move, 0),
    });
  }
  return found;
}
