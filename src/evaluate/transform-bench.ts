import { planRegionKernel } from "../dsp/kernel/kernel-choice.ts";
import { planRealSpectrum } from "../dsp/real-spectrum.ts";

import type { PlanTransform } from "./fft-js-reference.ts";
import { pulsePlan } from "./region-update.ts";
import type { Spread } from "./spread.ts";
import { type Turn, timeTurns, turnUs } from "./timed-turns.ts";

/** Real transforms of one length, microseconds each, Hann window and all bins included. */
export interface TransformTimes {
  readonly size: number;
  /** The kernel's, of as many samples as points, per region. */
  readonly kernelUs: Spread;
  /** The kernel's of 10 s, the rest zeros that it passes over; null where they do not fit. */
  readonly prunedUs: Spread | null;
  readonly fftJsUs: Spread;
  /** Null where pffft-wasm could not be loaded. */
  readonly pffftUs: Spread | null;
}

const FS_HZ = 30;
const REGIONS = 16;
const WINDOW_SAMPLES = 300;
const PLAN = { warmUp: 60, rounds: 150, times: 10 } as const;

/** Times real transforms of several lengths alone, turn by turn. */
export function measureTransforms(
  pffft: PlanTransform | null,
  onRound: (done: number, of: number) => void = () => undefined,
): TransformTimes[] {
  const sizes = [256, 512, 1024, 4096];
  return sizes.map((size, i) => {
    const values = Float64Array.from({ length: size }, (_, k) => Math.sin(k * k));
    const turns = {
      kernel: planKernelTurn(size, size),
      fftJs: planTurn(planRealSpectrum(size).forward, values),
      ...(size >= WINDOW_SAMPLES ? { pruned: planKernelTurn(size, WINDOW_SAMPLES) } : {}),
      ...(pffft ? { pffft: planTurn(pffft(size), values) } : {}),
    } satisfies Record<string, Turn>;
    const names = Object.keys(turns);
    const rounds = timeTurns(Object.values(turns), PLAN, (done, of) => onRound(i * of + done, sizes.length * of));
    const us = (name: string) => (names.includes(name) ? turnUs(rounds, names.indexOf(name)) : null);
    return {
      size,
      kernelUs: turnUs(rounds, names.indexOf("kernel")),
      prunedUs: us("pruned"),
      fftJsUs: turnUs(rounds, names.indexOf("fftJs")),
      pffftUs: us("pffft"),
    };
  });
}

function planTurn(transform: (values: Float64Array) => ArrayLike<number>, values: Float64Array): Turn {
  const taper = values.map((_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / values.length));
  const tapered = values.slice();
  return {
    share: 1,
    run() {
      for (let i = 0; i < values.length; i++) tapered[i] = values[i] * taper[i];
      transform(tapered);
    },
  };
}

/** All bins but that of half the rate, of waves that are there already. */
function planKernelTurn(size: number, samples: number): Turn {
  const highestHz = FS_HZ / 2 - FS_HZ / size;
  const kernel = planRegionKernel({ ...pulsePlan(FS_HZ, REGIONS, samples, size), bandHz: [0.4, highestHz] });
  const seen = new Uint8Array(REGIONS).fill(1);
  for (let i = 0; i < samples; i++) {
    kernel.push(
      Array.from({ length: 3 * REGIONS }, (_, k) => 100 + Math.sin(i * (k + 1))),
      seen,
    );
  }
  kernel.updateWaves(samples);
  return { share: REGIONS, run: () => kernel.updateSpectra() };
}
