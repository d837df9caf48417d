import { REGION_KERNEL_BASE64 } from "./region-kernel-bytes.ts";

/** What the compiled kernel offers; see assembly/region-kernel.ts. */
export interface SimdExports {
  plan(header: number): void;
  pushColours(length: number): void;
  update(length: number, n: number, disturbed: number): void;
  readWaves(length: number, n: number): void;
  readSpectra(n: number, disturbed: number): void;
  findPeaks(n: number, newtonSteps: number, lobe: number): void;
  mixWaves(n: number): void;
}

const PAGE_BYTES = 65536;

const bytes = Uint8Array.from(atob(REGION_KERNEL_BASE64), (character) => character.charCodeAt(0));
let module: WebAssembly.Module | null = null;

/** Whether this engine runs the kernel's instructions. */
export function runsSimd(): boolean {
  return WebAssembly.validate(bytes);
}

/** An instance of the kernel over a memory of its own, of at least `totalBytes` zeros, that never grows. */
export function startSimd(totalBytes: number): { readonly exports: SimdExports; readonly buffer: ArrayBuffer } {
  module ??= new WebAssembly.Module(bytes);
  const pages = Math.ceil(totalBytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { exports: exports as SimdExports, buffer: memory.buffer };
}
