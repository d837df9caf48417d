import type { ChestRhythm } from "./chest-rhythm.ts";
import type { ChestWindow } from "./chest-window.ts";

/** Which cells move together in a rhythm, and how far. */
export interface ChestPattern {
  /** Signed movement of each channel of the window in the rhythm, px (amplitude of the sine). */
  readonly movesPx: Float64Array;
  /** Weight of each channel, 1/px^2. */
  readonly trust: Float64Array;
  /**
   * Agreement of the pattern in the first half of the window with that in the second, 0..1. The halves share no sample: chance
   * alone gives about one over the root of the number of cells that count.
   */
  readonly repeats: number;
  /** Amplitude of the pooled movement over what the cells' errors alone would give it. */
  readonly strength: number;
  /** Weighted root mean square amplitude, px. */
  readonly amplitudePx: number;
}

/** The pattern of a rhythm in a window. Allocates. */
export function findPattern(window: ChestWindow, { hz, trust }: ChestRhythm): ChestPattern {
  const { channels, n, fsHz } = window;
  const half = n >> 1;
  const movesPx = new Float64Array(channels.length);
  const all = planSine(0, n, hz / fsHz);
  const first = planSine(0, half, hz / fsHz);
  const second = planSine(n - half, n, hz / fsHz);
  const wholeRe = new Float64Array(channels.length);
  const wholeIm = new Float64Array(channels.length);
  let squareRe = 0;
  let squareIm = 0;
  let crossRe = 0;
  let crossIm = 0;
  let early = 0;
  let late = 0;
  for (let c = 0; c < channels.length; c++) {
    const { path } = channels[c];
    const [re, im] = all(path);
    wholeRe[c] = re;
    wholeIm[c] = im;
    squareRe += trust[c] * (re * re - im * im);
    squareIm += 2 * trust[c] * re * im;
    const [aRe, aIm] = first(path);
    const [bRe, bIm] = second(path);
    crossRe += trust[c] * (aRe * bRe + aIm * bIm);
    crossIm += trust[c] * (aIm * bRe - aRe * bIm);
    early += trust[c] * (aRe * aRe + aIm * aIm);
    late += trust[c] * (bRe * bRe + bIm * bIm);
  }
  // The phase along which the cells move most.
  const phase = Math.atan2(squareIm, squareRe) / 2;
  let weighted = 0;
  let trusted = 0;
  let noise = 0;
  const [along, across] = [Math.cos(phase), Math.sin(phase)];
  for (let c = 0; c < channels.length; c++) {
    movesPx[c] = wholeRe[c] * along + wholeIm[c] * across;
    weighted += trust[c] * movesPx[c] ** 2;
    trusted += trust[c];
    noise += trust[c] ** 2 * movesPx[c] ** 2 * channels[c].sdPx ** 2;
  }
  const repeats = early > 0 && late > 0 ? Math.hypot(crossRe, crossIm) / Math.sqrt(early * late) : 0;
  const strength = noise > 0 ? weighted / Math.sqrt((noise * 3) / n) : 0;
  return { movesPx, trust, repeats, strength, amplitudePx: trusted > 0 ? Math.sqrt(weighted / trusted) : 0 };
}

/** Plans the complex amplitude of the sine of `cyclesPerSample` in samples [from, to) of a path under a Hann window. */
function planSine(
  from: number,
  to: number,
  cyclesPerSample: number,
): (path: Float64Array) => readonly [number, number] {
  const n = to - from;
  const cos = new Float64Array(n);
  const sin = new Float64Array(n);
  let cosMean = 0;
  let sinMean = 0;
  for (let i = 0; i < n; i++) {
    // The window's mean is 1; the amplitude is twice the mean of the product.
    const weight = (2 / n) * (1 - Math.cos((2 * Math.PI * (i + 0.5)) / n));
    cos[i] = weight * Math.cos(2 * Math.PI * cyclesPerSample * (from + i));
    sin[i] = weight * Math.sin(2 * Math.PI * cyclesPerSample * (from + i));
    cosMean += cos[i] / n;
    sinMean += sin[i] / n;
  }
  // Without their means they are blind to the path's.
  for (let i = 0; i < n; i++) {
    cos[i] -= cosMean;
    sin[i] -= sinMean;
  }
  return (path) => {
    let re = 0;
    let im = 0;
    for (let i = 0; i < n; i++) {
      re += cos[i] * path[from + i];
      im -= sin[i] * path[from + i];
    }
    return [re, im];
  };
}
