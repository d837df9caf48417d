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
  const alone = lineLogRatio(first);
  if (octave === null) return alone;
  let sum = 0;
  for (const power of POWERS) {
    const one = ratioOf(first, power);
    for (let k = 0; k < OCTAVE_SHARES.length; k++) {
      sum += OCTAVE_PRIOR[k] * one * ratioOf(octave, power * OCTAVE_SHARES[k]);
    }
  }
  const both = Math.log(sum / POWERS.length);
  return alone + Math.min(both - alone, Math.max(0, alone));
}

function lineLogRatio(x: number): number {
  let sum = 0;
  for (const power of POWERS) sum += ratioOf(x, power);
  return Math.log(sum / POWERS.length);
}

/** Powers are kept where their ratio is a number that can be held. */
const MOST = 200;

function ratioOf(x: number, power: number): number {
  const z = 2 * Math.sqrt(Math.min(x, MOST) * power);
  return Math.exp(z - power) * scaledBesselI0(z);
}
