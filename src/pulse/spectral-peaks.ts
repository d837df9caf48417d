export interface SpectralPeak {
  /** Place of the peak, Hz; up to half a bin beyond the band that was searched. */
  readonly hz: number;
  /** Share of the band's power in the peak's lobe that belongs to no higher peak, 0..1. */
  readonly share: number;
}

/**
 * Peaks of a power spectrum between two frequencies, the one with most power first, at most `most`; none where there is no
 * power. Their place is that of a parabola through the logarithm of the three highest bins, far below the bin's width for a
 * Hann window.
 *
 * `power`: Float64Array [bins], only read; bin i lies at i * binHz. `lobeHz`: half width of the window's lobe; peaks are
 * further apart than that. Allocates.
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
  const tops: number[] = [];
  for (let i = first; i <= last; i++) {
    total += power[i];
    if (power[i] > power[i - 1] && power[i] >= power[i + 1]) tops.push(i);
  }
  tops.sort((a, b) => power[b] - power[a]);
  const peaks: SpectralPeak[] = [];
  const taken = new Uint8Array(power.length);
  for (const top of tops) {
    const hz = (top + parabolaOffset(power, top)) * binHz;
    // A shoulder is not a candidate of its own, and a side lobe does not share in the power of its main lobe.
    if (peaks.some((other) => Math.abs(other.hz - hz) <= lobeHz)) continue;
    const from = Math.max(first, Math.ceil((hz - lobeHz) / binHz));
    const to = Math.min(last, Math.floor((hz + lobeHz) / binHz));
    let sum = 0;
    for (let i = from; i <= to; i++) {
      if (!taken[i]) sum += power[i];
      taken[i] = 1;
    }
    peaks.push({ hz, share: sum / total });
  }
  return peaks.sort((a, b) => b.share - a.share).slice(0, most);
}

/** Distance of the parabola's top from bin `i`, in bins, -0.5..0.5. */
function parabolaOffset(power: Float64Array, i: number): number {
  const left = Math.log(power[i - 1] + 1e-300);
  const middle = Math.log(power[i] + 1e-300);
  const right = Math.log(power[i + 1] + 1e-300);
  const curvature = left - 2 * middle + right;
  return curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
}
