/** Rounds to `digits` decimal places: what is sent is what a reader can use, and -0 never appears. */
export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale + 0;
}
