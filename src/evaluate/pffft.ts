import type { Pffft } from "@echogarden/pffft-wasm/simd";

import type { TaperedPower } from "./fft-js-reference.ts";

/** The package's transform, or one sentence that says why it cannot be used here. */
export type LoadedPffft = { readonly planPower: (size: number) => TaperedPower } | { readonly cause: string };

/** Loads @echogarden/pffft-wasm (BSD licence) with SIMD; what is planned on it lives as long as the process. */
export async function loadPffft(): Promise<LoadedPffft> {
  try {
    const { default: start } = await import("@echogarden/pffft-wasm/simd");
    const pffft = await start();
    return { planPower: (size) => planOn(pffft, size) };
  } catch (error) {
    return { cause: `pffft-wasm cannot be loaded: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function planOn(pffft: Pffft, size: number): TaperedPower {
  const setup = pffft._pffft_new_setup(size, 0);
  const [input, output, work] = [0, 0, 0].map(() => pffft._pffft_aligned_malloc(4 * size));
  const padded = pffft.HEAPF32.subarray(input / 4, input / 4 + size);
  const spectrum = pffft.HEAPF32.subarray(output / 4, output / 4 + size);
  padded.fill(0);
  let filled = 0;
  return (values, taper, from, to, power) => {
    const n = values.length;
    for (let i = 0; i < n; i++) padded[i] = values[i] * taper[i];
    if (n < filled) padded.fill(0, n, filled);
    filled = n;
    pffft._pffft_transform_ordered(setup, input, output, work, 0);
    // It puts the real bin of half the rate where the imaginary part of bin 0 would be, which is 0.
    spectrum[1] = 0;
    for (let i = from; i <= to; i++) {
      const re = spectrum[2 * i];
      const im = spectrum[2 * i + 1];
      power[i] = re * re + im * im;
    }
  };
}
