import { scaledBesselI0 } from "../pulse/rate-likelihood.ts";

/**
 * Power of a breath's fundamental relative to the noise, in all hypotheses: from barely there to as clear as breaths, which are
 * never alike, let it be.
 */
const POWERS = [2, 4, 8, 16, 32, 64];
/** Power of the octave relative to the fundamental: breathing out takes longer than in and ends in a pause. */
const OCTAVE_SHARES = [0.01, 0.05, 0.15, 0.4, 0.8];
const OCTAVE_PRIOR = [0.25, 0.3, 0.25, 0.15, 0.05];

/**
 * ln of the likelihood ratio of "a breath of this rate" against "noise alone", from the powers at the rate and at its octave
 * over what noise is expected to leave there (both 1 on average for noise); octave null: not seen.
 *
 * Noise alone gives exp(-x), a line of power rho the non-central form exp(-x - rho) I0(2 sqrt(x rho)) (Rice 1945), averaged
 * over what rho and the octave's share may be. The octave adds at most what the rate itself has shown: what moves at 2f alone is
 * not breathing at f.
 */
export function breathLogRatio(first: number, octave: number | null): number {
  const root = rootOf(first);
  let all = 0;
  for (let p = 0; p < POWERS.length; p++) {
    firsts[p] = ratioOf(root, FIRST_ROOTS[p]);
    all += firsts[p];
  }
  const alone = Math.log(all / POWERS.length);
  if (octave === null) return alone;
  const octaveRoot = rootOf(octave);
  const shares = OCTAVE_SHARES.length;
  const most = alone + Math.max(0, alone);
  const enough = POWERS.length * Math.exp(most);
  let sum = 0;
  for (let p = 0; p < POWERS.length && sum < enough; p++) {
    for (let k = 0; k < shares; k++) {
      sum += OCTAVE_PRIOR[k] * firsts[p] * ratioOf(octaveRoot, OCTAVE_ROOTS[p * shares + k]);
    }
  }
  return sum < enough ? Math.log(sum / POWERS.length) : most;
}

const FIRST_ROOTS = Float64Array.from(POWERS, Math.sqrt);
const OCTAVE_ROOTS = Float64Array.from(
  POWERS.flatMap((power) => OCTAVE_SHARES.map((share) => Math.sqrt(power * share))),
);
/** Powers are kept where their ratio is a number that can be held. */
const MOST = 200;

const firsts = new Float64Array(POWERS.length);

function rootOf(x: number): number {
  return Math.sqrt(Math.min(x, MOST));
}

/** exp(-rho) I0(2 sqrt(x rho)), from the roots of x and rho. */
function ratioOf(root: number, powerRoot: number): number {
  return Math.exp(powerRoot * (2 * root - powerRoot)) * scaledBesselI0(2 * root * powerRoot);
}
