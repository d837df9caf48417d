declare module "@echogarden/pffft-wasm/simd" {
  /** PFFFT compiled with Emscripten, as far as it is used; addresses are bytes into the memory that HEAPF32 shows. */
  export interface Pffft {
    readonly HEAPF32: Float32Array;
    _pffft_aligned_malloc(bytes: number): number;
    _pffft_new_setup(size: number, complex: 0 | 1): number;
    _pffft_transform_ordered(setup: number, input: number, output: number, work: number, backward: 0 | 1): void;
  }
  export default function start(): Promise<Pffft>;
}
