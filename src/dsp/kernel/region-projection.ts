/** POS of one region in float64, the newest samples kept. */
export interface RegionProjection {
  /** Adds one sample of mean R, G, B. */
  push(r: number, g: number, b: number): void;
  /** Adds a sample before the region was seen. */
  pushUnseen(): void;
  /** Writes the wave of the newest samples to `out`, Float64Array [n]. */
  read(out: Float64Array): void;
  /** Projection of the newest sample on R, G, B; overwritten by the next. */
  readonly direction: Float64Array;
}

/** A channel that is black throughout has no relative change; its reciprocal must stay a number that 0 times it is 0. */
const LEAST_MEAN = 1e-30;

/**
 * Plans POS (Wang, den Brinker, Stuijk, de Haan, IEEE TBME 2017) in incremental form.
 *
 * Both rows of the projection sum to zero, so the window that ends at sample n adds a_n . C[j] to sample j, with
 * a_n = [-2 alpha, 1 + alpha, alpha - 1] / mean_n(C) and no constant. The overlap-added wave is H[j] = A_j . C[j] over the
 * number of windows, where A_j sums the a_n of those that cover j. Once all of them have come the sample is final and kept;
 * each sum is made anew, so that nothing drifts. Allocates once.
 */
export function planRegionProjection(window: number, capacity: number): RegionProjection {
  const colours = new Float64Array(3 * window);
  const projections = new Float64Array(3 * window);
  const final = new Float64Array(capacity);
  const direction = new Float64Array(3);
  let length = 0;
  let seen = 0;

  function add(r: number, g: number, b: number): void {
    const slot = 3 * (length % window);
    colours[slot] = r;
    colours[slot + 1] = g;
    colours[slot + 2] = b;
    if (seen >= window) project(colours, direction);
    projections.set(direction, slot);
    length++;
    if (length >= window) final[(length - window) % capacity] = sumFrom(length - window) / window;
  }

  /** A_j . C[j] of sample j as far as it is known. */
  function sumFrom(j: number): number {
    let [alongRed, alongGreen, alongBlue] = [0, 0, 0];
    for (let k = j; k < length; k++) {
      const slot = 3 * (k % window);
      alongRed += projections[slot];
      alongGreen += projections[slot + 1];
      alongBlue += projections[slot + 2];
    }
    const slot = 3 * (j % window);
    return alongRed * colours[slot] + alongGreen * colours[slot + 1] + alongBlue * colours[slot + 2];
  }

  return {
    direction,
    push(r, g, b) {
      seen++;
      add(r, g, b);
    },
    pushUnseen: () => add(0, 0, 0),
    read(out) {
      const n = out.length;
      const kept = n - window + 1;
      for (let i = 0; i < kept; i++) out[i] = final[(length - n + i) % capacity];
      for (let i = kept; i < n; i++) out[i] = sumFrom(length - n + i) / (n - i);
    },
  };
}

/** Writes the projection of one window of colours, in any order. */
function project(colours: Float64Array, out: Float64Array): void {
  const window = colours.length / 3;
  const mean = [0, 0, 0];
  for (let i = 0; i < colours.length; i++) mean[i % 3] += colours[i];
  for (let c = 0; c < 3; c++) mean[c] = Math.max(mean[c] / window, LEAST_MEAN);
  let power1 = 0;
  let power2 = 0;
  for (let i = 0; i < colours.length; i += 3) {
    const r = colours[i] / mean[0];
    const g = colours[i + 1] / mean[1];
    const b = colours[i + 2] / mean[2];
    power1 += (g - b) ** 2;
    power2 += (g + b - 2 * r) ** 2;
  }
  const alpha = power2 > 0 ? Math.sqrt(power1 / power2) : 0;
  out[0] = (-2 * alpha) / mean[0];
  out[1] = (1 + alpha) / mean[1];
  out[2] = (alpha - 1) / mean[2];
}
