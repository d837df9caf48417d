import type { Comparison, RegionTimes } from "../evaluate/region-bench.ts";
import type { RegionCost } from "../evaluate/region-cost.ts";
import type { Spread } from "../evaluate/spread.ts";
import type { TransformTimes } from "../evaluate/transform-bench.ts";

/** All that is measured of a region's update. */
export interface RegionFigures {
  readonly times: RegionTimes;
  readonly transforms: readonly TransformTimes[];
  readonly costs: readonly RegionCost[];
  /** Why a package was not measured; null where it was. */
  readonly missing: { readonly vitallensCore: string | null; readonly pffft: string | null };
}

/** Tables for people, line by line. */
export function regionLines({ times, transforms, costs, missing }: RegionFigures): string[] {
  const absent = (label: string, cause: string | null) => `${label.padEnd(LABEL)}not measured: ${cause}`;
  const windows = [...new Set(costs.map(({ windowS }) => windowS))];
  return [
    `One region's update, ${times.samples} samples at ${times.fsHz} Hz: POS, detrending, Hann, FFT, peak, signal to noise`,
    `${"".padEnd(LABEL)}us an update (quartiles)  kernel's             times   peaks differ by`,
    `${`kernel, ${times.regions} regions, ${times.coarseFftSize} points refined`.padEnd(LABEL)}${spread(times.kernelUs)}`,
    `${"the analysis's call: no peak, room's light out".padEnd(LABEL)}${spread(times.analysisUs)}`,
    comparison("its twin in float64", times.twin),
    comparison("fft.js tuned, 1024 points in both", times.equalSteps),
    comparison("fft.js tuned, 4096 points in both", times.equalFineSteps),
    times.pffft
      ? comparison("pffft-wasm tuned, 1024 points in both", times.pffft)
      : absent("pffft-wasm", missing.pffft),
    comparison("fft.js tuned, peak from 4096 points", times.samePeak),
    comparison("fft.js, POS by its published loop, 4096", times.published),
    times.vitallensCore
      ? comparison("vitallens-core, a sample in, a rate of 10 s", times.vitallensCore)
      : absent("vitallens-core", missing.vitallensCore),
    "",
    "Power spectra alone, Hann window, real transform and power of all bins, us each (quartiles)",
    `${"points".padEnd(12)}${["kernel, a region", "kernel, 300 samples", "fft.js", "pffft-wasm"].map((name) => name.padEnd(22)).join("")}`.trimEnd(),
    ...transforms.map(({ size, kernelUs, prunedUs, fftJsUs, pffftUs }) =>
      [
        String(size).padEnd(12),
        ...[kernelUs, prunedUs, fftJsUs, pffftUs].map((us) => (us ? spread(us) : "-").padEnd(22)),
      ]
        .join("")
        .trimEnd(),
    ),
    "",
    "Cost of a region's update, us (quartiles)",
    `${"regions".padEnd(12)}${windows.map((windowS) => `window ${windowS} s`.padEnd(22)).join("")}`.trimEnd(),
    ...[...new Set(costs.map(({ regions }) => regions))].map((regions) =>
      [
        String(regions).padEnd(12),
        ...costs.filter((cost) => cost.regions === regions).map(({ us }) => spread(us).padEnd(22)),
      ]
        .join("")
        .trimEnd(),
    ),
  ];
}

/** The contract's figures of a region's update, for programs; null where there is none. */
export function regionObject({ times, transforms, costs, missing }: RegionFigures) {
  return {
    regionUpdateUs: times.kernelUs.median,
    regionAnalysisUs: times.analysisUs.median,
    ratioToFftJsEqualSteps: times.equalSteps.ratio,
    ratioToFftJsSamePeak: times.samePeak.ratio,
    ratioToPublishedPos: times.published.ratio,
    ratioToVitallensCore: times.vitallensCore?.ratio ?? null,
    ratioToPffft: times.pffft?.ratio ?? null,
    ratioToTwin: times.twin.ratio,
    region: times,
    transforms,
    costs,
    missing,
  };
}

/** Times of a region's update that runs are compared by, us. */
export function regionHistory({ times }: RegionFigures): Record<string, Spread> {
  return {
    regionUpdateUs: times.kernelUs,
    regionAnalysisUs: times.analysisUs,
    regionUpdate1024Us: times.equalSteps.kernelUs,
    regionTwinUs: times.twin.us,
    regionFftJsUs: times.equalSteps.us,
  };
}

const LABEL = 48;

function comparison(label: string, { us, kernelUs, ratio, peakDifferenceBpm }: Comparison): string {
  const cells = [spread(us).padEnd(26), spread(kernelUs).padEnd(21), ratio.toFixed(1).padEnd(8)];
  return `${label.padEnd(LABEL)}${cells.join("")}${peakDifferenceBpm.toFixed(4)} /min`;
}

/** Three digits that mean something, from a fraction of a microsecond to hundreds. */
function spread({ median, lower, upper }: Spread): string {
  const digits = median < 10 ? 2 : median < 100 ? 1 : 0;
  return `${median.toFixed(digits)} (${lower.toFixed(digits)}-${upper.toFixed(digits)})`;
}
