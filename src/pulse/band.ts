/** Band in which the noise floor is fitted, Hz: from below the slowest heart to above the second harmonic of most. */
export const BAND_HZ = [0.4, 6] as const;

/** Points of a window's spectrum, zeros included: bins 1.8 /min apart at 30 Hz, an eighth of a lobe of 10 s. */
export const FFT_SIZE = 1024;
