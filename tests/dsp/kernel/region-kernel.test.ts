import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planRegionKernel } from "../../../src/dsp/kernel/kernel-choice.ts";
import type { RegionKernel } from "../../../src/dsp/kernel/region-kernel.ts";
import { planRegionTwin } from "../../../src/dsp/kernel/region-twin.ts";
import { runsSimd } from "../../../src/dsp/kernel/simd-module.ts";
import { planSimdRegions } from "../../../src/dsp/kernel/simd-regions.ts";
import { planOrthonormalBasis } from "../../../src/dsp/orthonormal-basis.ts";

import {
  type Colours,
  FS_HZ,
  planOf,
  pushAll,
  recordedColours,
  relativeError,
  skinColours,
  spectrumOf,
  waveOf,
} from "./made-regions.ts";

const TRACES = resolve(import.meta.dirname, "../../../fixtures/traces");
const recordings = readdirSync(TRACES).filter((file) => file.endsWith(".traces.csv"));

/** What float32 may differ from float64: waves and spectra relative to their largest value. */
const WAVE_ERROR = 5e-4;
const SPECTRUM_ERROR = 5e-4;
const PEAK_ERROR_BPM = 0.002;
const SNR_ERROR_DB = 0.02;
const SHARE_ERROR = 1e-3;

function updateAll(kernel: RegionKernel, n: number): void {
  kernel.update(n, null);
  kernel.findPeaks();
}

function expectAgreement(simd: RegionKernel, twin: RegionKernel, n: number): void {
  for (let region = 0; region < simd.plan.regions; region++) {
    expect(relativeError(waveOf(simd, region, n), waveOf(twin, region, n))).toBeLessThan(WAVE_ERROR);
    expect(relativeError(spectrumOf(simd, region), spectrumOf(twin, region))).toBeLessThan(SPECTRUM_ERROR);
    const [simdHz, twinHz] = [simd.peakHz(region), twin.peakHz(region)];
    expect(simdHz === null).toBe(twinHz === null);
    expect(60 * Math.abs((simdHz ?? 0) - (twinHz ?? 0))).toBeLessThan(PEAK_ERROR_BPM);
    expect(Math.abs(simd.snrDb(region) - twin.snrDb(region))).toBeLessThan(SNR_ERROR_DB);
    expect(Math.abs(simd.lobeShare(region) - twin.lobeShare(region))).toBeLessThan(SHARE_ERROR);
    if (twinHz !== null)
      expect(Math.abs(simd.peakPower(region) / twin.peakPower(region) - 1)).toBeLessThan(SHARE_ERROR);
  }
}

