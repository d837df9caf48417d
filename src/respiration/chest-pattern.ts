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
  const whole = channels.map(({ path }) => sineOf(path, 0, n, hz / fsHz));
  let square: readonly [number, number] = [0, 0];
  let crossRe = 0;
  let crossIm = 0;
  let early = 0;
  let late = 0;
  whole.forEach(([re, im], c) => {
    square = [square[0] + trust[c] * (re * re - im * im), square[1] + 2 * trust[c] * re * im];
    const [aRe, aIm] = sineOf(channels[c].path, 0, half, hz / fsHz);
    const [bRe, bIm] = sineOf(channels[c].path, n - half, n, hz / fsHz);
    crossRe += trust[c] * (aRe * bRe + aIm * bIm);
    crossIm += trust[c] * (aIm * bRe - aRe * bIm);
    early += trust[c] * (aRe * aRe + aIm * aIm);
    late += trust[c] * (bRe * bRe + bIm * bIm);
  });
  // The phase along which the cells move most.
  const phase = Math.atan2(square[1], square[0]) / 2;
  let weighted = 0;
  let trusted = 0;
  let noise = 0;
  whole.forEach(([re, im], c) => {
    movesPx[c] = re * Math.cos(phase) + im * Math.sin(phase);
    weighted += trust[c] * movesPx[c] ** 2;
    trusted += trust[c];
    noise += trust[c] ** 2 * movesPx[c] ** 2 * channels[c].sdPx ** 2;
  });
  const repeats = early > 0 && late > 0 ? Math.hypot(crossRe, crossIm) / Math.sqrt(early * late) : 0;
  const strength = noise > 0 ? weighted / Math.sqrt((noise * 3) / n) : 0;
  return { movesPx, trust, repeats, strength, amplitudePx: trusted > 0 ? Math.sqrt(weighted / trusted) : 0 };
}

/** Complex amplitude of the sine of `cyclesPerSample` in [from, to) under a Hann window. */
function sineOf(path: Float64Array, from: number, to: number, cyclesPerSample: number): readonly [number, number] {
  const n = to - from;
  let re = 0;
  let im = 0;
  let weights = 0;
  let centre = 0;
  for (let i = from; i < to; i++) centre += path[i] / n;
  for (let i = from; i < to; i++) {
    const weight = 1 - Math.cos((2 * Math.PI * (i - from + 0.5)) / n);
    const angle = 2 * Math.PI * cyclesPerSample * i;
    re += weight * (path[i] - centre) * Math.cos(angle);
    im -= weight * (path[i] - centre) * Math.sin(angle);
    weights += weight;
  }
  return [(2 * re) / weights, (2 * im) / weights];
}
