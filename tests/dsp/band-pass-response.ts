/** The z-transform of a first-order low-pass y += s (x - y) at `hz`: s / (1 - (1 - s) z^-1). */
function lowPassAt(hz: number, cornerHz: number, fsHz: number): [number, number] {
  const share = 1 - Math.exp((-2 * Math.PI * cornerHz) / fsHz);
  const angle = (2 * Math.PI * hz) / fsHz;
  const re = 1 - (1 - share) * Math.cos(angle);
  const im = (1 - share) * Math.sin(angle);
  const power = re * re + im * im;
  return [(share * re) / power, (-share * im) / power];
}

/** Gain and phase at `hz` of a first-order high-pass, (1 - low), followed by a first-order low-pass. */
export function bandPassAt(hz: number, lowHz: number, highHz: number, fsHz: number): { gain: number; phase: number } {
  const [lowRe, lowIm] = lowPassAt(hz, lowHz, fsHz);
  const [highRe, highIm] = lowPassAt(hz, highHz, fsHz);
  const re = (1 - lowRe) * highRe + lowIm * highIm;
  const im = (1 - lowRe) * highIm - lowIm * highRe;
  return { gain: Math.hypot(re, im), phase: Math.atan2(im, re) };
}
