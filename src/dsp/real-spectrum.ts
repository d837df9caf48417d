import FFT from "fft.js";

/** A planned transform of real input into the non-negative half of its spectrum. */
export interface RealSpectrum {
  /** Transform length; a power of two. */
  readonly size: number;
  /**
   * Zero-pads `input` (at most `size` samples) and returns interleaved re, im of bins 0..size/2. The result is overwritten
   * by the next call. Allocates nothing.
   */
  forward(input: ArrayLike<number>): readonly number[];
}

/**
 * Plans a real FFT of `size` points on fft.js (radix 4). Plain arrays throughout: fft.js runs at half its speed once it has
 * seen typed arrays too (facts: estimator).
 */
export function planRealSpectrum(size: number): RealSpectrum {
  const fft = new FFT(size);
  const padded: number[] = new Array(size).fill(0);
  const output: number[] = fft.createComplexArray();
  return {
    size,
    forward(input) {
      const n = input.length;
      for (let i = 0; i < n; i++) padded[i] = input[i];
      for (let i = n; i < size; i++) padded[i] = 0;
      fft.realTransform(output, padded);
      return output;
    },
  };
}
