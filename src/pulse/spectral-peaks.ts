export interface SpectralPeak {
  readonly hz: number;
  /** Share of the band's power in the peak's lobe, 0..1. */
  readonly share: number;
}

/**
 * Peaks of a power spectrum between two frequencies, strongest first, at most `most`. Their place is that of a parabola
 * through the logarithm of the three highest bins, far below the bin's width for a Hann window.
 *
 * `power`: Float64Array [bins]; bin i lies at i * binHz. `lobeHz`: half width of the window's lobe.
 */
export function findSpectralPeaks(
  power: Float64Array,
  binHz: number,
  lowHz: number,
  highHz: number,
  lobeHz: number,
  most: number,
): SpectralPeak[] {
  const first = Math.max(1, Math.ceil(lowHz / binHz));
  const last = Math.min(power.length - 2, Math.floor(highHz / binHz));
  let total = 0;
  for (let i = first; i <= last; i++) total += power[i];
  const peaks: SpectralPeak[] = [];
  for (let i = first; i <= last && total > 0; i++) {
    if (!(power[i] > power[i - 1] && power[i] >= power[i + 1])) continue;
    const hz = (i + parabolaOffset(power, i)) * binHz;
    peaks.push({ hz, share: lobePower(power, binHz, hz, lobeHz, first, last) / total });
  }
  peaks.sort((a, b) => b.share - a.share);
  // A lobe's shoulder is not a candidate of its own.
  const apart = peaks.filter((peak, i) => peaks.slice(0, i).every((other) => Math.abs(other.hz - peak.hz) > lobeHz));
  return apart.slice(0, most);
}

/** Power of the bins within `lobeHz` of `hz`, kept to bins [first, last]. */
export function lobePower(
  power: Float64Array,
  binHz: number,
  hz: number,
  lobeHz: number,
  first: number,
  last: number,
): number {
  const from = Math.max(first, Math.ceil((hz - lobeHz) / binHz));
  const to = Math.min(last, Math.floor((hz + lobeHz) / binHz));
  let sum = 0;
  for (let i = from; i <= to; i++) sum += power[i];
  return sum;
}

function parabolaOffset(power: Float64Array, i: number): number {
  const left = Math.log(power[i - 1] + 1e-300);
  const middle = Math.log(power[i] + 1e-300);
  const right = Math.log(power[i + 1] + 1e-300);
  const curvature = left - 2 * middle + right;
  return curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
}
