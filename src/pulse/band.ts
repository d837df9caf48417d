/** Band in which the noise floor is fitted, Hz: from below the slowest heart to above the second harmonic of most. */
export const BAND_HZ = [0.4, 6] as const;

/** Points of the pooled spectrum of a window, zeros included: bins 1.8 /min apart at 30 Hz, an eighth of a lobe of 10 s. */
export const FFT_SIZE = 1024;

/**
 * Points of a single region's: a quarter of a lobe apart, which is as fine as the spectrum of 10 s changes; regions are weighed and
 * compared by it, and no rate is read from it. Windows of up to 17 s fit.
 */
export const REGION_FFT_SIZE = 512;
