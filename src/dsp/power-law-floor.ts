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
const PEAK_FACTOR = 4.6;
const ROUNDS = 3;
/** At least this share of the bins stays in the fit. */
const MIN_KEPT_SHARE = 0.4;

/**
 * Fits the floor to `power` at `frequenciesHz` (both Float64Array [n], only read; frequencies rising and above 0, at least 16;
 * power in any unit, 0 or more). Peaks are left out together with `lobeHz` to either side. Bands without samples are passed
 * over. The slope is kept to 0..3. Allocates; its cost grows with the number of bins above the floor times n.
 */
export function fitPowerLawFloor(frequenciesHz: Float64Array, power: Float64Array, lobeHz: number): PowerLawFloor {
  let floor = fitLine(frequenciesHz, power, null);
  for (let round = 1; round < ROUNDS; round++) {
    const kept = awayFromPeaks(frequenciesHz, power, floor, lobeHz);
    if (kept.reduce((sum, keep) => sum + keep, 0) < MIN_KEPT_SHARE * kept.length) break;
    floor = fitLine(frequenciesHz, power, kept);
  }
  return floor;
}

function awayFromPeaks(
  frequenciesHz: Float64Array,
  power: Float64Array,
  floor: PowerLawFloor,
  lobeHz: number,
): Uint8Array {
  const kept = new Uint8Array(power.length).fill(1);
  for (let i = 0; i < power.length; i++) {
    const expected = Math.exp(floor.level - floor.slope * Math.log(frequenciesHz[i]));
    if (power[i] <= PEAK_FACTOR * expected) continue;
    for (let j = 0; j < power.length; j++) if (Math.abs(frequenciesHz[j] - frequenciesHz[i]) <= lobeHz) kept[j] = 0;
  }
  return kept;
}

function fitLine(frequenciesHz: Float64Array, power: Float64Array, kept: Uint8Array | null): PowerLawFloor {
  const lowest = Math.log(frequenciesHz[0]);
  const width = (Math.log(frequenciesHz[frequenciesHz.length - 1]) - lowest) / BANDS + 1e-12;
  const bands: number[][] = Array.from({ length: BANDS }, () => []);
  for (let i = 0; i < power.length; i++) {
    if (kept && !kept[i]) continue;
    bands[Math.floor((Math.log(frequenciesHz[i]) - lowest) / width)].push(Math.log(power[i] + 1e-300));
  }
  const points: [number, number][] = [];
  for (let band = 0; band < BANDS; band++) {
    if (bands[band].length === 0) continue;
    points.push([lowest + (band + 0.5) * width, median(bands[band]) - LN_MEDIAN_OVER_MEAN]);
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
  // Without a comparison to call back, sorting takes a third of the time.
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
