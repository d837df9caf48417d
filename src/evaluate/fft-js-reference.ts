import { hannWindow } from "../dsp/hann-window.ts";
import { planRealSpectrum } from "../dsp/real-spectrum.ts";
import { planSmoothnessDetrend } from "../dsp/smoothness-detrend.ts";
import { detrendLambda } from "../pulse/detrending.ts";
import { POS_WINDOW_S } from "../pulse/projection.ts";
import { MAX_RATE_BPM, MIN_RATE_BPM } from "../pulse/rate-grid.ts";

import type { RegionUpdate } from "./region-update.ts";

/** POS over the newest samples; `read` fills Float64Array [n]. */
interface PosSource {
  push(r: number, g: number, b: number): void;
  read(out: Float64Array): void;
}

/**
 * Power spectrum of `values` times `taper`, zero-padded: writes bins `from` to `to`, the last included. Each transform
 * has loops of its own over its own kind of array, since the compiler makes slow code for two kinds.
 */
export type TaperedPower = (
  values: Float64Array,
  taper: Float64Array,
  from: number,
  to: number,
  power: Float64Array,
) => void;

/** Plans a power spectrum on fft.js over `size` points. */
export function planFftJsPower(size: number): TaperedPower {
  const fft = planRealSpectrum(size);
  return (values, taper, from, to, power) => {
    const spectrum = fft.forwardTapered(values, taper);
    for (let i = from; i <= to; i++) {
      const re = spectrum[2 * i];
      const im = spectrum[2 * i + 1];
      power[i] = re * re + im * im;
    }
  };
}

/**
 * What a careful reader of the literature writes: POS anew over the whole window by its published overlap-add loop,
 * detrending, Hann, fft.js over `fftSize` points, highest bin and a parabola.
 */
export function planPublishedReference(fsHz: number, n: number, fftSize: number): RegionUpdate {
  return planReference(fsHz, n, fftSize, planPublishedPos(Math.round(POS_WINDOW_S * fsHz), n), planFftJsPower);
}

/**
 * The best that was found on fft.js, or on another transform: the same chain with POS one window a sample, over flat arrays
 * without bounds to check.
 */
export function planTunedReference(fsHz: number, n: number, fftSize: number, planPower = planFftJsPower): RegionUpdate {
  return planReference(fsHz, n, fftSize, planTunedPos(Math.round(POS_WINDOW_S * fsHz), n), planPower);
}

function planReference(
  fsHz: number,
  n: number,
  fftSize: number,
  pos: PosSource,
  planPower: (size: number) => TaperedPower,
): RegionUpdate {
  const detrend = planSmoothnessDetrend(n, detrendLambda(fsHz));
  const taper = hannWindow(n);
  const writePower = planPower(fftSize);
  const binHz = fsHz / fftSize;
  const first = Math.ceil(MIN_RATE_BPM / 60 / binHz);
  const last = Math.floor(MAX_RATE_BPM / 60 / binHz);
  const power = new Float64Array(last + 2);
  const values = new Float64Array(n);
  let samples = 0;
  return {
    regions: 1,
    push(rgb) {
      pos.push(rgb[0], rgb[1], rgb[2]);
      samples++;
    },
    rateBpm() {
      if (samples < n) return null;
      pos.read(values);
      detrend.apply(values);
      writePower(values, taper, first - 1, last + 1, power);
      let peak = 0;
      for (let i = first; i <= last; i++) {
        if (power[i] > power[peak] && power[i] > power[i - 1] && power[i] >= power[i + 1]) peak = i;
      }
      if (peak === 0) return null;
      const [left, middle, right] = [Math.log(power[peak - 1]), Math.log(power[peak]), Math.log(power[peak + 1])];
      return (peak + (0.5 * (left - right)) / (left - 2 * middle + right)) * binHz * 60;
    },
  };
}

function planPublishedPos(window: number, n: number): PosSource {
  const rgb = planHistory(n);
  return {
    push: rgb.push,
    read(out) {
      overlapAddPos(rgb.newest(), window, out);
    },
  };
}

