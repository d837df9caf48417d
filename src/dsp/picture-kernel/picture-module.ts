import { PICTURE_KERNEL_BASE64 } from "./picture-kernel-bytes.ts";

/** What the compiled kernel offers; see assembly/picture-kernel.ts. */
export interface PictureExports {
  plan(header: number): void;
  reduce(plane: number, strideBytes: number): void;
  smooth(): void;
  take(cell: number, leastTexture: number, placePrior: number, contrastPrior: number): void;
  find(goodStep: number, mostSteps: number, leastResidual: number): void;
}

const PAGE_BYTES = 65536;

const bytes = Uint8Array.from(atob(PICTURE_KERNEL_BASE64), (character) => character.charCodeAt(0));
let module: WebAssembly.Module | null = null;

/** Whether this engine runs the kernel's instructions. */
export function runsPictureKernel(): boolean {
  return WebAssembly.validate(bytes);
}

/** An instance of the kernel over a memory of its own, of at least `totalBytes` zeros, that never grows. */
export function startPictureKernel(totalBytes: number): {
  readonly exports: PictureExports;
  readonly buffer: ArrayBuffer;
} {
  module ??= new WebAssembly.Module(bytes);
  const pages = Math.ceil(totalBytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { exports: exports as PictureExports, buffer: memory.buffer };
}
