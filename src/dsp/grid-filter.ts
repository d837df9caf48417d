/**
 * Bayesian filter over the places of a grid and over there being nothing at all, causal (after Kitagawa, JASA 1987). All shares
 * are probabilities; those of the places and `absent` sum to 1.
 */
export interface GridFilter {
  /** Float64Array [grid]: probability of each place now; overwritten by `observe()` and `forget()`. */
  readonly shares: Float64Array;
  /** Probability of nothing now, 0..1. */
  readonly absent: number;
  /**
   * One step passes: Float64Array [grid], what is expected of each place before anything is measured; the caller may move shares
   * in it. `appearing` (Float64Array [grid], sums to 1): how likely what comes into view has each place. Overwritten by the next
   * call.
   */
  predict(appearing: Float64Array): Float64Array;
  /** Weighs what is expected by `logRatios` (Float64Array [grid], ln ratios against nothing); null: nothing was measured. */
  observe(logRatios: Float64Array | null): void;
  /** All is taken for nothing: whatever comes next may have any place. */
  forget(): void;
}

/** What may happen within one step, as shares 0..1. */
export interface GridMoves {
  /** Float64Array [grid]: share that moves by 0, 1, ... places to each side. */
  readonly kernel: Float64Array;
  /** Share that jumps anywhere. */
  readonly jumps: number;
  readonly appear: number;
  readonly vanish: number;
}

/** Plans a filter that starts from these shares, whose array it takes over. Allocates once. */
export function planGridFilter(
  { kernel, jumps, appear, vanish }: GridMoves,
  shares: Float64Array,
  absentAtFirst: number,
): GridFilter {
  const size = shares.length;
  const next = new Float64Array(size);
  let absent = absentAtFirst;
  return {
    shares,
    get absent() {
      return absent;
    },
    predict(appearing) {
      const present = 1 - absent;
      for (let to = 0; to < size; to++) {
        let sum = 0;
        for (let from = 0; from < to; from++) sum += shares[from] * kernel[to - from];
        for (let from = to; from < size; from++) sum += shares[from] * kernel[from - to];
        next[to] = (1 - vanish) * (sum + (jumps * present) / size) + appear * absent * appearing[to];
      }
      return next;
    },
    observe(logRatios) {
      // The largest ratio becomes 1: none overflows, and not all vanish.
      let shift = 0;
      if (logRatios) for (const value of logRatios) shift = Math.max(shift, value);
      const gone = ((1 - appear) * absent + vanish * (1 - absent)) * Math.exp(-shift);
      let total = gone;
      for (let i = 0; i < size; i++) {
        if (logRatios) next[i] *= Math.exp(logRatios[i] - shift);
        total += next[i];
      }
      for (let i = 0; i < size; i++) shares[i] = next[i] / total;
      absent = gone / total;
    },
    forget() {
      absent = 1;
      shares.fill(0);
    },
  };
}

/** How places move within a step; lengths in the grid's own unit. */
export interface Drift {
  /** Distance of two places. */
  readonly spacing: number;
  /** Standard deviation of what moves as usual. */
  readonly drift: number;
  /** Mean way of what moves faster, exponentially distributed, and its share 0..1. */
  readonly surge: number;
  readonly surges: number;
  /** Share that is left for jumps anywhere, 0..1. */
  readonly jumps: number;
}

/** Share that moves by 0, 1, ... places to each side within a step, jumps left out: Float64Array [size]. Allocates it. */
export function driftKernel(size: number, { spacing, drift, surge, surges, jumps }: Drift): Float64Array {
  const usual = Float64Array.from({ length: size }, (_, d) => Math.exp(-0.5 * ((d * spacing) / drift) ** 2));
  const fast = Float64Array.from({ length: size }, (_, d) => Math.exp((-d * spacing) / surge));
  const usualSum = bothSides(usual);
  const fastSum = bothSides(fast);
  return usual.map((value, d) => ((1 - surges - jumps) * value) / usualSum + (surges * fast[d]) / fastSum);
}

function bothSides(values: Float64Array): number {
  return values.reduce((sum, value, d) => sum + (d === 0 ? 1 : 2) * value, 0);
}
