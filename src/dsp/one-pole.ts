/** First-order high-pass followed by a first-order low-pass, causal, one sample at a time. */
export interface BandPass {
  step(value: number): number;
  /** Forgets the past; the next value becomes the baseline. */
  reset(): void;
}

/**
 * Plans the filter at `fsHz`; corner frequencies in Hz. Its group delay between the corners is about 1 / (2 pi highHz),
 * 27 ms at 6 Hz: a wave on a monitor may not wait for the future.
 */
export function planBandPass(fsHz: number, lowHz: number, highHz: number): BandPass {
  const lowShare = 1 - Math.exp((-2 * Math.PI * lowHz) / fsHz);
  const highShare = 1 - Math.exp((-2 * Math.PI * highHz) / fsHz);
  let baseline: number | null = null;
  let smooth = 0;
  return {
    step(value) {
      baseline = baseline === null ? value : baseline + lowShare * (value - baseline);
      smooth += highShare * (value - baseline - smooth);
      return smooth;
    },
    reset() {
      baseline = null;
      smooth = 0;
    },
  };
}
