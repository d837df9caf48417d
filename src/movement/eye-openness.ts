/** Aspect ratio of an open eye on this mesh, before the person's own is known: four adults have 0.23 to 0.30. */
const USUAL_OPEN = 0.25;
/**
 * The person's own open eye lies between these: whoever is first seen asleep has 0.15 to 0.16, which must read as closed, not
 * as a narrow eye. A narrower one reads as somewhat closed.
 */
const NARROWEST_OPEN = 0.23;
const WIDEST_OPEN = 0.4;
/** Samples at 10 Hz, 1 to 4 s, of which the third quartile is the first open level: blinks and a drowsy glance stay below it. */
const TOLD_SAMPLES = 10;
const LEARN_SAMPLES = 40;
const LEARN_QUANTILE = 0.75;
const SAMPLE_MS = 100;
/** An eye that opens wider than open was not open before; a narrower one may be tired. */
const RISE_MS = 15_000;
const FALL_MS = 120_000;
/** Ratio to the open eye where narrowing begins, and where the lids have met: the mesh keeps 0.6 of the opening. */
const NARROWED_RATIO = 0.9;
const CLOSED_RATIO = 0.6;
/** Beyond this degree the lid is coming down: no sample of an open eye. */
const NOT_OPEN = 0.5;

export interface EyeOpenness {
  /** How far the lid is closed for one frame's aspect ratio: 0 open, 1 shut, more where it is squeezed shut. */
  closure(aspectRatio: number): number;
  /** Takes one sample at 10 Hz for the person's own open eye. Allocates only while learning. */
  learn(aspectRatio: number): void;
}

/**
 * Plans one eye's closure relative to the person's own open eye. The lids of a closed eye still stand apart on the mesh:
 * recorded blinks reach 0.66 to 0.69 of the open aspect ratio, Soukupova and Cech's threshold of 0.2 lies at two thirds too.
 */
export function planEyeOpenness(): EyeOpenness {
  let open = USUAL_OPEN;
  const first: number[] = [];
  let samples = 0;
  const closure = (aspectRatio: number) =>
    Math.max(0, (NARROWED_RATIO - aspectRatio / open) / (NARROWED_RATIO - CLOSED_RATIO));
  return {
    closure,
    learn(aspectRatio) {
      samples++;
      if (samples <= LEARN_SAMPLES) {
        first.push(aspectRatio);
        if (samples < TOLD_SAMPLES) return;
        open = within(first.toSorted((a, b) => a - b)[Math.floor(LEARN_QUANTILE * samples)]);
        if (samples === LEARN_SAMPLES) first.length = 0;
        return;
      }
      if (closure(aspectRatio) > NOT_OPEN) return;
      const pull = aspectRatio - open;
      open = within(open + (SAMPLE_MS / (pull > 0 ? RISE_MS : FALL_MS)) * pull);
    },
  };
}

function within(aspectRatio: number): number {
  return Math.max(NARROWEST_OPEN, Math.min(WIDEST_OPEN, aspectRatio));
}
