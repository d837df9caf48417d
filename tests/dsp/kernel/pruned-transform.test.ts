import { describe, expect, test } from "vitest";

import { planRegionTwin } from "../../../src/dsp/kernel/region-twin.ts";
import { planSimdRegions } from "../../../src/dsp/kernel/simd-regions.ts";
import { planUniform } from "../seeded-noise.ts";

import { FS_HZ, planOf, spectrumOf } from "./made-regions.ts";

const WINDOW = 8;
const BINS_A_PAIR = 8;
/** Rounding of float32 over some thousand terms, relative to the sum of their magnitudes. */
const FLOAT32_ERROR = 2e-7;

/** Lengths to be tested: all, or of long transforms those beside every border of a pass and a few between. */
function lengthsOf(size: number): number[] {
  const all = Array.from({ length: size - WINDOW + 1 }, (_, i) => WINDOW + i);
  if (size <= 512) return all;
  const quarters = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256].map((share) => size / share);
  return all.filter((n) => n % 61 === 0 || quarters.some((border) => Math.abs(n - border) <= 2));
}

describe.each([
  ["in SIMD", planSimdRegions, FLOAT32_ERROR],
  ["in the twin", planRegionTwin, 1e-12],
] as const)("the transform %s", (_name, planRegions, tolerance) => {
  test.each([64, 128, 256, 512, 1024, 2048, 4096])("of %d points is that of the definition at every length", (size) => {
    const uniform = planUniform(size);
    const binHz = FS_HZ / size;
    const plan = planOf({
      capacity: size,
      fftSize: size,
      projectionWindow: WINDOW,
      bandHz: [2 * binHz, (size / 2 - 1) * binHz],
      peakHz: [3 * binHz, 20 * binHz],
    });
    const kernel = planRegions(plan);
    const seen = new Uint8Array(plan.regions);
    for (let i = 0; i < size; i++) kernel.push(new Float64Array(3 * plan.regions), seen);
    const cos = Float64Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    const sin = Float64Array.from({ length: size }, (_, i) => Math.sin((2 * Math.PI * i) / size));
    let worst = 0;
    for (const n of lengthsOf(size)) {
      kernel.updateWaves(n);
      const waves = Array.from({ length: plan.regions }, () => Float64Array.from({ length: n }, () => uniform() - 0.5));
      for (const [region, wave] of waves.entries()) kernel.writeWave(region, wave);
      kernel.updateSpectra(n, null);
      const region = n % plan.regions;
      const spectrum = spectrumOf(kernel, region);
      const tapered = waves[region].map((value, i) => value * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n)));
      const magnitude = tapered.reduce((sum, value) => sum + Math.abs(value), 0);
      for (let pair = 0; pair < BINS_A_PAIR; pair++) {
        const k = Math.floor(uniform() * kernel.bins);
        let re = 0;
        let im = 0;
        for (let i = 0; i < n; i++) {
          re += tapered[i] * cos[(i * k) % size];
          im -= tapered[i] * sin[(i * k) % size];
        }
        worst = Math.max(worst, Math.hypot(spectrum[2 * k] - re, spectrum[2 * k + 1] - im) / magnitude);
      }
    }
    expect(worst).toBeLessThan(tolerance);
  });
});
