/** A set of mutually orthogonal unit vectors that disturbances span; what lies in it can be taken out of a signal. */
export interface OrthonormalBasis {
  /** Number of vectors kept. */
  readonly rank: number;
  /** They themselves, Float64Array [n] each; not to be written. */
  readonly vectors: readonly Float64Array[];
  /** Adds what is new in `vector` (Float64Array [n]); nothing when it is zero or already spanned. Allocates a copy. */
  add(vector: Float64Array): void;
  /** Takes the part of `values` (Float64Array [n]) that lies in the basis out, in place. */
  remove(values: Float64Array): void;
}

/** A vector whose new part keeps less than this share of its length is taken as spanned already. */
const MIN_NEW_SHARE = 1e-4;

/** Plans a basis of vectors of length `n`, built by modified Gram-Schmidt. */
export function planOrthonormalBasis(n: number): OrthonormalBasis {
  const vectors: Float64Array[] = [];
  const length = (values: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i] * values[i];
    return Math.sqrt(sum);
  };
  const remove = (values: Float64Array) => {
    let k = 0;
    // Two at a time: they are orthogonal, and the values are read half as often.
    for (; k + 1 < vectors.length; k += 2) {
      const one = vectors[k];
      const other = vectors[k + 1];
      let dot = 0;
      let otherDot = 0;
      for (let i = 0; i < n; i++) {
        dot += one[i] * values[i];
        otherDot += other[i] * values[i];
      }
      for (let i = 0; i < n; i++) values[i] -= dot * one[i] + otherDot * other[i];
    }
    if (k === vectors.length) return;
    const last = vectors[k];
    let dot = 0;
    for (let i = 0; i < n; i++) dot += last[i] * values[i];
    for (let i = 0; i < n; i++) values[i] -= dot * last[i];
  };
  return {
    vectors,
    get rank() {
      return vectors.length;
    },
    add(vector) {
      const fresh = vector.slice();
      const before = length(fresh);
      remove(fresh);
      const after = length(fresh);
      if (!(after > MIN_NEW_SHARE * before)) return;
      for (let i = 0; i < n; i++) fresh[i] /= after;
      vectors.push(fresh);
    },
    remove,
  };
}
