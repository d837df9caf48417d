/**
 * A heart does not keep its rate to the letter, so that the flanks of its line stand higher than the window alone would have them: by
 * up to this factor.
 */
const BROADENING = 4;
/** Beyond this many widths of the window's lobe its side lobes lie below all that is measured. */
const REACH_LOBES = 4;

/**
 * Raises the cover on the flanks of every line to that at its top, in place: what a disturbance may have left where a line has
 * its top covers the top alone, and the line's own flanks, which are as high as the window makes them, would stand out beside
 * it as lines of other rates.
 *
 * `power`, `cover`: Float64Array [bins] of a spectrum seen through a Hann window of `windowS`, bins `binHz` apart; `power` is only
 * read. A bin is on a flank when it is no higher than the window leaks there from the top. Allocates two arrays.
 */
export function coverFlanks(power: Float64Array, cover: Float64Array, binHz: number, windowS: number): void {
  const bins = power.length;
  const reach = Math.round((REACH_LOBES * 2) / windowS / binHz);
  const skirt = Float64Array.from({ length: reach + 1 }, (_, d) => BROADENING * hannLeakage(d * binHz * windowS));
  const covered = cover.slice();
  for (let top = 1; top + 1 < bins; top++) {
    if (power[top] < power[top - 1] || power[top] < power[top + 1]) continue;
    const last = Math.min(bins - 1, top + reach);
    for (let i = Math.max(0, top - reach); i <= last; i++) {
      const onFlank = power[i] < power[top] && power[i] <= skirt[Math.abs(i - top)] * power[top];
      if (onFlank && covered[i] < cover[top]) covered[i] = cover[top];
    }
  }
  cover.set(covered);
}

/**
 * Power that a Hann window leaks to a distance of `d` cycles per window, relative to the line's top, at most; beyond the main lobe the
 * envelope of the side lobes (Harris, Proc IEEE 1978).
 */
function hannLeakage(d: number): number {
  if (d < 1e-6) return 1;
  if (Math.abs(d - 1) < 1e-6) return 0.25;
  const envelope = 1 / (Math.PI * d * Math.abs(1 - d * d));
  const amplitude = d < 1.5 ? Math.abs(Math.sin(Math.PI * d)) * envelope : envelope;
  return amplitude ** 2;
}
