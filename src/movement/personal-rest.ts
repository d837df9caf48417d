/** Samples at 10 Hz from which the first rest is learned: 4 s outlast a blink, a word and a glance. */
const LEARN_SAMPLES = 40;
const SAMPLE_MS = 100;
/** Rest drifts with posture and swelling, over minutes. */
const SLOWEST_MS = 180_000;
/** The first seconds may have been an expression: the younger the rest, the faster it is corrected. */
const FASTEST_MS = 10_000;
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
 * Plans the learning of a person's rest: the median of the first 4 s seen, then a slow pull towards what is seen, bounded as
 * in Huber's estimator so that what lasts most of the time is rest, not what deviates most.
 */
export function planPersonalRest(count: number): PersonalRest {
  const level = new Float64Array(count);
  const first: Float64Array[] = [];
  let samples = 0;
  return {
    level,
    get known() {
      return samples >= LEARN_SAMPLES;
    },
    step(measures) {
      samples++;
      if (samples <= LEARN_SAMPLES) {
        first.push(Float64Array.from(measures));
        if (samples === LEARN_SAMPLES) medianInto(first, level);
        return;
      }
      const ageMs = samples * SAMPLE_MS;
      const share = SAMPLE_MS / Math.min(SLOWEST_MS, Math.max(FASTEST_MS, ageMs));
      for (let i = 0; i < count; i++) {
        const pull = measures[i] - level[i];
        level[i] += share * Math.max(-LARGEST_PULL, Math.min(LARGEST_PULL, pull));
      }
    },
  };
}

function medianInto(rows: Float64Array[], out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const sorted = rows.map((row) => row[i]).sort((a, b) => a - b);
    out[i] = sorted[sorted.length >> 1];
  }
  rows.length = 0;
}
