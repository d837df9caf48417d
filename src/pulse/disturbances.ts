import { type OrthonormalBasis, planOrthonormalBasis } from "../dsp/orthonormal-basis.ts";

/**
 * A group of pictures longer than this disturbs only a few times in a window: a broad spectrum, that the noise floor covers,
 * and no line that could be taken for a pulse. Taking out its many close harmonics would take the pulse with them.
 */
const LONGEST_GROUP_MS = 2500;

/**
 * The rhythm that a codec leaves: how far each sample lies in its group of pictures, as harmonics of the keyframe rhythm.
 *
 * A keyframe redraws the picture and the frames after it drift away from it, so a photo's colour jumps with every
 * keyframe. The phase is known from the container, so that the rhythm can be taken out even where it sits on a rate. The
 * longer the span over which it is fitted, the closer to one of its lines a pulse may lie and be left alone.
 *
 * `tMs`: Float64Array [n], time of each sample; `keyframesMs`: rising. Null where there is no such rhythm.
 */
export function keyframeRhythm(
  tMs: Float64Array,
  keyframesMs: readonly number[] | null,
  highestHz: number,
): OrthonormalBasis | null {
  if (!keyframesMs || keyframesMs.length < 3) return null;
  const meanPeriodMs = (keyframesMs[keyframesMs.length - 1] - keyframesMs[0]) / (keyframesMs.length - 1);
  if (meanPeriodMs > LONGEST_GROUP_MS) return null;
  const basis = planOrthonormalBasis(tMs.length);
  basis.add(new Float64Array(tMs.length).fill(1));
  const phase = keyframePhase(tMs, keyframesMs);
  const harmonics = Math.floor((highestHz * meanPeriodMs) / 1000);
  for (let h = 1; h <= harmonics; h++) {
    basis.add(phase.map((p) => Math.cos(2 * Math.PI * h * p)));
    basis.add(phase.map((p) => Math.sin(2 * Math.PI * h * p)));
  }
  return basis;
}

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

/** The room's colour: what it explains is not the patient's. `channels`: detrended as the signal is. */
export function roomDisturbance(channels: readonly Float64Array[]): OrthonormalBasis {
  const basis = planOrthonormalBasis(channels[0].length);
  for (const channel of channels) basis.add(channel);
  return basis;
}
