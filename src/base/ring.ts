/** Ring buffer of numbers addressed by their running index since the start. */
export interface Ring {
  /** Number of values ever pushed; the newest has index `length - 1`. */
  readonly length: number;
  push(value: number): void;
  /**
   * Value at a running index. Only the last `capacity` are kept: older ones read as another value's slot, and a slot that was
   * never written as 0. Allocates nothing, checks nothing.
   */
  at(index: number): number;
}

/** Plans a ring of at least `capacity` values. Allocates once. */
export function planRing(capacity: number): Ring {
  const size = 2 ** Math.ceil(Math.log2(Math.max(capacity, 2)));
  const mask = size - 1;
  const values = new Float64Array(size);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      values[length & mask] = value;
      length++;
    },
    at: (index) => values[index & mask],
  };
}
