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
    for (let c = 0; c < 3; c++) projections[slot + c] = direction[c];
    length++;
    if (length < window) return;
    // All projections that the rings hold cover the oldest sample.
    let [red, green, blue] = [0, 0, 0];
    for (let i = 0; i < projections.length; i += 3) {
      red += projections[i];
      green += projections[i + 1];
      blue += projections[i + 2];
    }
    final[(length - window) % capacity] = along(3 * (length % window), red, green, blue) / window;
  }

  function along(slot: number, red: number, green: number, blue: number): number {
    return red * colours[slot] + green * colours[slot + 1] + blue * colours[slot + 2];
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
      let next = (length - n) % capacity;
      for (let i = 0; i < kept; i++) {
        out[i] = final[next];
        next = next + 1 === capacity ? 0 : next + 1;
      }
      // One more window covers each sample before.
      let [red, green, blue] = [0, 0, 0];
      for (let covering = 1; covering < window; covering++) {
        const slot = 3 * ((length - covering) % window);
        red += projections[slot];
        green += projections[slot + 1];
        blue += projections[slot + 2];
        out[n - covering] = along(slot, red, green, blue) / covering;
      }
    },
  };
}

/** Writes the projection of one window of colours, in any order. */
function project(colours: Float64Array, out: Float64Array): void {
  const window = colours.length / 3;
  let [meanRed, meanGreen, meanBlue] = [0, 0, 0];
  for (let i = 0; i < colours.length; i += 3) {
    meanRed += colours[i];
    meanGreen += colours[i + 1];
    meanBlue += colours[i + 2];
  }
  const perRed = 1 / Math.max(meanRed / window, LEAST_MEAN);
  const perGreen = 1 / Math.max(meanGreen / window, LEAST_MEAN);
  const perBlue = 1 / Math.max(meanBlue / window, LEAST_MEAN);
  let power1 = 0;
  let power2 = 0;
  for (let i = 0; i < colours.length; i += 3) {
    const r = colours[i] * perRed;
    const g = colours[i + 1] * perGreen;
    const b = colours[i + 2] * perBlue;
    const one = g - b;
    const other = g + b - 2 * r;
    power1 += one * one;
    power2 += other * other;
  }
  const alpha = power2 > 0 ? Math.sqrt(power1 / power2) : 0;
  out[0] = -2 * alpha * perRed;
  out[1] = (1 + alpha) * perGreen;
  out[2] = (alpha - 1) * perBlue;
}
