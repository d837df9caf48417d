/** Slope of a signal seen through a Gaussian: low-passed, differentiated, without delay. */
export interface GaussianSlope {
  readonly sigmaSamples: number;
  /** Samples at each end of the output that miss part of the kernel: they are 0. */
  readonly margin: number;
  /**
   * Writes the slope of `signal` (Float64Array [n], any unit) to `out` ([n], unit per sample). A straight line gives its
   * slope, w radians per sample keep w exp(-w^2 sigma^2 / 2) of their amplitude. Allocates nothing.
   */
  apply(signal: Float64Array, out: Float64Array): void;
}

/** Half width of the kernel in sigmas: what is cut off holds less than a thousandth of the kernel. */
const REACH_SIGMAS = 4;

/**
 * Plans a first derivative of a Gaussian of `sigmaSamples`, the filter that places a step in white noise best (Canny, IEEE
 * PAMI 1986). It passes most at 1 / (2 pi sigma) and rings nowhere. Allocates once. Throws RangeError below 0.5 samples, where
 * the samples no longer carry the kernel.
 */
export function planGaussianSlope(sigmaSamples: number): GaussianSlope {
  if (!(sigmaSamples >= 0.5)) throw new RangeError(`a Gaussian of ${sigmaSamples} samples is too narrow to be sampled`);
  const margin = Math.ceil(REACH_SIGMAS * sigmaSamples);
  const kernel = Float64Array.from(
    { length: margin },
    (_, i) => (i + 1) * Math.exp(-0.5 * ((i + 1) / sigmaSamples) ** 2),
  );
  let line = 0;
  for (let i = 0; i < margin; i++) line += 2 * (i + 1) * kernel[i];
  for (let i = 0; i < margin; i++) kernel[i] /= line;
  return {
    sigmaSamples,
    margin,
    apply(signal, out) {
      const n = signal.length;
      out.fill(0, 0, n);
      for (let at = margin; at < n - margin; at++) {
        let sum = 0;
        for (let i = 0; i < margin; i++) sum += kernel[i] * (signal[at + i + 1] - signal[at - i - 1]);
        out[at] = sum;
      }
    },
  };
}
