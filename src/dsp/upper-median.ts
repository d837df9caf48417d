/** The middle of the sorted values, of an even number the upper one: a value that is there. At least one value; allocates a copy. */
export function upperMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
