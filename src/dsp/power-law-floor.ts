/**
 * Noise floor a - b ln f of a power spectrum in log-log scale, robust against peaks.
 *
 * Sensor noise is white, drift and motion rise towards low frequencies about as 1/f^b: a floor that knows drift keeps slow
 * wander from looking like a slow heart. The line is fitted to the median of ln power in bands of equal log width, so that
 * a pulse, its harmonic and the lobes around them do not lift it.
 */
export interface PowerLawFloor {
  /** ln of the expected noise power at frequency f is `level - slope * ln f`. */
  readonly level: number;
  /** Exponent b of 1 / f^b, 0..3. */
  readonly slope: number;
}

/** For power that is exponentially distributed the median is ln 2 times the mean. */
const LN_MEDIAN_OVER_MEAN = Math.log(Math.log(2));
/** Steeper floors than 1/f^3 are seen where a trend was left in; a rising floor would favour low frequencies. */
const MAX_SLOPE = 3;
const BANDS = 12;
/** Power above the floor by this factor is not noise (probability 1 % under the exponential law): left out and fitted again. */
const LN_PEAK_FACTOR = Math.log(4.6);
const ROUNDS = 3;
/** At least this share of the bins stays in the fit. */
const MIN_KEPT_SHARE = 0.4;

/**
 * Fits the floor to `power` at `frequenciesHz` (both Float64Array [n], only read; frequencies rising and above 0, at least 16;
 * power in any unit, 0 or more). Peaks are left out together with `lobeHz` to either side. Bands without samples are passed
 * over. The slope is kept to 0..3. Allocates.
 */
export function fitPowerLawFloor(frequenciesHz: Float64Array, power: Float64Array, lobeHz: number): PowerLawFloor {
  const logHz = new Float64Array(power.length);
  const logPower = new Float64Array(power.length);
  for (let i = 0; i < power.length; i++) {
    logHz[i] = Math.log(frequenciesHz[i]);
    logPower[i] = Math.log(power[i] + 1e-300);
  }
  let floor = fitLine(logHz, logPower, null);
  for (let round = 1; round < ROUNDS; round++) {
    const kept = awayFromPeaks(frequenciesHz, logHz, logPower, floor, lobeHz);
    let count = 0;
    for (const keep of kept) count += keep;
    if (count < MIN_KEPT_SHARE * kept.length) break;
    floor = fitLine(logHz, logPower, kept);
  }
  return floor;
}

function awayFromPeaks(
  frequenciesHz: Float64Array,
  logHz: Float64Array,
  logPower: Float64Array,
  { level, slope }: PowerLawFloor,
  lobeHz: number,
): Uint8Array {
  const n = logPower.length;
  const kept = new Uint8Array(n).fill(1);
  for (let i = 0; i < n; i++) {
    if (logPower[i] <= LN_PEAK_FACTOR + level - slope * logHz[i]) continue;
    for (let j = i; j >= 0 && frequenciesHz[i] - frequenciesHz[j] <= lobeHz; j--) kept[j] = 0;
    for (let j = i; j < n && frequenciesHz[j] - frequenciesHz[i] <= lobeHz; j++) kept[j] = 0;
  }
  return kept;
}

function fitLine(logHz: Float64Array, logPower: Float64Array, kept: Uint8Array | null): PowerLawFloor {
  const lowest = logHz[0];
  const width = (logHz[logHz.length - 1] - lowest) / BANDS + 1e-12;
  const points: [number, number][] = [];
  let i = 0;
  for (let band = 0; band < BANDS; band++) {
    const values: number[] = [];
    for (; i < logHz.length && Math.floor((logHz[i] - lowest) / width) === band; i++) {
      if (!kept || kept[i]) values.push(logPower[i]);
    }
    if (values.length === 0) continue;
    points.push([lowest + (band + 0.5) * width, median(values) - LN_MEDIAN_OVER_MEAN]);
  }
  // Theil-Sen: the median of all pairwise slopes withstands a third of the bands being lifted by peaks.
  const slopes: number[] = [];
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      slopes.push((points[i][1] - points[j][1]) / (points[j][0] - points[i][0]));
    }
  }
  const slope = slopes.length === 0 ? 0 : Math.min(Math.max(median(slopes), 0), MAX_SLOPE);
  const level = median(points.map(([x, y]) => y + slope * x));
  return { level, slope };
}

function median(values: readonly number[]): number {
  // By insertion: a few dozen numbers are in order before a general sort has begun.
  const sorted = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let at = i;
    for (; at > 0 && sorted[at - 1] > value; at--) sorted[at] = sorted[at - 1];
    sorted[at] = value;
  }
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
