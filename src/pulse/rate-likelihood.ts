import { ratioAt } from "./power-ratio.ts";
import { RATE_GRID_BPM } from "./rate-grid.ts";

/**
 * Log-likelihood ratio of "a pulse of this rate" against "noise alone" for every rate of the grid.
 *
 * With x the power at a frequency over its expected noise, noise alone gives p(x) = exp(-x); a sinusoid of power rho times
 * the noise gives the non-central form exp(-x - rho) I0(2 sqrt(x rho)) (Rice 1945). The ratio is taken for f and 2f
 * together, so that a peak at f/2's place is missed by the hypothesis of its octave, and the octave's own peak is explained
 * by the fundamental: this is what keeps 44 from reading 88 and 126 from reading 63. rho and the share of the second
 * harmonic are unknown and averaged over. 3f may be there or not; where it is, it speaks for the rate.
 */
const FUNDAMENTAL_POWERS = [3, 6, 12, 24, 48, 96, 192, 384];
/** Power of 2f relative to f in the projected waveform: 0 to 1, mostly small (pulse waveforms of faces, facts: peers). */
const HARMONIC_SHARES = [0.01, 0.05, 0.15, 0.4, 1];
const HARMONIC_PRIOR = [0.2, 0.25, 0.25, 0.2, 0.1];
/**
 * Below this rate, /min, breathing and slow wander share the band with the heart, and they are nearly sinusoidal. A slow
 * heart is not: systole keeps its length, so that the beat fills a smaller part of the period and 2f is strong. What f alone
 * shows there counts only up to a bound; the rest must be borne out by 2f, and by 3f where 2f is seen too: breathing at a third
 * of the heart's rate has a 3f, but no 2f.
 */
const SLOW_BPM = 45;
const SLOW_ALONE = 2;
const SLOW_PER_HARMONIC = 3;
/** ln ratio of 2f from which it is seen. */
const SECOND_SEEN = 3;

/**
 * `ratios`: see powerRatios; `uncovered`: see uncoveredRatios, null where nothing is hidden; `binHz`: their distance. Writes ln
 * ratios to `out` (Float64Array [grid]).
 */
export function rateLogLikelihood(
  ratios: Float64Array,
  uncovered: Float64Array | null,
  binHz: number,
  out: Float64Array,
): void {
  const mayHide =
    uncovered && RATE_GRID_BPM.map((bpm) => lineLogRatioOfAnyPower(ratioAt(uncovered, binHz, bpm / 60) ?? 0));
  for (let i = 0; i < RATE_GRID_BPM.length; i++) {
    const hz = RATE_GRID_BPM[i] / 60;
    const first = ratioAt(ratios, binHz, hz) ?? 0;
    const second = ratioAt(ratios, binHz, 2 * hz);
    const third = ratioAt(ratios, binHz, 3 * hz);
    // The fundamental of a pulse is not weaker than a harmonic: each adds at most what the fundamental has shown.
    const alone = lineLogRatioOfAnyPower(first);
    const most = Math.max(0, alone, mayHide ? mayHide[i] : 0);
    const octave = second === null ? 0 : pairLogRatio(first, second) - alone;
    const twelfth = third === null ? 0 : Math.max(0, Math.log((1 + Math.exp(lineLogRatioOfAnyPower(third))) / 2));
    out[i] = alone + Math.min(octave, most) + Math.min(twelfth, most);
    if (second !== null && lineTopBpm(ratios, binHz, RATE_GRID_BPM[i]) < SLOW_BPM) {
      const borne = Math.max(0, lineLogRatioOfAnyPower(second));
      const further = Math.min(1, borne / SECOND_SEEN) * twelfth;
      out[i] = Math.min(out[i], SLOW_ALONE + SLOW_PER_HARMONIC * (borne + further));
    }
  }
  if (mayHide) shareWithHidden(mayHide, out);
}

/** Half width of a line at half its height, /min: that of a window of ten to fifteen seconds. */
const HALF_WIDTH_BPM = 3;

/**
 * Where light hides a line at a rate, a line at twice or three times that rate may be its harmonic: it then speaks for both alike,
 * as far as what is hidden is strong enough to have it.
 */
function shareWithHidden(mayHide: readonly number[], out: Float64Array): void {
  const last = RATE_GRID_BPM.length - 1;
  for (let i = 0; i <= last; i++) {
    for (const times of [2, 3]) {
      const harmonic = times * RATE_GRID_BPM[i] - RATE_GRID_BPM[0];
      const width = (times - 1) * HALF_WIDTH_BPM;
      for (let j = Math.max(0, harmonic - width); j <= Math.min(last, harmonic + width); j++) {
        out[i] = Math.max(out[i], Math.min(out[j], 2 * mayHide[i]));
      }
    }
  }
}