describe("SIMD and its float64 twin agree", () => {
  test.each([128, 256, 512, 1024, 2048, 4096])(
    "at %d points, on skin, at windows of every kind of length",
    (fftSize) => {
      const plan = planOf({ fftSize, regions: 7 });
      const simd = planSimdRegions(plan);
      const twin = planRegionTwin(plan);
      const colours = skinColours(plan.regions, 1100, fftSize);
      for (const kernel of [simd, twin]) pushAll(kernel, colours);
      for (const n of [48, 49, 64, 97, 128, 180, 255, 256, 257, 299, 300, 301, 450, 511, 512, 900, 1024]) {
        if (n > fftSize) continue;
        for (const kernel of [simd, twin]) updateAll(kernel, n);
        expectAgreement(simd, twin, n);
      }
    },
  );

  test.each(recordings)("on %s, second by second", (file) => {
    const { regions, colours } = recordedColours(join(TRACES, file));
    const plan = planOf({ regions });
    const simd = planSimdRegions(plan);
    const twin = planRegionTwin(plan);
    for (let i = 0; i + FS_HZ <= Math.min(colours.length, 1200); i += FS_HZ) {
      for (const kernel of [simd, twin]) pushAll(kernel, colours.slice(i, i + FS_HZ));
      for (const n of [180, 300, 450]) {
        if (n > simd.length) continue;
        for (const kernel of [simd, twin]) updateAll(kernel, n);
        expectAgreement(simd, twin, n);
      }
    }
    expect(simd.length).toBeGreaterThan(450);
  });

  test("on any colours, black ones and unseen regions included", () => {
    const channel = fc.oneof(fc.constant(0), fc.double({ min: 0.5, max: 255, noNaN: true }));
    const region = fc.record({ level: fc.tuple(channel, channel, channel), from: fc.nat(80), seed: fc.nat() });
    fc.assert(
      fc.property(fc.array(region, { minLength: 1, maxLength: 9 }), fc.integer({ min: 48, max: 128 }), (made, n) => {
        const plan = planOf({ regions: made.length, capacity: 128, fftSize: 128 });
        const kernels = [planSimdRegions(plan), planRegionTwin(plan)];
        const noise = made.map(({ seed }) => skinColours(1, 140, seed));
        for (let i = 0; i < 140; i++) {
          const colours = made.flatMap(({ level }, k) => level.map((value, c) => (value * noise[k][i][c]) / 150));
          const seen = made.map(({ from }) => (i >= from ? 1 : 0));
          for (const kernel of kernels) kernel.push(colours, seen);
        }
        const waves = kernels.map((kernel) => {
          kernel.updateWaves(n);
          return made.map((_, k) => waveOf(kernel, k, n));
        });
        for (let k = 0; k < made.length; k++) {
          expect(waves[0][k].every(Number.isFinite)).toBe(true);
          const error = relativeError(waves[0][k], waves[1][k]);
          const largest = Math.max(...waves[1][k].map(Math.abs));
          // Where nothing is left of a wave there is only rounding.
          if (largest > 1e-5) expect(error).toBeLessThan(20 * WAVE_ERROR);
          else expect(Math.max(...waves[0][k].map(Math.abs))).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});

describe.each([
  ["SIMD", planSimdRegions],
  ["the twin", planRegionTwin],
] as const)("%s", (_name, planRegions) => {
  /** A pulse in the ratio of blood's absorption, on steady light. */
  function tone(bpm: number, phase: number, length: number): Colours[] {
    return Array.from({ length }, (_, i) => {
      const swing = 0.01 * Math.sin((2 * Math.PI * bpm * i) / (60 * FS_HZ) + phase);
      return [150 * (1 - 0.33 * swing), 110 * (1 - 0.77 * swing), 90 * (1 - 0.53 * swing)];
    });
  }

  test.each([512, 1024])("reads a tone within 0.1 /min, at any phase, from %d points", (fftSize) => {
    for (const bpm of [45.3, 60, 72.7, 118.2, 171.9, 229.3]) {
      for (const phase of [0, 1.1, 2.9]) {
        const kernel = planRegions(planOf({ regions: 1, fftSize }));
        pushAll(kernel, tone(bpm, phase, 517));
        updateAll(kernel, 300);
        expect(Math.abs(60 * (kernel.peakHz(0) ?? 0) - bpm)).toBeLessThan(0.1);
        expect(kernel.snrDb(0)).toBeGreaterThan(15);
        expect(kernel.lobeShare(0)).toBeGreaterThan(0.9);
      }
    }
  });

  test("places the peak where the transform of the definition has its top", () => {
    const regions = 4;
    const colours = skinColours(regions, 700, 3);
    for (const [fftSize, n] of [
      [512, 300],
      [512, 450],
      [512, 512],
      [1024, 300],
      [1024, 601],
    ]) {
      const kernel = planRegions(planOf({ regions, fftSize }));
      pushAll(kernel, colours);
      updateAll(kernel, n);
      for (let region = 0; region < regions; region++) {
        const wave = waveOf(kernel, region, n).map((value, i) => value * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n)));
        const hz = topNear(wave, kernel.peakHz(region) ?? 0);
        expect(60 * Math.abs((kernel.peakHz(region) ?? 0) - hz)).toBeLessThan(0.003);
        expect(kernel.peakPower(region) / powerAt(wave, hz)).toBeCloseTo(1, 3);
      }
    }
  });

  test("has no peak and no signal in a dark that nothing changes", () => {
    const kernel = planRegions(planOf({ regions: 2 }));
    pushAll(
      kernel,
      Array.from({ length: 400 }, () => [0, 0, 0, 0, 0, 0]),
    );
    updateAll(kernel, 300);
    expect(kernel.peakHz(0)).toBeNull();
    expect([kernel.peakPower(1), kernel.snrDb(1), kernel.lobeShare(1)]).toEqual([0, 0, 0]);
  });

  test.each([1, 3])("takes %d disturbances out of waves and spectra, and leaves what is across them", (count) => {
    const regions = 6;
    const n = 301;
    const kernel = planRegions(planOf({ regions, fftSize: 512 }));
    pushAll(kernel, skinColours(regions, 400, 8));
    const basis = planOrthonormalBasis(n);
    for (let k = 1; k <= count; k++) basis.add(Float64Array.from({ length: n }, (_, i) => Math.sin(0.07 * k * i + k)));
    kernel.updateWaves(n);
    const expected = Array.from({ length: regions }, (_, region) => waveOf(kernel, region, n));
    for (const wave of expected) basis.remove(wave);
    kernel.update(n, basis.vectors);
    const spectra = expected.map((_, region) => spectrumOf(kernel, region));
    for (const [region, wave] of expected.entries()) {
      expect(relativeError(waveOf(kernel, region, n), wave)).toBeLessThan(2e-5);
      kernel.writeWave(region, wave);
    }
    kernel.updateSpectra(n, null);
    for (const [region, spectrum] of spectra.entries()) {
      expect(relativeError(spectrum, spectrumOf(kernel, region))).toBeLessThan(2e-5);
    }
  });

  test("mixes the waves by weight, those of no weight left out", () => {
    const regions = 7;
    const kernel = planRegions(planOf({ regions }));
    pushAll(kernel, skinColours(regions, 400, 9));
    kernel.update(300, null);
    const weights = Float64Array.of(0.25, 0, 0.5, 0.125, 0, 0, 0.125);
    const waves = Array.from(weights, (_, region) => waveOf(kernel, region, 300));
    const sum = waves[0].map((_, i) => waves.reduce((total, wave, k) => total + weights[k] * wave[i], 0));
    expect(relativeError(kernel.mixWaves(weights), sum)).toBeLessThan(1e-6);
  });

  test("refuses more disturbances than it has room for, and those of another length", () => {
    const kernel = planRegions(planOf());
    pushAll(kernel, skinColours(5, 300, 2));
    const vector = new Float64Array(300);
    expect(() => kernel.update(300, [vector, vector, vector, vector])).toThrow(RangeError);
    expect(() => kernel.update(300, [vector.subarray(1)])).toThrow(RangeError);
  });

  test("gives the same bytes again", () => {
    const run = () => {
      const kernel = planRegions(planOf());
      pushAll(kernel, skinColours(5, 500, 11));
      updateAll(kernel, 300);
      return [spectrumOf(kernel, 3), waveOf(kernel, 4, 300)];
    };
    expect(run()).toEqual(run());
  });

  test("points down the colours of blood with each sample, and nowhere before its window is full", () => {
    const kernel = planRegions(planOf({ regions: 1 }));
    const direction = new Float64Array(3);
    pushAll(kernel, tone(72, 0, 47));
    kernel.readDirection(0, direction);
    expect([...direction]).toEqual([0, 0, 0]);
    pushAll(kernel, tone(72, 0, 60));
    kernel.readDirection(0, direction);
    expect(direction[1] * 0.77 * 110).toBeGreaterThan(-(direction[0] * 0.33 * 150 + direction[2] * 0.53 * 90));
  });

  test("refuses windows it cannot read and plans that cannot be", () => {
    const kernel = planRegions(planOf({ fftSize: 256 }));
    pushAll(kernel, skinColours(5, 400, 1));
    for (const n of [47, 1025, 401]) expect(() => kernel.updateWaves(n)).toThrow(RangeError);
    expect(() => kernel.update(300, null)).toThrow(RangeError);
    for (const wrong of [{ fftSize: 1000 }, { regions: 0 }, { capacity: 47 }, { bandHz: [0.4, 16] as const }]) {
      expect(() => planRegionKernel(planOf(wrong))).toThrow(RangeError);
    }
  });
});

test("an update in SIMD leaves nothing on the heap, with sample, room, pooled wave and peaks", () => {
  const kernel = planSimdRegions(planOf({ regions: 8, fftSize: 512 }));
  const seen = new Uint8Array(8).fill(1);
  const [colours] = skinColours(8, 1, 1);
  for (let i = 0; i < 300; i++) kernel.push(colours, seen);
  const room = [Float64Array.from({ length: 300 }, (_, i) => Math.sin(i) / Math.sqrt(150))];
  const weights = new Float64Array(8).fill(1 / 8);
  const grownBy = (updates: number) => {
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < updates; i++) {
      kernel.push(colours, seen);
      kernel.update(300, room);
      kernel.mixWaves(weights);
      kernel.findPeaks();
    }
    return process.memoryUsage().heapUsed - before;
  };
  // The compiler's own work is over after the first, and what else runs only adds.
  grownBy(5000);
  const updates = 500;
  expect(Math.min(...[1, 2, 3].map(() => grownBy(updates)))).toBeLessThan(8 * updates);
});

test("SIMD is what runs here", () => {
  expect(runsSimd()).toBe(true);
});

function powerAt(values: Float64Array, hz: number): number {
  let re = 0;
  let im = 0;
  values.forEach((value, i) => {
    re += value * Math.cos((2 * Math.PI * hz * i) / FS_HZ);
    im += value * Math.sin((2 * Math.PI * hz * i) / FS_HZ);
  });
  return re * re + im * im;
}

/** Top of the power within a lobe, by ternary search. */
function topNear(values: Float64Array, hz: number): number {
  let low = hz - FS_HZ / values.length;
  let high = hz + FS_HZ / values.length;
  for (let step = 0; step < 60; step++) {
    const [one, other] = [low + (high - low) / 3, high - (high - low) / 3];
    if (powerAt(values, one) < powerAt(values, other)) low = one;
    else high = other;
  }
  return (low + high) / 2;
}
