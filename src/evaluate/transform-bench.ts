import { hannWindow } from "../dsp/hann-window.ts";
import { planRegionKernel } from "../dsp/kernel/kernel-choice.ts";

import { planFftJsPower, type TaperedPower } from "./fft-js-reference.ts";
import { pulsePlan } from "./region-update.ts";
import type { Spread } from "./spread.ts";
import { type Turn, timeTurns, turnUs } from "./timed-turns.ts";

/** Power spectra of one length, microseconds each: Hann window, real transform, power of all bins. */
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
  pffft: ((size: number) => TaperedPower) | null,
  onRound: (done: number, of: number) => void = () => undefined,
): TransformTimes[] {
  const sizes = [256, 512, 1024, 4096];
  return sizes.map((size, i) => {
    const values = Float64Array.from({ length: size }, (_, k) => Math.sin(k * k));
    const turns = {
      kernel: planKernelTurn(size, size),
      fftJs: planTurn(planFftJsPower(size), values),
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

function planTurn(writePower: TaperedPower, values: Float64Array): Turn {
  const taper = hannWindow(values.length);
  const power = new Float64Array(values.length / 2);
  return { share: 1, run: () => writePower(values, taper, 0, power.length - 1, power) };
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
  return { share: REGIONS, run: () => kernel.updateSpectra(samples, null) };
}
