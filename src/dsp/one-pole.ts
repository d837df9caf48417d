/** First-order high-pass followed by a first-order low-pass, causal, one sample at a time. */
export interface BandPass {
  /** Takes the next sample and gives back its filtered value, in the same unit; a missing sample must be bridged or reset. */
  step(value: number): number;
  /** Forgets the past; the next value becomes the baseline. */
  reset(): void;
}

/**
 * Plans the filter at `fsHz`; corner frequencies in Hz, 0 < lowHz < highHz < fsHz / 2. Between the corners a crest comes at
 * most 1 / (2 pi highHz) late, 27 ms at 6 Hz: a wave on a monitor may not wait for the future. What changes slowly near
 * the lower corner lags more, by up to 1 / (4 pi lowHz), 0.2 s at 0.4 Hz.
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
