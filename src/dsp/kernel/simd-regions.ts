import { decibels, shareOf } from "./lobe-power.ts";
import type { RegionKernel } from "./region-kernel.ts";
import {
  binsOf,
  checkDisturbances,
  checkTransform,
  checkWindow,
  lobeRadians,
  MOST_DISTURBANCES,
  newtonStepsFor,
  type RegionPlan,
} from "./region-plan.ts";
import { LANES, layOut, NUMBER, type SimdLayout, WIDE } from "./simd-layout.ts";
import { startSimd } from "./simd-module.ts";
import { detrendingBands, detrendingMiddle, halfTaper, twiddlesOf, writeUntangling } from "./simd-tables.ts";

/** Places of a region's results, in vectors. */
const [ANGLE, AT_PEAK, IN_LOBE, IN_BOTH, BESIDE] = [0, 1, 2, 3, 4];

/** What a window of one length takes. */
interface SimdWindow {
  readonly taper: Float32Array;
  readonly middle: Float32Array;
  /** Of the kernel's memory. */
  readonly mixed: Float64Array;
}

/** Plans regions four at a time in the lanes of 128 bits, in float32; see planRegionKernel. */
export function planSimdRegions(plan: RegionPlan): RegionKernel {
  const { regions, fsHz, fftSize } = plan;
  const layout = layOut(plan);
  const bins = binsOf(plan);
  const { exports, buffer } = startSimd(layout.totalBytes);
  const words = new Int32Array(buffer);
  const numbers = new Float32Array(buffer);
  const bands = detrendingBands(Math.floor(plan.capacity / 2) + 1, plan.detrendLambda);
  const put = (place: number, values: ArrayLike<number>) => numbers.set(values, place / NUMBER);
  put(layout.shared.bands, bands);
  put(layout.shared.twiddles, twiddlesOf(layout.points));
  const untangling = layout.shared.untangling / NUMBER;
  writeUntangling(words.subarray(untangling), numbers.subarray(untangling), bins.count, layout);
  writeHeader(plan, layout, words, numbers);
  exports.plan(layout.shared.header);

  /** Index, in numbers, of a region's lane at a place within its group. */
  const lanesOf = (place: number) =>
    Int32Array.from(
      { length: regions },
      (_, region) => (Math.floor(region / LANES) * layout.groupBytes + place) / NUMBER + (region % LANES),
    );
  const incoming = lanesOf(layout.group.incoming);
  const waves = lanesOf(layout.group.waves);
  const results = lanesOf(layout.group.results);
  const projections = lanesOf(layout.group.projections);
  const unpacked = Array.from({ length: regions }, (_, region) => {
    const place = Math.floor(region / LANES) * layout.groupBytes + layout.group.unpacked;
    return new Float64Array(buffer, place + (region % LANES) * 2 * bins.count * WIDE, 2 * bins.count);
  });
  const windows = new Map<number, SimdWindow>();
  let length = 0;
  let n = 0;

  function windowOf(samples: number): SimdWindow {
    let found = windows.get(samples);
    if (!found) {
      found = {
        taper: Float32Array.from(halfTaper(samples)),
        middle: Float32Array.from(detrendingMiddle(samples, plan.detrendLambda, bands)),
        mixed: new Float64Array(buffer, layout.shared.mixed, samples),
      };
      windows.set(samples, found);
    }
    return found;
  }

  function setWindow(samples: number): void {
    checkWindow(plan, samples, length);
    if (samples === n) return;
    n = samples;
    put(layout.shared.taper, windowOf(n).taper);
    put(layout.shared.middle, windowOf(n).middle);
  }

  /** Puts vectors where the waves are freed of them; 1 where there are any. */
  function setDisturbances(vectors: readonly Float64Array[] | null): number {
    if (!vectors || vectors.length === 0) return 0;
    checkDisturbances(vectors, n);
    const place = layout.shared.disturbances / NUMBER;
    for (let k = 0; k < MOST_DISTURBANCES; k++) {
      if (k < vectors.length) for (let i = 0; i < n; i++) numbers[place + MOST_DISTURBANCES * i + k] = vectors[k][i];
      else for (let i = 0; i < n; i++) numbers[place + MOST_DISTURBANCES * i + k] = 0;
    }
    return 1;
  }

  return {
    plan,
    binHz: bins.binHz,
    bins: bins.count,
    get length() {
      return length;
    },
    push(rgb, seen) {
      for (let region = 0; region < regions; region++) {
        const at = incoming[region];
        const isSeen = seen[region];
        numbers[at] = isSeen ? rgb[3 * region] : 0;
        numbers[at + LANES] = isSeen ? rgb[3 * region + 1] : 0;
        numbers[at + 2 * LANES] = isSeen ? rgb[3 * region + 2] : 0;
        words[at + 3 * LANES] = isSeen ? -1 : 0;
      }
      exports.pushColours(length);
      length++;
    },
    update(samples, disturbances) {
      setWindow(samples);
      checkTransform(n, fftSize);
      exports.update(length, n, setDisturbances(disturbances));
    },
    updateWaves(samples) {
      setWindow(samples);
      exports.readWaves(length, n);
    },
    updateSpectra(samples, disturbances) {
      setWindow(samples);
      checkTransform(n, fftSize);
      exports.readSpectra(n, setDisturbances(disturbances));
    },
    findPeaks: () => exports.findPeaks(n, newtonStepsFor(n, fftSize), lobeRadians(n)),
    readWave(region, out) {
      const at = waves[region];
      for (let i = 0; i < out.length; i++) out[i] = numbers[at + i * LANES];
    },
    writeWave(region, values) {
      const at = waves[region];
      for (let i = 0; i < values.length; i++) numbers[at + i * LANES] = values[i];
    },
    mixWaves(of) {
      const at = layout.shared.weights / NUMBER;
      for (let region = 0; region < regions; region++) numbers[at + region] = of[region];
      exports.mixWaves(n);
      return windowOf(n).mixed;
    },
    spectrum: (region) => unpacked[region],
    readDirection(region, out) {
      const at = projections[region] + 3 * LANES * ((length - 1) & layout.ringMask);
      for (let c = 0; c < 3; c++) out[c] = length === 0 ? 0 : numbers[at + c * LANES];
    },
    peakHz(region) {
      const angle = numbers[results[region] + ANGLE * LANES];
      return angle > 0 ? (angle * fsHz) / (2 * Math.PI) : null;
    },
    peakPower: (region) => numbers[results[region] + AT_PEAK * LANES],
    snrDb(region) {
      const at = results[region];
      return decibels(numbers[at + IN_BOTH * LANES], numbers[at + BESIDE * LANES]);
    },
    lobeShare(region) {
      const at = results[region];
      return shareOf(numbers[at + IN_LOBE * LANES], numbers[at + IN_BOTH * LANES] + numbers[at + BESIDE * LANES]);
    },
  };
}

function writeHeader(plan: RegionPlan, layout: SimdLayout, words: Int32Array, numbers: Float32Array): void {
  const bins = binsOf(plan);
  const { group, shared } = layout;
  let at = shared.header / NUMBER;
  const write = (...values: number[]) => {
    words.set(values, at);
    at += values.length;
  };
  write(layout.groups, layout.groupBytes, plan.projectionWindow, layout.ringMask, layout.historyMask);
  write(layout.points, bins.count, ...bins.peak, ...bins.band);
  numbers[at++] = (2 * Math.PI) / plan.fftSize;
  write(group.colours, group.projections, group.history, group.seenSamples, group.incoming);
  write(group.waves, group.spectra, group.unpacked, group.powers, group.results);
  write(shared.bands, shared.taper, shared.middle, shared.forward);
  write(shared.tapered, shared.work, shared.twiddles, shared.untangling);
  write(shared.disturbances, shared.weights, shared.mixed);
}
