import type { Channel } from "../base/frame.ts";

/** Where blur is looked for, in pixels of the stored frame, and the width that a face has there. */
export interface BlurBox {
  readonly leftPx: number;
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
  readonly scalePx: number;
}

/** Lags between which differences are compared: from an eightieth of a face's width on, where demosaicing no longer reaches. */
const LAG_SHARE = 1 / 80;
/** Lines and pixels looked at, at most along each axis. */
const MOST_LINES = 48;
const MOST_COLUMNS = 160;
/** Lines begin at ever other places, so that an upright edge is met at each distance. */
const GOLDEN = 0.618;
/** Mean squared difference over the longest lag, in steps of 255, below which there is no edge to judge by: ten steps in a twentieth. */
const LEAST_STRUCTURE = 5;
const WIDEST_LAGS = 8;

/**
 * Blur of the edges in a box: standard deviation in pixels; null where there is no edge. Allocates nothing.
 *
 * The mean squared difference S(k) of pixels k apart grows as k over sharp edges and as k^2 over blurred ones; white noise
 * adds the same to each k and leaves the ratio (S(4k) - S(2k)) / (S(2k) - S(k)). For steps under a Gaussian blur it has a closed
 * form, `stepRatio`, which is inverted.
 */
export function measureBlur(channel: Channel, box: BlurBox): number | null {
  const lag = Math.max(1, Math.round(box.scalePx * LAG_SHARE));
  const [one, two, four] = [
    structure(channel, box, lag),
    structure(channel, box, 2 * lag),
    structure(channel, box, 4 * lag),
  ];
  if (one === null || two === null || four === null) return null;
  if (four - two < LEAST_STRUCTURE || two - one <= 0) return null;
  return lag * blurOfRatio((four - two) / (two - one));
}

/** Mean squared difference of pixels `lag` apart along the rows; null where the box is too small. */
function structure({ data, offset, strideBytes, stepBytes }: Channel, box: BlurBox, lag: number): number | null {
  const height = box.bottomPx - box.topPx;
  const width = box.rightPx - box.leftPx - 4 * lag;
  if (height < 8 || width < 8) return null;
  const lines = Math.min(height, MOST_LINES);
  const columns = Math.min(width, MOST_COLUMNS);
  let sum = 0;
  for (let i = 0; i < lines; i++) {
    const row = offset + (box.topPx + Math.floor(((i + 0.5) * height) / lines)) * strideBytes;
    const start = (i * GOLDEN) % 1;
    for (let j = 0; j < columns; j++) {
      const at = row + (box.leftPx + Math.floor(((j + start) * width) / columns)) * stepBytes;
      const step = data[at + lag * stepBytes] - data[at];
      sum += step * step;
    }
  }
  return sum / (lines * columns);
}

/** Mean squared difference over a lag of 1 of a step under a blur of `sigma`, up to a factor; both in the same unit. */
function stepEnergy(lag: number, sigma: number): number {
  if (sigma === 0) return lag;
  const x = lag / (2 * sigma);
  return lag * erf(x) - ((2 * sigma) / Math.sqrt(Math.PI)) * (1 - Math.exp(-x * x));
}

/** (S(4) - S(2)) / (S(2) - S(1)) of steps under a blur of `sigma` lags: 2 when sharp, towards 4 when wide. */
export function stepRatio(sigma: number): number {
  const [one, two, four] = [stepEnergy(1, sigma), stepEnergy(2, sigma), stepEnergy(4, sigma)];
  return (four - two) / (two - one);
}

/** Sigma, in lags, whose stepRatio is `ratio`; 0 below the sharp one's, 8 beyond what can be told. */
function blurOfRatio(ratio: number): number {
  let low = 0;
  let high = WIDEST_LAGS;
  if (ratio <= stepRatio(0)) return 0;
  if (ratio >= stepRatio(high)) return high;
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2;
    if (stepRatio(middle) < ratio) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Error function, absolute error below 1.5e-7 (Abramowitz and Stegun 7.1.26); x >= 0. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return 1 - poly * Math.exp(-x * x);
}
