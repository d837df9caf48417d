import FFT from "fft.js";

/** A planned transform of real input into the non-negative half of its spectrum. */
export interface RealSpectrum {
  /** Transform length; a power of two. */
  readonly size: number;
  /**
   * Zero-pads `input` (at most `size` samples) and returns interleaved re, im of bins 0..size/2, unscaled: a constant 1 gives
   * its number of samples at bin 0. Entries from 2 * (size / 2 + 1) on mean nothing. The result is overwritten by the next
   * call. Allocates nothing. Throws RangeError when the input is longer than the transform.
   */
  forward(input: ArrayLike<number>): readonly number[];
  /** The same of `values` times `taper`, both Float64Array of one length. */
  forwardTapered(values: Float64Array, taper: Float64Array): readonly number[];
}

/**
 * Plans a real FFT of `size` points on fft.js (radix 4). Plain arrays throughout: fft.js runs at half its speed once it has
 * seen typed arrays too. Allocates once. Throws when `size` is not a power of two above 1.
 */
export function planRealSpectrum(size: number): RealSpectrum {
  const fft = new FFT(size);
  const padded: number[] = new Array(size).fill(0);
  const output: number[] = fft.createComplexArray();
  let filled = 0;
  /** Makes room for `n` samples: all after them are 0. */
  const padFrom = (n: number) => {
    if (n > size) throw new RangeError(`${n} samples do not fit a transform of ${size}`);
    for (let i = n; i < filled; i++) padded[i] = 0;
    filled = n;
  };
  return {
    size,
    forward(input) {
      const n = input.length;
      padFrom(n);
      for (let i = 0; i < n; i++) padded[i] = input[i];
      fft.realTransform(output, padded);
      return output;
    },
    forwardTapered(values, taper) {
      const n = values.length;
      padFrom(n);
      for (let i = 0; i < n; i++) padded[i] = values[i] * taper[i];
      fft.realTransform(output, padded);
      return output;
    },
  };
}
