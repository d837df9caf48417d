import type { MovementEventMessage, MovementValue } from "../../../src/wire/movement.ts";
import type { MovementTape } from "../../../src/wire/movement-tape.ts";
import type { Words } from "../words/en.ts";

export type RowName = keyof Words["movement"]["rows"];

/** One strip: what it draws of a column, what it says of now, and which events stand on it. */
export interface StripRow {
  readonly name: RowName;
  /** -1..1 for a strip with a middle line, else 0..1; null where it was not seen. */
  readonly traced: (tape: MovementTape, column: number) => number | null;
  readonly signed: boolean;
  readonly now: (movement: MovementValue) => number | null;
  readonly events: readonly MovementEventMessage["event"][];
}

export const STRIP_ROWS: readonly StripRow[] = [
  {
    name: "eyes",
    traced: (tape, column) => mean(tape.valueAt("rightEyeClosed", column), tape.valueAt("leftEyeClosed", column)),
    signed: false,
    now: ({ rightEyeClosed, leftEyeClosed }) => mean(rightEyeClosed, leftEyeClosed),
    events: ["blink", "eyes-opened", "eyes-closed", "blink-rate-fell"],
  },
  {
    name: "brow",
    traced: (tape, column) => difference(tape.valueAt("browRaise", column), tape.valueAt("browLower", column)),
    signed: true,
    now: ({ browRaise, browLower }) => difference(browRaise, browLower),
    events: [],
  },
  {
    name: "mouth",
    traced: (tape, column) => tape.valueAt("mouthOpen", column),
    signed: false,
    now: ({ mouthOpen }) => mouthOpen,
    events: [],
  },
  {
    name: "activity",
    traced: (tape, column) => tape.valueAt("activity", column),
    signed: false,
    now: ({ activity }) => activity,
    events: [],
  },
  {
    name: "grimace",
    traced: (tape, column) => tape.valueAt("grimace", column),
    signed: false,
    now: ({ grimace }) => grimace,
    events: ["grimace-began", "grimace-ended"],
  },
  {
    name: "balance",
    traced: (tape, column) => tape.valueAt("asymmetry", column),
    signed: true,
    now: ({ asymmetry }) => asymmetry,
    events: [],
  },
];

/** A degree in words: a share, with the direction where it has one. */
export function degreeWords(row: StripRow, degree: number | null, words: Words["movement"]): string {
  if (degree === null) return words.notSeen;
  const percent = Math.round(100 * Math.abs(degree));
  if (!row.signed || percent === 0) return words.share(percent);
  const [upward, downward] = row.name === "balance" ? [words.left, words.right] : [words.raised, words.lowered];
  return `${degree > 0 ? upward : downward} ${words.share(percent)}`;
}

/** Of two eyes, one that is seen speaks for both. */
function mean(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return (a + b) / 2;
}

function difference(upward: number | null, downward: number | null): number | null {
  return upward === null && downward === null ? null : (upward ?? 0) - (downward ?? 0);
}
