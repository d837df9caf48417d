/** Slower than this no pulse can be read, faster than this no camera in use records. */
export const LOWEST_RATE_HZ = 5;
export const HIGHEST_RATE_HZ = 480;
/** Nominal and measured rates that differ by more than this factor contradict each other. */
const CONTRADICTION = 1.5;

/** Frame rate as stamps show it; both null below 2 distinct stamps. */
export interface MeasuredRate {
  /** From the whole span, Hz. */
  readonly meanHz: number | null;
  /** From the middle interval, Hz. */
  readonly medianHz: number | null;
}

/** Measures the rate of stamps in ms, in any order; repeated ones count once. */
export function measureRate(stampsMs: readonly number[]): MeasuredRate {
  const sorted = [...new Set(stampsMs)].sort((a, b) => a - b);
  if (sorted.length < 2) return { meanHz: null, medianHz: null };
  const intervals = sorted.slice(1).map((stamp, i) => stamp - sorted[i]);
  intervals.sort((a, b) => a - b);
  const spanMs = sorted[sorted.length - 1] - sorted[0];
  return {
    meanHz: (1000 * intervals.length) / spanMs,
    medianHz: 1000 / intervals[intervals.length >> 1],
  };
}

/** The header's rate unless it is absent or the stamps contradict it; then theirs; null when neither is known. */
export function believedRateHz(nominalHz: number | null, measured: MeasuredRate): number | null {
  if (nominalHz === null || !isSupported(nominalHz)) return measured.meanHz ?? nominalHz;
  if (measured.meanHz === null || measured.medianHz === null) return nominalHz;
  const contradicts = (hz: number) => hz > nominalHz * CONTRADICTION || hz * CONTRADICTION < nominalHz;
  return contradicts(measured.meanHz) && contradicts(measured.medianHz) ? measured.meanHz : nominalHz;
}

/**
 * The rate that rules a video out, or null. Stamps outrank the header, and one long or short interval among good ones
 * rules nothing out: mean and median must both be out of range.
 */
export function unsuitableRateHz(nominalHz: number | null, measured: MeasuredRate): number | null {
  const { meanHz, medianHz } = measured;
  if (meanHz !== null && medianHz !== null) return isSupported(meanHz) || isSupported(medianHz) ? null : meanHz;
  return nominalHz === null || isSupported(nominalHz) ? null : nominalHz;
}

function isSupported(hz: number): boolean {
  return hz >= LOWEST_RATE_HZ && hz <= HIGHEST_RATE_HZ;
}
