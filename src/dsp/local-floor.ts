/**
 * Noise around each bin of a power spectrum: the median of the bins within `reachHz`, without those within `lobeHz` of the
 * bin itself, over ln 2 (for exponentially distributed power the median is ln 2 times the mean).
 *
 * It answers for noise that no smooth law describes: a waveform that was band-passed before it came here has little noise
 * outside of its band, and a floor fitted over everything makes whatever is inside look certain.
 *
 * `power`: Float64Array [n], only read; neighbours `binHz` apart; `lobeHz` below `reachHz`. Unit of `power`; 0 where no bin lies
 * around. Allocates Float64Array [n].
 */
export function localFloor(power: Float64Array, binHz: number, lobeHz: number, reachHz: number): Float64Array {
  const lobe = Math.round(lobeHz / binHz);
  const reach = Math.round(reachHz / binHz);
  return power.map((_, i) => {
    const below = power.subarray(Math.max(0, i - reach), Math.max(0, i - lobe));
    const above = power.subarray(Math.min(power.length, i + lobe + 1), Math.min(power.length, i + reach + 1));
    const around = new Float64Array(below.length + above.length);
    around.set(below);
    around.set(above, below.length);
    around.sort();
    return around.length === 0 ? 0 : around[around.length >> 1] / Math.LN2;
  });
}
