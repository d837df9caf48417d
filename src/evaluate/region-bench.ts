import { planRegionTwin } from "../dsp/kernel/region-twin.ts";

import { planPublishedReference, planTunedReference, type TaperedPower } from "./fft-js-reference.ts";
import { planAnalysisUpdate, planKernelUpdate, pulsePlan, type RegionUpdate } from "./region-update.ts";
import type { Spread } from "./spread.ts";
import { type Turn, type TurnPlan, timeTurns, turnRatio, turnUs } from "./timed-turns.ts";
import type { VitalLens } from "./vitallens.ts";
import { planVitalLensRegion } from "./vitallens-region.ts";

export interface RegionTimes {
  readonly fsHz: number;
  /** Samples in the window of one update. */
  readonly samples: number;
  /** Regions that the kernel updates together. */
  readonly regions: number;
  /**
   * The kernel as the product calls it, a sample in, waves, spectra and pooled wave out, with a coarse transform; and the peak of each
   * region with the exact refinement and signal to noise. Microseconds an update of one region.
   */
  readonly kernelUs: Spread;
  /** The call of the pulse's window analysis itself, with a room's light taken out of the waves and without a region's peak; us. */
  readonly analysisUs: Spread;
  /** Points of the coarse transform. */
  readonly coarseFftSize: number;
  /** Its float64 twin against it. */
  readonly twin: Comparison;
  /** Tuned fft.js chain of 1024 points against the kernel with as many. */
  readonly equalSteps: Comparison;
  /** The same with 4096 points in both. */
  readonly equalFineSteps: Comparison;
  /** The tuned chain with pffft-wasm in place of fft.js, 1024 points in both; null where it could not be loaded. */
  readonly pffft: Comparison | null;
  /** Tuned fft.js chain that finds the peak by 4096 points, against the coarse kernel that finds the same. */
  readonly samePeak: Comparison;
  /** Plain fft.js chain, POS by its published loop at every update, 4096 points; against the coarse kernel. */
  readonly published: Comparison;
  /** vitallens-core, given the newest sample of POS and asked for its rate over 10 s; null where it could not be loaded. */
  readonly vitallensCore: Comparison | null;
}

export interface Comparison {
  readonly us: Spread;
  /** The kernel it is held against. */
  readonly kernelUs: Spread;
  /** How many times the kernel's time, median over rounds. */
  readonly ratio: number;
  /** Largest difference to that kernel's peak, /min. */
  readonly peakDifferenceBpm: number;
}

/** What else is held against the kernel, where it can be loaded. */
export interface RegionRivals {
  readonly vitalLens: VitalLens | null;
  readonly pffft: ((size: number) => TaperedPower) | null;
}

const FS_HZ = 30;
const SAMPLES = 300;
/** As many as a face has patches. */
const REGIONS = 16;
const COARSE_FFT_SIZE = 512;
const EQUAL_FFT_SIZE = 1024;
const FINE_FFT_SIZE = 4096;
const PLAN: TurnPlan = { warmUp: 100, rounds: 300, times: 5 };
/** Samples that are made before the measurement and come round again: 40 s. */
const PREPARED = 1200;

