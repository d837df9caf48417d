/** Samples at 10 Hz after which rest is first told: 5 s outlast a blink, a word and a raised brow. */
const TOLD_SAMPLES = 50;
/** Until 15 s are seen it stays the median of all, renewed each second: the first seconds may have been an expression. */
const LEARN_SAMPLES = 150;
const RENEWED_SAMPLES = 10;
const SAMPLE_MS = 100;
/** Rest drifts with posture and swelling, over minutes. */
const SLOWEST_MS = 180_000;
/** A sample pulls by no more than this many face widths, 0.7 mm of a face of 14 cm: a long grimace of 5 mm takes over 20 min to be taken for rest. */
const LARGEST_PULL = 0.005;

export interface PersonalRest {
  /** Float64Array [count]: the measures at rest; meaningless until `known`. */
  readonly level: Float64Array;
  readonly known: boolean;
  /** Takes the measures (Float64Array [count]) of one sample at 10 Hz. Allocates only while learning. */
  step(measures: Float64Array): void;
}

/**
 * Plans the learning of a person's rest: the median of the first 15 s seen, then a slow pull towards what is seen, bounded as
 * in Huber's estimator so that what lasts most of the time is rest, not what deviates most.
 */
export function planPersonalRest(count: number): PersonalRest {
  const level = new Float64Array(count);
  const first: Float64Array[] = [];
  let samples = 0;
  return {
    level,
    get known() {
      return samples >= TOLD_SAMPLES;
    },
    step(measures) {
      samples++;
      if (samples <= LEARN_SAMPLES) {
        first.push(Float64Array.from(measures));
        if (samples >= TOLD_SAMPLES && samples % RENEWED_SAMPLES === 0) medianInto(first, level);
        if (samples === LEARN_SAMPLES) first.length = 0;
        return;
      }
      // As young as it is, the mean of what was seen; later a moving one.
      const share = SAMPLE_MS / Math.min(SLOWEST_MS, samples * SAMPLE_MS);
      for (let i = 0; i < count; i++) {
        const pull = measures[i] - level[i];
        level[i] += share * Math.max(-LARGEST_PULL, Math.min(LARGEST_PULL, pull));
      }
    },
  };
}

function medianInto(rows: readonly Float64Array[], out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const sorted = rows.map((row) => row[i]).sort((a, b) => a - b);
    out[i] = sorted[sorted.length >> 1];
  }
}
