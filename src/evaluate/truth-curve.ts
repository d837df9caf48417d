import { spreadOf } from "./spread.ts";
import type { RatePoint, RateTruth } from "./truth.ts";

/** The truth over a stretch of time, /min. */
export interface TruthSpan {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A reference's rates as a function of time. */
export interface TruthCurve {
  /**
   * Mean and extremes over the `lengthS` that end at `tMs`, of the time with a pulse or breath in them; null where less than
   * half of that stretch is known to have a rate.
   */
  over(tMs: number, lengthS: number): TruthSpan | null;
  /** When the rate that is none at `tMs` became none, ms; -Infinity: from the start; null: there is one, or it is unknown. */
  noneSinceMs(tMs: number): number | null;
}

/** A stretch for which one value stands. */
interface Cell {
  readonly startMs: number;
  readonly endMs: number;
  readonly ratePerMin: number | null;
}

/** How far the first and the last point reach outwards at least, ms: truth per second ends a second before the last value. */
const LEAST_REACH_MS = 1000;
/** Share of a stretch that must be known. */
const LEAST_KNOWN = 0.5;

/**
 * Plans the curve: each point stands for the time up to half way to its neighbours, but not further than the usual distance
 * between points. Where a rate ends or begins, it does so at the point that says so. A reference that is itself a mean over
 * `windowS` is only averaged over points whose own window lies inside the stretch, so that nothing is smoothed twice.
 */
export function planTruthCurve(truth: RateTruth): TruthCurve {
  const cells = typeof truth.rate === "object" && truth.rate !== null ? cellsOf(truth.rate) : [always(truth.rate)];
  const ownMs = 1000 * (truth.windowS ?? 0);
  return {
    over(tMs, lengthS) {
      const marginMs = Math.min(ownMs, 1000 * lengthS) / 2;
      return spanOf(cells, tMs - 1000 * lengthS + marginMs, tMs - marginMs);
    },
    noneSinceMs(tMs) {
      const index = cells.findLastIndex((cell) => cell.startMs <= tMs && tMs <= cell.endMs);
      if (index < 0 || cells[index].ratePerMin !== null) return null;
      let first = index;
      while (first > 0 && cells[first - 1].ratePerMin === null) first -= 1;
      return first === 0 ? Number.NEGATIVE_INFINITY : cells[first].startMs;
    },
  };
}

function always(ratePerMin: number | null): Cell {
  return { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY, ratePerMin };
}

function cellsOf(points: readonly RatePoint[]): Cell[] {
  if (points.length === 1) return [always(points[0].ratePerMin)];
  const gaps = points.slice(1).map((point, i) => point.tMs - points[i].tMs);
  const usualMs = gaps.length === 0 ? 0 : spreadOf(gaps).median;
  const outwardMs = Math.max(usualMs / 2, LEAST_REACH_MS);
  return points.map((point, i) => ({
    startMs: i === 0 ? point.tMs - outwardMs : borderMs(points[i - 1], point, point.tMs, usualMs),
    endMs: i === points.length - 1 ? point.tMs + outwardMs : borderMs(point, points[i + 1], point.tMs, usualMs),
    ratePerMin: point.ratePerMin,
  }));
}

/** Where two neighbouring points meet, as seen from the one at `ownMs`. */
function borderMs(before: RatePoint, after: RatePoint, ownMs: number, usualMs: number): number {
  const changes = (before.ratePerMin === null) !== (after.ratePerMin === null);
  const border = changes ? after.tMs : (before.tMs + after.tMs) / 2;
  return Math.min(ownMs + usualMs, Math.max(ownMs - usualMs, border));
}

function spanOf(cells: readonly Cell[], fromMs: number, toMs: number): TruthSpan | null {
  const lengthMs = toMs - fromMs;
  let knownMs = 0;
  let sum = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs, ratePerMin } of cells) {
    if (ratePerMin === null) continue;
    // A stretch without length asks for the one cell that holds it.
    const overlapMs =
      lengthMs === 0 ? Number(startMs <= fromMs && fromMs < endMs) : Math.min(endMs, toMs) - Math.max(startMs, fromMs);
    if (overlapMs <= 0) continue;
    knownMs += overlapMs;
    sum += overlapMs * ratePerMin;
    lowest = Math.min(lowest, ratePerMin);
    highest = Math.max(highest, ratePerMin);
  }
  if (knownMs === 0 || knownMs < LEAST_KNOWN * lengthMs) return null;
  return { mean: sum / knownMs, lowest, highest };
}
