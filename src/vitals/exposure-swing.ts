import { upperMedian } from "../dsp/upper-median.ts";
import type { PictureWindow } from "../traces/picture-buffer.ts";

/** Brightness of the whole view that goes up and down without settling. */
export interface ExposureSwing {
  /** Median swing from turn to turn, as a share of the brightness. */
  readonly swingShare: number;
  /** Time of a swing there and back, s. */
  readonly periodS: number;
}

/** Smaller swings (1.3 % of the light, behind a camera's gamma) are drift, noise and shadows. */
const LEAST_SWING = 0.006;
/** Four turns: an exposure that settles overshoots once or twice. */
const LEAST_TURNS = 4;
/** Faster is no control loop, which needs a few frames for each answer; slower is the day. */
const SHORTEST_PERIOD_S = 0.3;
const LONGEST_PERIOD_S = 12;
/** A control loop swings at its own pace; what moves before the camera does not: median deviation of the half periods. */
const MOST_IRREGULAR = 0.2;
/** A swing that has not turned for so many of its half periods is over. */
const OVER_AFTER = 2;
/** Median share of a cell's change that is the view's: what moves changes some cells, exposure changes all. */
const LEAST_SHARED = 0.5;
const SMOOTHED_FRAMES = 3;

/** Finds a swing that goes on at the window's end; null where there is none. Allocates. */
export function findExposureSwing({ tS, cells }: PictureWindow): ExposureSwing | null {
  const view = smoothed(medianOf(cells.map(({ change }) => change)));
  const turns = turningPoints(view);
  if (turns.length < LEAST_TURNS) return null;
  const last = turns[turns.length - 1];
  const halfS = (tS[last] - tS[turns[0]]) / (turns.length - 1);
  const periodS = 2 * halfS;
  if (periodS < SHORTEST_PERIOD_S || periodS > LONGEST_PERIOD_S) return null;
  if (tS[tS.length - 1] - tS[last] > OVER_AFTER * halfS) return null;
  const halvesS = turns.slice(1).map((at, i) => tS[at] - tS[turns[i]]);
  if (upperMedian(halvesS.map((half) => Math.abs(half - halfS))) > MOST_IRREGULAR * halfS) return null;
  const swingShare = upperMedian(turns.slice(1).map((at, i) => Math.abs(view[at] - view[turns[i]])));
  const shared = upperMedian(cells.map(({ change }) => likeness(smoothed(change), view)));
  return shared < LEAST_SHARED ? null : { swingShare, periodS };
}

/** Samples at which a curve turns by the least swing and more. */
function turningPoints(values: Float64Array): number[] {
  const turns: number[] = [];
  let [low, high] = [0, 0];
  let rising: boolean | null = null;
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[high]) high = i;
    if (values[i] < values[low]) low = i;
    if (rising !== false && values[high] - values[i] >= LEAST_SWING) {
      if (rising) turns.push(high);
      rising = false;
      low = i;
    } else if (rising !== true && values[i] - values[low] >= LEAST_SWING) {
      if (rising === false) turns.push(low);
      rising = true;
      high = i;
    }
  }
  return turns;
}

function medianOf(channels: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(channels.length);
  return channels[0].map((_, i) => {
    for (let c = 0; c < channels.length; c++) values[c] = channels[c][i];
    return values.sort()[values.length >> 1];
  });
}

/** Square of the correlation, 0..1. */
function likeness(a: Float64Array, b: Float64Array): number {
  const meanA = a.reduce((sum, x) => sum + x, 0) / a.length;
  const meanB = b.reduce((sum, x) => sum + x, 0) / b.length;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  return aa === 0 || bb === 0 ? 0 : (ab * ab) / (aa * bb);
}

/** Means of neighbouring frames: the noise of single ones makes no turn. */
function smoothed(values: Float64Array): Float64Array {
  return values.map((_, i) => {
    const from = Math.max(0, i - SMOOTHED_FRAMES + 1);
    let sum = 0;
    for (let k = from; k <= i; k++) sum += values[k];
    return sum / (i - from + 1);
  });
}
