import { hannWindow } from "../hann-window.ts";
import { factorSmoothness } from "../smoothness-detrend.ts";

import { type SimdLayout, VECTOR } from "./simd-layout.ts";

const COMPLEX = 2 * VECTOR;

/** Rows of the factored detrending: first band, second band, reciprocal of the pivot; Float64Array [3 * rows]. */
export function detrendingBands(rows: number, lambda: number): Float64Array {
  // Rows that know nothing of the far end.
  const { diagonal, first, second } = factorSmoothness(rows + FAR, lambda);
  const out = new Float64Array(3 * rows);
  for (let i = 0; i < rows; i++) out.set([first[i], second[i], 1 / diagonal[i]], 3 * i);
  return out;
}

const FAR = 4;

/**
 * Inverse of what is left of the system of `n` samples in the middle when it is eliminated from both ends, Float64Array [9]
 * row-major, zeros where two unknowns are left and not three. `bands`: as above.
 */
export function detrendingMiddle(n: number, lambda: number, bands: Float64Array): Float64Array {
  const half = (n - 2) >> 1;
  const size = n - 2 * half;
  const weight = lambda * lambda;
  const matrix = [
    [6 * weight + 1, -4 * weight, weight],
    [-4 * weight, 6 * weight + 1, -4 * weight],
    [weight, -4 * weight, 6 * weight + 1],
  ];
  const band = (row: number) => ({ first: bands[3 * row], second: bands[3 * row + 1], pivot: 1 / bands[3 * row + 2] });
  const last = band(half - 1);
  const before = band(half - 2);
  const near = last.first ** 2 * last.pivot + before.second ** 2 * before.pivot;
  const across = last.first * last.second * last.pivot;
  const far = last.second ** 2 * last.pivot;
  for (const place of [(i: number) => i, (i: number) => size - 1 - i]) {
    matrix[place(0)][place(0)] -= near;
    matrix[place(0)][place(1)] -= across;
    matrix[place(1)][place(0)] -= across;
    matrix[place(1)][place(1)] -= far;
  }
  return inverse(matrix, size);
}

/** Inverse of the symmetric positive matrix's first `size` rows, by Gauss and Jordan; Float64Array [9]. */
function inverse(matrix: number[][], size: number): Float64Array {
  const left = matrix.map((row) => [...row]);
  const right = matrix.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  for (let pivot = 0; pivot < size; pivot++) {
    const scale = 1 / left[pivot][pivot];
    for (let j = 0; j < size; j++) {
      left[pivot][j] *= scale;
      right[pivot][j] *= scale;
    }
    for (let i = 0; i < size; i++) {
      if (i === pivot) continue;
      const factor = left[i][pivot];
      for (let j = 0; j < size; j++) {
        left[i][j] -= factor * left[pivot][j];
        right[i][j] -= factor * right[pivot][j];
      }
    }
  }
  const out = new Float64Array(9);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out[3 * i + j] = right[i][j];
  return out;
}

/** Hann window times the half that joining the two halves of a real transform takes. */
export function halfTaper(n: number): Float64Array {
  return hannWindow(n).map((value) => 0.5 * value);
}

/** Cosines and sines of all passes over `points`, in the order in which they are read. */
export function twiddlesOf(points: number): number[] {
  const out: number[] = [];
  const turn = (share: number) => out.push(Math.cos(2 * Math.PI * share), Math.sin(2 * Math.PI * share));
  let length = points;
  if (hasRadix2(points)) {
    for (let j = 0; j < length / 2; j++) turn(j / length);
    length /= 2;
  }
  for (; length > 4; length /= 4) {
    for (let j = 0; j < length / 4; j++) for (let r = 1; r <= 3; r++) turn((r * j) / length);
  }
  return out;
}

/** Writes for each bin where it and its mirror image lie after the passes, and its cosine and sine. */
export function writeUntangling(words: Int32Array, numbers: Float32Array, bins: number, { points }: SimdLayout): void {
  for (let k = 0; k < bins; k++) {
    words[4 * k] = placeOf(k, points) * COMPLEX;
    words[4 * k + 1] = placeOf((points - k) % points, points) * COMPLEX;
    numbers[4 * k + 2] = Math.cos((Math.PI * k) / points);
    numbers[4 * k + 3] = Math.sin((Math.PI * k) / points);
  }
}

function hasRadix2(points: number): boolean {
  return Math.log2(points) % 2 === 1;
}

/** Where bin k lies after decimation in frequency by 2, where the points ask for it, and by 4. */
function placeOf(k: number, points: number): number {
  let place = 0;
  let rest = k;
  let length = points;
  let radix = hasRadix2(points) ? 2 : 4;
  while (length > 1) {
    length /= radix;
    place += (rest % radix) * length;
    rest = Math.floor(rest / radix);
    radix = 4;
  }
  return place;
}
