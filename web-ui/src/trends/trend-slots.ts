import type { TrendAnswer, TrendMarkName, TrendName } from "../../../src/wire/history.ts";

/** One series of a trend laid out on every step of its stretch; what is not there is null. */
export interface SlotSeries {
  /** Values that were shown and not held, or means of a minute's. */
  readonly live: (number | null)[];
  /** Seconds' values that were only held. */
  readonly held: (number | null)[];
  /** Least and greatest of a minute; null throughout for seconds. */
  readonly min: (number | null)[];
  readonly max: (number | null)[];
  /** Share of the step that was shown and not held, 0..1. */
  readonly share: number[];
}

/** Number of steps of an answer's stretch. */
export function slotCount({ fromMs, toMs, stepMs }: TrendAnswer): number {
  return Math.round((toMs - fromMs) / stepMs);
}

/** The mark that says of a series that its value is an older one. */
const HELD: Partial<Record<TrendName, TrendMarkName>> = {
  pulseBpm: "pulse-held",
  pulseConfidence: "pulse-held",
  respirationBrpm: "respiration-held",
  respirationConfidence: "respiration-held",
};

/** Lays a series out step by step, so that a step without a value is a gap. Allocates. */
export function slotSeries(answer: TrendAnswer, name: TrendName): SlotSeries {
  const count = slotCount(answer);
  const nothing = () => new Array<number | null>(count).fill(null);
  const slots = { live: nothing(), held: nothing(), min: nothing(), max: nothing(), share: new Array(count).fill(0) };
  const { mean, min, max, share } = answer.series[name];
  const heldBit = bitOf(answer, HELD[name]);
  answer.at.forEach((slot, i) => {
    const value = mean[i] ?? null;
    const held = answer.stepMs === 1000 && (answer.marks[i] & heldBit) !== 0;
    (held ? slots.held : slots.live)[slot] = value;
    slots.min[slot] = min?.[i] ?? null;
    slots.max[slot] = max?.[i] ?? null;
    slots.share[slot] = share?.[i] ?? (value === null || held ? 0 : 1);
  });
  return slots;
}

/** Marks of every step, bits by `markNames`; 0 where nothing was recorded. Allocates. */
export function slotMarks(answer: TrendAnswer): number[] {
  const marks = new Array<number>(slotCount(answer)).fill(0);
  answer.at.forEach((slot, i) => {
    marks[slot] = answer.marks[i];
  });
  return marks;
}

/** Bit of a mark in an answer; 0 where it knows no such mark. */
export function bitOf({ markNames }: TrendAnswer, name: TrendMarkName | undefined): number {
  const bit = name === undefined ? -1 : markNames.indexOf(name);
  return bit < 0 ? 0 : 1 << bit;
}
