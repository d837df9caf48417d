/**
 * A breath's rate and its octave in one window, clear of offset, slope and bend: projecting on it is the least-squares fit of
 * a harmonic to a signal with drift (Lomb 1976, generalised).
 */
export interface BreathBasis {
  /** Samples in the window. */
  readonly length: number;
  /** Four orthonormal vectors, Float64Array [length] each: two span the rate, two its octave. */
  readonly vectors: readonly Float64Array[];
  /**
   * Float64Array [4]: how much more power noise of slope 0..3 (1/f^slope, its density taken at the rate) leaves in the first two
   * vectors than white noise does. Grows with the slope, since a short window also sees what is slower.
   */
  readonly driftGains: Float64Array;
}

const MAX_SLOPE = 3;
const DRIFT_STEPS = 40;
/** Slower drift than this share of the rate is a bend, which is taken out. */
const SLOWEST_SHARE = 0.05;
const FASTEST_SHARE = 4;

/** Plans the basis of `rateHz` in a window of `length` samples at `fsHz`; length at least 8. Allocates once. */
export function planBreathBasis(rateHz: number, length: number, fsHz: number): BreathBasis {
  const at = (i: number) => (2 * i) / (length - 1) - 1;
  const phase = (i: number) => (2 * Math.PI * rateHz * i) / fsHz;
  const shapes: ((i: number) => number)[] = [
    () => 1,
    at,
    (i) => at(i) ** 2,
    (i) => Math.cos(phase(i)),
    (i) => Math.sin(phase(i)),
    (i) => Math.cos(2 * phase(i)),
    (i) => Math.sin(2 * phase(i)),
  ];
  const all: Float64Array[] = [];
  for (const shape of shapes) {
    const vector = Float64Array.from({ length }, (_, i) => shape(i));
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of all) {
        const shared = dot(vector, earlier);
        for (let i = 0; i < length; i++) vector[i] -= shared * earlier[i];
      }
    }
    const size = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) vector[i] /= size;
    all.push(vector);
  }
  const vectors = all.slice(3);
  return { length, vectors, driftGains: driftGainsOf(vectors, rateHz, fsHz) };
}

/** Gain at a slope between the whole ones, 0..3. */
export function driftGain({ driftGains }: BreathBasis, slope: number): number {
  const below = Math.min(Math.floor(slope), MAX_SLOPE - 1);
  const part = slope - below;
  return driftGains[below] ** (1 - part) * driftGains[below + 1] ** part;
}

/** Power that two neighbours of the vectors, from `first` on, find in as many samples of `signal` from `start` on. */
export function powerIn({ vectors, length }: BreathBasis, first: number, signal: Float64Array, start: number): number {
  const one = vectors[first];
  const other = vectors[first + 1];
  let sum = 0;
  let otherSum = 0;
  for (let i = 0, at = start; i < length; i++, at++) {
    const value = signal[at];
    sum += one[i] * value;
    otherSum += other[i] * value;
  }
  return sum * sum + otherSum * otherSum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function driftGainsOf(vectors: readonly Float64Array[], rateHz: number, fsHz: number): Float64Array {
  const sums = new Float64Array(MAX_SLOPE + 1);
  const ratio = (FASTEST_SHARE / SLOWEST_SHARE) ** (1 / DRIFT_STEPS);
  for (let step = 0; step <= DRIFT_STEPS; step++) {
    const share = SLOWEST_SHARE * ratio ** step;
    const angle = (2 * Math.PI * rateHz * share) / fsHz;
    // On a logarithmic scale each step stands for a width in proportion to its frequency.
    const power = share * (powerAt(vectors[0], angle) + powerAt(vectors[1], angle));
    for (let slope = 0; slope <= MAX_SLOPE; slope++) sums[slope] += power * share ** -slope;
  }
  return sums.map((sum) => sum / sums[0]);
}

function powerAt(vector: Float64Array, angle: number): number {
  const [stepRe, stepIm] = [Math.cos(angle), Math.sin(angle)];
  let [re, im, sumRe, sumIm] = [1, 0, 0, 0];
  for (const value of vector) {
    sumRe += value * re;
    sumIm += value * im;
    [re, im] = [re * stepRe - im * stepIm, re * stepIm + im * stepRe];
  }
  return sumRe * sumRe + sumIm * sumIm;
}
