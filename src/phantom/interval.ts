/** Interval in ms: start, end. */
export type Interval = readonly [number, number];

/** From seconds, to whole milliseconds. */
export function toMs(intervalS: readonly [number, number]): Interval {
  return [Math.round(1000 * intervalS[0]), Math.round(1000 * intervalS[1])];
}
