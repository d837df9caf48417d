import type { Pffft } from "@echogarden/pffft-wasm/simd";

import type { PlanTransform } from "./fft-js-reference.ts";

/** The package's transform, or one sentence that says why it cannot be used here. */
export type LoadedPffft = { readonly planTransform: PlanTransform } | { readonly cause: string };

/** Loads @echogarden/pffft-wasm (BSD licence) with SIMD; what is planned on it lives as long as the process. */
export async function loadPffft(): Promise<LoadedPffft> {
  try {
    const { default: start } = await import("@echogarden/pffft-wasm/simd");
    const pffft = await start();
    return { planTransform: (size) => planOn(pffft, size) };
  } catch (error) {
    return { cause: `pffft-wasm cannot be loaded: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function planOn(pffft: Pffft, size: number): (values: Float64Array) => ArrayLike<number> {
  const setup = pffft._pffft_new_setup(size, 0);
  const [input, output, work] = [0, 0, 0].map(() => pffft._pffft_aligned_malloc(4 * size));
  const memory = pffft.HEAPF32;
  memory.fill(0, input / 4, input / 4 + size);
  const spectrum = memory.subarray(output / 4, output / 4 + size);
  let filled = 0;
  return (values) => {
    memory.set(values, input / 4);
    if (values.length < filled) memory.fill(0, input / 4 + values.length, input / 4 + filled);
    filled = values.length;
    pffft._pffft_transform_ordered(setup, input, output, work, 0);
    // It puts the real bin of half the rate where the imaginary part of bin 0 would be, which is 0.
    spectrum[1] = 0;
    return spectrum;
  };
}
