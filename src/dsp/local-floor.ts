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
  const n = power.length;
  const lobe = Math.round(lobeHz / binHz);
  const reach = Math.round(reachHz / binHz);
  const around = planSortedValues(2 * Math.max(0, reach - lobe));
  const out = new Float64Array(n);
  // From one bin to the next a single value enters and leaves on either side, so that nothing is sorted anew.
  for (let j = lobe; j < Math.min(n, reach); j++) around.add(power[j]);
  for (let i = 0; i < n; i++) {
    if (i + reach < n) around.replace(power[i + lobe], power[i + reach]);
    else if (i + lobe < n) around.remove(power[i + lobe]);
    if (i - reach > 0) around.replace(power[i - reach - 1], power[i - lobe - 1]);
    else if (i - lobe > 0) around.add(power[i - lobe - 1]);
    out[i] = around.length === 0 ? 0 : around.middle() / Math.LN2;
  }
  return out;
}

/** At most `capacity` values, kept in order; allocates once. */
function planSortedValues(capacity: number) {
  const sorted = new Float64Array(capacity);
  let length = 0;
  /** Number of values below `value`. */
  const rank = (value: number): number => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    get length() {
      return length;
    },
    add(value: number): void {
      const at = rank(value);
      for (let i = length; i > at; i--) sorted[i] = sorted[i - 1];
      sorted[at] = value;
      length++;
    },
    /** Takes a value out that is among them. */
    remove(value: number): void {
      length--;
      for (let i = rank(value); i < length; i++) sorted[i] = sorted[i + 1];
    },
    /** Puts `entering` in place of `leaving`, which is among them. */
    replace(leaving: number, entering: number): void {
      let i = rank(leaving);
      for (; i + 1 < length && sorted[i + 1] < entering; i++) sorted[i] = sorted[i + 1];
      for (; i > 0 && sorted[i - 1] > entering; i--) sorted[i] = sorted[i - 1];
      sorted[i] = entering;
    },
    /** The median, the upper one of two. */
    middle: () => sorted[length >> 1],
  };
}
