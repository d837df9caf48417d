import { POS_WINDOW_S, type Projection } from "../pulse/projection.ts";

/** A channel that is black throughout has no relative change; its reciprocal must stay a number that 0 times it is 0. */
const LEAST_MEAN = 1e-300;

/**
 * POS, plane orthogonal to skin (Wang, den Brinker, Stuijk, de Haan, IEEE TBME 2017), in incremental form.
 *
 * Both rows of the projection sum to zero, so the window that ends at sample n adds a_n . C[j] to sample j, with
 * a_n = [-2 alpha, 1 + alpha, alpha - 1] / mean_n(C) and no constant. The overlap-added output is H[j] = A_j . C[j], where A_j
 * sums the a_n of the windows that cover j: one a_n per sample, no accumulating state, no drift.
 *
 * Plans it over `capacity` kept samples. Allocates once. Flat arrays indexed by a mask, since reading a window back is the
 * dearest step of a region's update.
 */
export function planPos(fsHz: number, capacity: number): Projection {
  const window = Math.round(POS_WINDOW_S * fsHz);
  const size = 2 ** Math.ceil(Math.log2(capacity + window));
  const mask = size - 1;
  const colours: ColourRings = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const [red, green, blue] = colours;
  const [alongRed, alongGreen, alongBlue] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const newest: [number, number, number] = [0, 0, 0];
  let length = 0;

  return {
    push(r, g, b) {
      const slot = length & mask;
      red[slot] = r;
      green[slot] = g;
      blue[slot] = b;
      length++;
      if (length >= window) project(colours, mask, length - window, length, newest);
      alongRed[slot] = newest[0];
      alongGreen[slot] = newest[1];
      alongBlue[slot] = newest[2];
    },
    read(n, out) {
      const first = length - n;
      let sumRed = 0;
      let sumGreen = 0;
      let sumBlue = 0;
      const share = 1 / window;
      // Windows that cover sample j end at j .. j + window - 1; walking back from the newest, one enters per step.
      for (let j = length - 1; j >= first; j--) {
        const slot = j & mask;
        sumRed += alongRed[slot];
        sumGreen += alongGreen[slot];
        sumBlue += alongBlue[slot];
        const covering = length - j;
        if (covering > window) {
          const leaving = (j + window) & mask;
          sumRed -= alongRed[leaving];
          sumGreen -= alongGreen[leaving];
          sumBlue -= alongBlue[leaving];
        }
        const value = sumRed * red[slot] + sumGreen * green[slot] + sumBlue * blue[slot];
        out[j - first] = covering < window ? value / covering : value * share;
      }
    },
    newestProjection: () => newest,
  };
}

type ColourRings = readonly [Float64Array, Float64Array, Float64Array];

/** Writes a_n of the window of samples [from, end). */
function project(
  [red, green, blue]: ColourRings,
  mask: number,
  from: number,
  end: number,
  out: [number, number, number],
): void {
  let meanRed = 0;
  let meanGreen = 0;
  let meanBlue = 0;
  for (let j = from; j < end; j++) {
    meanRed += red[j & mask];
    meanGreen += green[j & mask];
    meanBlue += blue[j & mask];
  }
  meanRed = Math.max(meanRed / (end - from), LEAST_MEAN);
  meanGreen = Math.max(meanGreen / (end - from), LEAST_MEAN);
  meanBlue = Math.max(meanBlue / (end - from), LEAST_MEAN);
  let power1 = 0;
  let power2 = 0;
  for (let j = from; j < end; j++) {
    const r = red[j & mask] / meanRed - 1;
    const g = green[j & mask] / meanGreen - 1;
    const b = blue[j & mask] / meanBlue - 1;
    power1 += (g - b) ** 2;
    power2 += (g + b - 2 * r) ** 2;
  }
  const alpha = power2 > 0 ? Math.sqrt(power1 / power2) : 0;
  out[0] = (-2 * alpha) / meanRed;
  out[1] = (1 + alpha) / meanGreen;
  out[2] = (alpha - 1) / meanBlue;
}
