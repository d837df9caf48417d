import { readFileSync } from "node:fs";

import type { RegionKernel } from "../../../src/dsp/kernel/region-kernel.ts";
import type { RegionPlan } from "../../../src/dsp/kernel/region-plan.ts";
import { planNormal } from "../seeded-noise.ts";

export const FS_HZ = 30;

/** As the pulse plans it, but for what a test changes. */
export function planOf(changes: Partial<RegionPlan> = {}): RegionPlan {
  return {
    regions: 5,
    fsHz: FS_HZ,
    capacity: 1024,
    fftSize: 1024,
    projectionWindow: 48,
    detrendLambda: (FS_HZ / (2 * Math.PI * 0.2)) ** 2,
    bandHz: [0.4, 6],
    peakHz: [25 / 60, 4],
    ...changes,
  };
}

/** One sample of all regions: R, G, B of each, one after the other. */
export type Colours = readonly number[];

/** Skin of several regions, each with a pulse of its own between 1 and 3 Hz, drifting light and noise; `length` samples. */
export function skinColours(regions: number, length: number, seed: number): Colours[] {
  const normal = planNormal(seed);
  return Array.from({ length }, (_, i) =>
    Array.from({ length: regions }, (_, region) => {
      const pulse = 0.005 * Math.sin((2 * Math.PI * (1 + ((0.37 * region) % 2)) * i) / FS_HZ + region);
      const light = 1 + 0.05 * Math.sin(0.01 * i * (region + 1));
      const level = (mean: number, share: number) => mean * light * (1 - share * pulse) + 0.1 * normal();
      return [level(150, 0.33), level(110, 0.77), level(90, 0.53)];
    }).flat(),
  );
}

/** Colours of a recording, NAME.traces.csv, every frame taken for one sample; gaps are filled with what was seen last. */
export function recordedColours(path: string): { readonly regions: number; readonly colours: Colours[] } {
  const [header, ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const columns = header.split(",").flatMap((name, i) => (/^(?!room|head).*\.[rgb]$/.test(name) ? [i] : []));
  const last = columns.map(() => 100);
  const colours = lines.map((line) => {
    const cells = line.split(",");
    columns.forEach((column, i) => {
      if (cells[column] !== "" && Number(cells[column]) > 0) last[i] = Number(cells[column]);
    });
    return [...last];
  });
  return { regions: columns.length / 3, colours };
}

/** Pushes colours of regions that are all seen. */
export function pushAll(kernel: RegionKernel, colours: readonly Colours[]): void {
  const seen = new Uint8Array(kernel.plan.regions).fill(1);
  for (const sample of colours) kernel.push(sample, seen);
}

export function spectrumOf(kernel: RegionKernel, region: number): Float64Array {
  return kernel.spectrum(region).slice();
}

export function waveOf(kernel: RegionKernel, region: number, n: number): Float64Array {
  const out = new Float64Array(n);
  kernel.readWave(region, out);
  return out;
}

/** Largest difference of two series over the largest value of the second; 0 where both are silent. */
export function relativeError(values: Float64Array, truth: Float64Array): number {
  let error = 0;
  let largest = 0;
  for (let i = 0; i < truth.length; i++) {
    error = Math.max(error, Math.abs(values[i] - truth[i]));
    largest = Math.max(largest, Math.abs(truth[i]));
  }
  return error === 0 ? 0 : error / largest;
}
