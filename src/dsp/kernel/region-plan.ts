/** What a kernel of regions is planned for. */
export interface RegionPlan {
  /** Regions that are pushed and updated together, at least 1. */
  readonly regions: number;
  /** Samples a second of their colours. */
  readonly fsHz: number;
  /** Longest window that is ever read, samples; at most `fftSize` of them are transformed. */
  readonly capacity: number;
  /** Points of the transform, zeros included: a power of two, 64 to 65536. */
  readonly fftSize: number;
  /** Samples over which the colours are projected, at least 2: 1.6 s for POS. */
  readonly projectionWindow: number;
  /** Smoothing parameter of planSmoothnessDetrend. */
  readonly detrendLambda: number;
  /** Band of signal and noise, Hz; spectra reach from 0 to its end. */
  readonly bandHz: readonly [number, number];
  /** Where the highest peak is looked for, Hz; within the band of the spectra. */
  readonly peakHz: readonly [number, number];
}

/** Bins of a plan; the last of each pair is included. */
export interface RegionBins {
  readonly binHz: number;
  /** Bins from 0 that every spectrum has. */
  readonly count: number;
  readonly band: readonly [number, number];
  readonly peak: readonly [number, number];
}

/** Fewest samples of a window: the system of the detrending then has a middle. */
const FEWEST_SAMPLES = 8;

/** Bins of a plan; throws RangeError on a plan that cannot be. */
export function binsOf({ regions, fsHz, fftSize, projectionWindow, capacity, bandHz, peakHz }: RegionPlan): RegionBins {
  const isPowerOfTwo = Number.isInteger(Math.log2(fftSize));
  if (!isPowerOfTwo || fftSize < 64 || fftSize > 65536) throw new RangeError(`${fftSize} points cannot be transformed`);
  if (!(regions >= 1)) throw new RangeError("a kernel needs a region");
  if (!(projectionWindow >= 2 && capacity >= projectionWindow)) {
    throw new RangeError(`a window of ${capacity} samples is shorter than its projection over ${projectionWindow}`);
  }
  const binHz = fsHz / fftSize;
  const count = Math.ceil(bandHz[1] / binHz) + 1;
  const band = [Math.ceil(bandHz[0] / binHz), Math.min(count - 1, Math.floor(bandHz[1] / binHz))] as const;
  const peak = [Math.max(1, Math.ceil(peakHz[0] / binHz)), Math.min(count - 2, Math.floor(peakHz[1] / binHz))] as const;
  if (count > fftSize / 2) throw new RangeError(`a band up to ${bandHz[1]} Hz is beyond half of ${fsHz} Hz`);
  if (band[0] < 0 || peak[0] > peak[1]) throw new RangeError("the band holds no bin");
  return { binHz, count, band, peak };
}

/** Throws RangeError where a window of `n` samples cannot be read under a plan after `length` samples. */
export function checkWindow({ capacity, projectionWindow }: RegionPlan, n: number, length: number): void {
  const fewest = Math.max(FEWEST_SAMPLES, projectionWindow);
  if (!(n >= fewest && n <= capacity))
    throw new RangeError(`a window of ${n} samples is not within ${fewest}..${capacity}`);
  if (n > length) throw new RangeError(`there are ${length} samples, not ${n}`);
}

/** Throws RangeError where `n` samples do not fit the transform. */
export function checkTransform(n: number, fftSize: number): void {
  if (n > fftSize) throw new RangeError(`${n} samples do not fit a transform of ${fftSize}`);
}

/** Directions that can be taken out of the waves: light of a room in three channels. */
export const MOST_DISTURBANCES = 3;

/** Throws RangeError where vectors cannot be taken out of waves of `n` samples. */
export function checkDisturbances(vectors: readonly Float64Array[], n: number): void {
  if (vectors.length > MOST_DISTURBANCES) throw new RangeError(`${vectors.length} disturbances are too many`);
  if (vectors.some((vector) => vector.length !== n)) throw new RangeError(`a disturbance is not of ${n} samples`);
}

/** Half width of the lobe of a Hann window of `n` samples, radians a sample. */
export function lobeRadians(n: number): number {
  return (4 * Math.PI) / n;
}

/**
 * Newton steps that take a coarse peak to within 0.001 /min of the exact one: with less than half as many zeros as samples
 * the bins are wide for the lobe, and one does not.
 */
export function newtonStepsFor(n: number, fftSize: number): number {
  return fftSize < 1.5 * n ? 2 : 1;
}