/** Times one region's update in the product's kernel and in other chains, turn by turn in one run. */
export function measureRegionUpdate(
  { vitalLens, pffft }: RegionRivals,
  onRound: (done: number, of: number) => void = () => undefined,
  plan = PLAN,
): RegionTimes {
  const kernel = (fftSize: number) => planKernelUpdate(pulsePlan(FS_HZ, REGIONS, SAMPLES, fftSize), SAMPLES);
  const chains = {
    coarse: kernel(COARSE_FFT_SIZE),
    equal: kernel(EQUAL_FFT_SIZE),
    fine: kernel(FINE_FFT_SIZE),
    analysis: planAnalysisUpdate(FS_HZ, REGIONS, SAMPLES),
    twin: planKernelUpdate(pulsePlan(FS_HZ, 1, SAMPLES, COARSE_FFT_SIZE), SAMPLES, planRegionTwin),
    tunedEqual: planTunedReference(FS_HZ, SAMPLES, EQUAL_FFT_SIZE),
    tunedFine: planTunedReference(FS_HZ, SAMPLES, FINE_FFT_SIZE),
    published: planPublishedReference(FS_HZ, SAMPLES, FINE_FFT_SIZE),
    ...(pffft ? { pffft: planTunedReference(FS_HZ, SAMPLES, EQUAL_FFT_SIZE, pffft) } : {}),
    ...(vitalLens ? { vitallensCore: planVitalLensRegion(vitalLens, FS_HZ) } : {}),
  } satisfies Record<string, RegionUpdate>;
  const names = Object.keys(chains);
  const timed = Object.values(chains).map((chain) => planTimedChain(chain, plan));
  const rounds = timeTurns(timed, plan, onRound);
  const at = (name: keyof typeof chains) => names.indexOf(name);
  const compared = (name: keyof typeof chains, ours: "coarse" | "equal" | "fine"): Comparison => {
    const [one, other] = [timed[at(name)].rates, timed[at(ours)].rates];
    return {
      us: turnUs(rounds, at(name)),
      kernelUs: turnUs(rounds, at(ours)),
      ratio: turnRatio(rounds, at(name), at(ours)),
      peakDifferenceBpm: one.reduce((most, rate, i) => Math.max(most, Math.abs(rate - other[i])), 0),
    };
  };
  return {
    fsHz: FS_HZ,
    samples: SAMPLES,
    regions: REGIONS,
    kernelUs: turnUs(rounds, at("coarse")),
    analysisUs: turnUs(rounds, at("analysis")),
    coarseFftSize: COARSE_FFT_SIZE,
    twin: compared("twin", "coarse"),
    equalSteps: compared("tunedEqual", "equal"),
    equalFineSteps: compared("tunedFine", "fine"),
    pffft: pffft ? compared("pffft", "equal") : null,
    samePeak: compared("tunedFine", "coarse"),
    published: compared("published", "coarse"),
    vitallensCore: vitalLens ? compared("vitallensCore", "coarse") : null,
  };
}

/** A chain whose window is full; every run is one more sample and the rate with it, which is kept. */
function planTimedChain(
  chain: RegionUpdate,
  { warmUp, rounds, times }: TurnPlan,
): Turn & { readonly rates: Float64Array } {
  const samples = Array.from({ length: PREPARED }, (_, i) => regionColours(i / FS_HZ, chain.regions));
  for (const rgb of samples) chain.push(rgb);
  const rates = new Float64Array((warmUp + rounds) * times);
  let next = 0;
  return {
    share: chain.regions,
    rates,
    run() {
      chain.push(samples[next % PREPARED]);
      rates[next++] = chain.rateBpm() ?? Number.NaN;
    },
  };
}

/** The same colour in every region. */
function regionColours(tS: number, regions: number): number[] {
  return Array.from({ length: regions }, () => colourAt(tS)).flat();
}

/** Skin with a pulse of 72 /min and its harmonic, breathing, drift of the light and ripples that are no pulse. */
export function colourAt(tS: number): [number, number, number] {
  const wave = (hz: number, phase = 0) => Math.sin(2 * Math.PI * hz * tS + phase);
  const pulse = 0.006 * (wave(1.2) + 0.3 * wave(2.4, 1));
  const light = 1 + 0.02 * wave(0.043) + 0.004 * wave(0.25, 2);
  const ripple = (seed: number) =>
    0.05 * (wave(3.71 + seed, seed) + wave(7.93 - seed, 2 * seed) + wave(11.3, 3 * seed));
  return [
    150 * light * (1 - 0.33 * pulse) + ripple(0.1),
    110 * light * (1 - 0.77 * pulse) + ripple(0.7),
    90 * light * (1 - 0.53 * pulse) + ripple(1.3),
  ];
}