/** Top, /min, of the line on whose upper flank a rate lies; on the flank of a slow line it is that line that is seen. */
function lineTopBpm(ratios: Float64Array, binHz: number, rateBpm: number): number {
  const at = (bpm: number) => ratioAt(ratios, binHz, bpm / 60) ?? 0;
  let top = rateBpm;
  while (top > RATE_GRID_BPM[0] && at(top - 1) > at(top)) top--;
  return top;
}

/** Square roots of the powers of f and 2f in all hypotheses; those of one fundamental follow one another. */
const FIRST_ROOTS = Float64Array.from(FUNDAMENTAL_POWERS, Math.sqrt);
const SECOND_ROOTS = Float64Array.from(
  FUNDAMENTAL_POWERS.flatMap((power) => HARMONIC_SHARES.map((share) => Math.sqrt(power * share))),
);
/** A hypothesis that is this much less likely than another, ln, adds nothing that a number could hold. */
const NEGLIGIBLE = 30;

const bounds = new Float64Array(SECOND_ROOTS.length);

/** f and 2f together, the power of 2f coupled to that of f. */
function pairLogRatio(first: number, second: number): number {
  const firstRoot = Math.sqrt(first);
  const secondRoot = Math.sqrt(second);
  const shares = HARMONIC_SHARES.length;
  let highest = Number.NEGATIVE_INFINITY;
  for (let p = 0, k = 0; p < FIRST_ROOTS.length; p++) {
    const one = lineBound(firstRoot, FIRST_ROOTS[p]);
    for (let h = 0; h < shares; h++, k++) {
      bounds[k] = one + lineBound(secondRoot, SECOND_ROOTS[k]);
      if (bounds[k] > highest) highest = bounds[k];
    }
  }
  let total = 0;
  for (let p = 0, k = 0; p < FIRST_ROOTS.length; p++) {
    let one: number | null = null;
    for (let h = 0; h < shares; h++, k++) {
      if (bounds[k] < highest - NEGLIGIBLE) continue;
      one ??= scaledBesselI0(2 * firstRoot * FIRST_ROOTS[p]);
      const two = scaledBesselI0(2 * secondRoot * SECOND_ROOTS[k]);
      total += HARMONIC_PRIOR[h] * one * two * Math.exp(bounds[k] - highest);
    }
  }
  return highest + Math.log(total / FIRST_ROOTS.length);
}

/** One line of unknown power. */
function lineLogRatioOfAnyPower(x: number): number {
  const root = Math.sqrt(x);
  let highest = Number.NEGATIVE_INFINITY;
  for (const powerRoot of FIRST_ROOTS) highest = Math.max(highest, lineBound(root, powerRoot));
  let sum = 0;
  for (const powerRoot of FIRST_ROOTS) {
    const bound = lineBound(root, powerRoot);
    if (bound < highest - NEGLIGIBLE) continue;
    sum += scaledBesselI0(2 * root * powerRoot) * Math.exp(bound - highest);
  }
  return highest + Math.log(sum / FIRST_ROOTS.length);
}

/**
 * ln of exp(-rho + z) with z = 2 sqrt(x rho), from the roots of x and rho: what a line's likelihood ratio exp(-rho) I0(z) would
 * be if I0(z) were exp(z), which it never exceeds.
 */
function lineBound(root: number, powerRoot: number): number {
  return powerRoot * (2 * root - powerRoot);
}

/** I0(z) exp(-z), z >= 0: 1 at 0, falling; Abramowitz and Stegun 9.8.1 and 9.8.2, relative error below 2e-7. */
export function scaledBesselI0(z: number): number {
  if (z < 3.75) {
    const t = (z / 3.75) ** 2;
    const i0 =
      1 + t * (3.5156229 + t * (3.0899424 + t * (1.2067492 + t * (0.2659732 + t * (0.0360768 + t * 0.0045813)))));
    return i0 * Math.exp(-z);
  }
  const t = 3.75 / z;
  const tail =
    0.39894228 +
    t *
      (0.01328592 +
        t *
          (0.00225319 +
            t *
              (-0.00157565 +
                t * (0.00916281 + t * (-0.02057706 + t * (0.02635537 + t * (-0.01647633 + t * 0.00392377)))))));
  return tail / Math.sqrt(z);
}
