declare module "fft.js" {
  /** Radix-4 FFT on plain arrays; `size` is a power of two. */
  export default class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    realTransform(out: number[], input: number[]): void;
  }
}
