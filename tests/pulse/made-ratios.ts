/** Distance of the bins of a padded spectrum at 30 Hz. */
export const BIN_HZ = 30 / 1024;
const BINS = Math.ceil(6 / BIN_HZ) + 1;
const WINDOW_S = 10;

export interface Line {
  readonly bpm: number;
  /** Power over the noise at its top. */
  readonly ratio: number;
}

/** Power over noise of sinusoids far enough apart that their lobes (Hann window of 10 s) only add up, over a floor. */
export function lineRatios(lines: readonly Line[], floor: number | ((bin: number) => number) = 0.7): Float64Array {
  return Float64Array.from({ length: BINS }, (_, i) => {
    const noise = typeof floor === "number" ? floor : floor(i);
    return lines.reduce((sum, { bpm, ratio }) => sum + ratio * hannLobe((i * BIN_HZ - bpm / 60) * WINDOW_S), noise);
  });
}

/** Power of the Hann window's transform, 1 at 0; `x` in cycles per window. */
function hannLobe(x: number): number {
  if (Math.abs(x) < 1e-6) return 1;
  if (Math.abs(Math.abs(x) - 1) < 1e-6) return 0.25;
  const sinc = Math.sin(Math.PI * x) / (Math.PI * x);
  return (sinc / (1 - x * x)) ** 2;
}

/** f with 2f and 3f of the given shares of its power. */
export function pulseLines(bpm: number, ratio: number, second = 0, third = 0): Line[] {
  return [
    { bpm, ratio },
    { bpm: 2 * bpm, ratio: ratio * second },
    { bpm: 3 * bpm, ratio: ratio * third },
  ];
}
