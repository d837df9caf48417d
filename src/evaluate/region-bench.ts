import { planPublishedReference, planTunedReference } from "./fft-js-reference.ts";
import { planProductRegion, type RegionUpdate } from "./region-update.ts";
import { type Spread, spreadOf } from "./spread.ts";
import type { VitalLens } from "./vitallens.ts";
import { planVitalLensRegion } from "./vitallens-region.ts";

export interface RegionTimes {
  readonly fsHz: number;
  /** Samples in the window of one update. */
  readonly samples: number;
  /** The product's own steps, microseconds an update. */
  readonly productUs: Spread;
  /** Tuned fft.js chain with the same steps at the same lengths. */
  readonly equalSteps: Comparison;
  /** Tuned fft.js chain that finds the peak by a transform of 4096 points. */
  readonly samePeak: Comparison;
  /** Plain fft.js chain: POS by its published loop at every update, 4096 points. */
  readonly published: Comparison;
  /** vitallens-core, given the newest sample of POS and asked for its rate over 10 s; null where it could not be loaded. */
  readonly vitallensCore: Comparison | null;
}

export interface Comparison {
  readonly us: Spread;
  /** How many times the product's time, median over rounds. */
  readonly ratio: number;
  /** Largest difference to the product's peak, /min. */
  readonly peakDifferenceBpm: number;
}

const FS_HZ = 30;
const SAMPLES = 300;
const EQUAL_FFT_SIZE = 1024;
const FINE_FFT_SIZE = 4096;
const WARM_UP_ROUNDS = 100;
const ROUNDS = 300;
const UPDATES_A_ROUND = 10;

/** Times one region's update in the product and in other chains, turn by turn in one run. */
export function measureRegionUpdate(
  vitalLens: VitalLens | null,
  onRound: (done: number, of: number) => void = () => undefined,
): RegionTimes {
  const chains: readonly RegionUpdate[] = [
    planProductRegion(FS_HZ, SAMPLES),
    planTunedReference(FS_HZ, SAMPLES, EQUAL_FFT_SIZE),
    planTunedReference(FS_HZ, SAMPLES, FINE_FFT_SIZE),
    planPublishedReference(FS_HZ, SAMPLES, FINE_FFT_SIZE),
    ...(vitalLens ? [planVitalLensRegion(vitalLens, FS_HZ)] : []),
  ];
  let sample = 0;
  for (; sample < SAMPLES; sample++) for (const chain of chains) chain.push(...colourAt(sample / FS_HZ));
  const timesUs = chains.map(() => [] as number[]);
  const differences = chains.map(() => 0);
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++, sample += UPDATES_A_ROUND) {
    const colours = Array.from({ length: UPDATES_A_ROUND }, (_, i) => colourAt((sample + i) / FS_HZ));
    const rates = chains.map((chain, k) => {
      const roundUs: number[] = [];
      const found = colours.map(([r, g, b]) => {
        const startMs = performance.now();
        chain.push(r, g, b);
        const rate = chain.rateBpm();
        roundUs.push((performance.now() - startMs) * 1000);
        return rate ?? Number.NaN;
      });
      if (round >= WARM_UP_ROUNDS) timesUs[k].push(spreadOf(roundUs).median);
      return found;
    });
    for (let k = 1; k < chains.length; k++) {
      for (let i = 0; i < UPDATES_A_ROUND; i++) {
        differences[k] = Math.max(differences[k], Math.abs(rates[k][i] - rates[0][i]));
      }
    }
    onRound(round + 1, WARM_UP_ROUNDS + ROUNDS);
  }
  const compared = (k: number): Comparison => ({
    us: spreadOf(timesUs[k]),
    ratio: spreadOf(timesUs[k].map((us, round) => us / timesUs[0][round])).median,
    peakDifferenceBpm: differences[k],
  });
  return {
    fsHz: FS_HZ,
    samples: SAMPLES,
    productUs: spreadOf(timesUs[0]),
    equalSteps: compared(1),
    samePeak: compared(2),
    published: compared(3),
    vitallensCore: vitalLens ? compared(4) : null,
  };
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
