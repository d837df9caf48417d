/** Signal against what is beside it, dB; 0 where there is neither. */
export function decibels(signal: number, rest: number): number {
  return signal + rest > 0 ? 10 * Math.log10((signal + LEAST) / (rest + LEAST)) : 0;
}

/** A part of a whole, 0..1; 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** Keeps a pure tone's ratio a number. */
const LEAST = 1e-300;
