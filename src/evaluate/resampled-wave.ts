/**
 * Waveform `samples` at `fsHz` as `toHz`, the first sample at time 0: means over the time of each new sample where that is
 * longer than the old ones, else linear between them. Samples that are no finite number count as the one before. Allocates.
 */
export function resampled(samples: ArrayLike<number>, fsHz: number, toHz: number): Float64Array {
  const sums = new Float64Array(samples.length + 1);
  let last = 0;
  for (let i = 0; i < samples.length; i++) {
    if (Number.isFinite(samples[i])) last = samples[i];
    sums[i + 1] = sums[i] + last;
  }
  const step = fsHz / toHz;
  const integralTo = (at: number) => {
    const whole = Math.min(Math.floor(at), samples.length - 1);
    return sums[whole] + (at - whole) * (sums[whole + 1] - sums[whole]);
  };
  const count = Math.floor(samples.length / step);
  return Float64Array.from({ length: count }, (_, i) => (integralTo((i + 1) * step) - integralTo(i * step)) / step);
}

/** Mean over about `length` samples around each one, over fewer at the ends. Allocates. */
export function movingMean(values: Float64Array, length: number): Float64Array {
  const half = Math.max(0, Math.round((length - 1) / 2));
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return values.map((_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(values.length, i + half + 1);
    return (sums[to] - sums[from]) / (to - from);
  });
}