/**
 * Algorithm 1 of Wang, den Brinker, Stuijk, de Haan, IEEE TBME 2017: POS over windows of `window` samples, overlap-added.
 *
 * `rgb`: three Float64Array [n] of mean colour, only read; writes Float64Array [n] to `out`, not numbers where a channel is
 * black throughout a window.
 */
export function overlapAddPos([red, green, blue]: readonly Float64Array[], window: number, out: Float64Array): void {
  const n = out.length;
  const s1 = new Float64Array(window);
  const s2 = new Float64Array(window);
  out.fill(0);
  for (let start = 0; start + window <= n; start++) {
    const perR = 1 / windowMean(red, start, window);
    const perG = 1 / windowMean(green, start, window);
    const perB = 1 / windowMean(blue, start, window);
    let sum1 = 0;
    let sum2 = 0;
    let power1 = 0;
    let power2 = 0;
    for (let i = 0; i < window; i++) {
      const r = red[start + i] * perR;
      const g = green[start + i] * perG;
      const b = blue[start + i] * perB;
      const a1 = g - b;
      const a2 = g + b - 2 * r;
      s1[i] = a1;
      s2[i] = a2;
      sum1 += a1;
      sum2 += a2;
      power1 += a1 * a1;
      power2 += a2 * a2;
    }
    const variance1 = power1 / window - (sum1 / window) ** 2;
    const variance2 = power2 / window - (sum2 / window) ** 2;
    const alpha = Math.sqrt(variance1 / variance2);
    const mean = (sum1 + alpha * sum2) / window;
    for (let i = 0; i < window; i++) out[start + i] += s1[i] + alpha * s2[i] - mean;
  }
}

/** The same sum, gathered by sample instead of by window: each sample times the projections of the windows over it. */
function planTunedPos(window: number, n: number): PosSource {
  const rgb = planHistory(n);
  const projections = planHistory(n);
  let samples = 0;
  return {
    push(r, g, b) {
      rgb.push(r, g, b);
      samples++;
      if (samples < window) {
        projections.push(0, 0, 0);
        return;
      }
      const [red, green, blue] = rgb.newest();
      const start = n - window;
      const perR = 1 / windowMean(red, start, window);
      const perG = 1 / windowMean(green, start, window);
      const perB = 1 / windowMean(blue, start, window);
      let power1 = 0;
      let power2 = 0;
      for (let i = start; i < n; i++) {
        const cr = red[i] * perR;
        const cg = green[i] * perG;
        const cb = blue[i] * perB;
        power1 += (cg - cb) * (cg - cb);
        power2 += (cg + cb - 2 * cr) * (cg + cb - 2 * cr);
      }
      const alpha = Math.sqrt(power1 / power2);
      projections.push(-2 * alpha * perR, (1 + alpha) * perG, (alpha - 1) * perB);
    },
    read(out) {
      const [red, green, blue] = rgb.newest();
      const [pr, pg, pb] = projections.newest();
      let r = 0;
      let g = 0;
      let b = 0;
      for (let i = n - 1; i >= 0; i--) {
        r += pr[i];
        g += pg[i];
        b += pb[i];
        const leaving = i + window;
        if (leaving < n) {
          r -= pr[leaving];
          g -= pg[leaving];
          b -= pb[leaving];
        }
        out[i] = r * red[i] + g * green[i] + b * blue[i];
      }
    },
  };
}

/** The newest `n` triples, each channel contiguous: every value is written twice, `n` apart. */
function planHistory(n: number) {
  const rings = [new Float64Array(2 * n), new Float64Array(2 * n), new Float64Array(2 * n)] as const;
  let next = 0;
  return {
    push(a: number, b: number, c: number): void {
      rings[0][next] = a;
      rings[0][next + n] = a;
      rings[1][next] = b;
      rings[1][next + n] = b;
      rings[2][next] = c;
      rings[2][next + n] = c;
      next = next + 1 === n ? 0 : next + 1;
    },
    newest: () => rings.map((ring) => ring.subarray(next, next + n)),
  };
}

function windowMean(values: Float64Array, start: number, length: number): number {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += values[i];
  return sum / length;
}
