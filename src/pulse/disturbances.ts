import { type OrthonormalBasis, planOrthonormalBasis } from "../dsp/orthonormal-basis.ts";

/**
 * The rhythm that a codec leaves: how far the sample lies in its group of pictures, as harmonics of the keyframe rhythm.
 *
 * A keyframe redraws the picture and the frames after it drift away from it, so a photo's colour jumps with every
 * keyframe. The phase is known from the container, so that the rhythm can be taken out even where it sits on a rate, at
 * the price of a slightly weaker pulse that beats exactly in time with it.
 *
 * `tMs`: Float64Array [n], time of each sample; `keyframesMs`: rising. Adds nothing with fewer than three keyframes.
 */
export function addKeyframeRhythm(
  basis: OrthonormalBasis,
  tMs: Float64Array,
  keyframesMs: readonly number[],
  highestHz: number,
): void {
  if (keyframesMs.length < 3) return;
  const phase = keyframePhase(tMs, keyframesMs);
  const meanPeriodMs = (keyframesMs[keyframesMs.length - 1] - keyframesMs[0]) / (keyframesMs.length - 1);
  const harmonics = Math.min(Math.floor((highestHz * meanPeriodMs) / 1000), MAX_KEYFRAME_HARMONICS);
  for (let h = 1; h <= harmonics; h++) {
    basis.add(phase.map((p) => Math.cos(2 * Math.PI * h * p)));
    basis.add(phase.map((p) => Math.sin(2 * Math.PI * h * p)));
  }
}

/** Slow rhythms need more harmonics to be covered; beyond this they no longer look like a pulse. */
const MAX_KEYFRAME_HARMONICS = 8;

/** Share of the way from the last keyframe to the next, 0..1; the outer groups are taken to last as long as their neighbours. */
function keyframePhase(tMs: Float64Array, keyframesMs: readonly number[]): Float64Array {
  const last = keyframesMs.length - 1;
  let group = 0;
  return tMs.map((t) => {
    while (group < last - 1 && t >= keyframesMs[group + 1]) group++;
    const start = keyframesMs[group];
    const span = keyframesMs[group + 1] - start;
    return (t - start) / span - Math.floor((t - start) / span);
  });
}

/** A basis of `n` samples with the given disturbances; each is taken to have been detrended as the signal was. */
export function disturbanceBasis(n: number, disturbances: readonly Float64Array[]): OrthonormalBasis {
  const basis = planOrthonormalBasis(n);
  for (const disturbance of disturbances) basis.add(disturbance);
  return basis;
}
