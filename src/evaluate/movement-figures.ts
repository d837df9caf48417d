import type { MovementEventMessage } from "../wire/movement.ts";

import { type EventTolerance, type MatchedEvents, matchEvents } from "./matched-events.ts";
import type { MovementReading } from "./movement-reading.ts";
import type { MovementState, MovementTruth, TruthInterval } from "./movement-truth.ts";
import { type StateFigures, stateFigures, stateSamples } from "./state-figures.ts";

/** How one thing that a face does fares against the truth. */
export interface MovementFigures extends MatchedEvents {
  /** A state, as the trace has it, or what an event tells. */
  readonly what:
    | MovementState
    | "blink"
    | "eyes closed, told"
    | "eyes opened, told"
    | "grimace began, told"
    | "grimace ended, told";
  /** Of a state: its shares of time; null for events, which have none. */
  readonly time: Pick<StateFigures, "judgedS" | "seenShare" | "rightShare"> | null;
}

/** By how much a time may be off, ms: truths are read off pictures two a second. */
const TOLERANCE_MS = 500;
const AT_ONCE = { earlyMs: TOLERANCE_MS, lateMs: TOLERANCE_MS };
/** A closure is told once it has outlasted a blink, a grimace once it is no twitch: that takes up to half a second more. */
const ONCE_SETTLED = { earlyMs: TOLERANCE_MS, lateMs: TOLERANCE_MS + 500 };

/** The beginnings and ends of states of which events tell. */
const EDGES = [
  { what: "eyes closed, told", event: "eyes-closed", state: "eyes closed", edge: 0 },
  { what: "eyes opened, told", event: "eyes-opened", state: "eyes closed", edge: 1 },
  { what: "grimace began, told", event: "grimace-began", state: "grimace", edge: 0 },
  { what: "grimace ended, told", event: "grimace-ended", state: "grimace", edge: 1 },
] as const;

function isOfEyes(state: MovementState): boolean {
  return state === "eyes closed" || state === "right eye closed" || state === "left eye closed";
}

/**
 * Holds what a replay told of movement, in order, against the truth, one row for each thing that is known; null where it told
 * nothing: it had no face to follow, or this build measures no movement.
 */
export function movementFigures(
  readings: readonly MovementReading[],
  { blinksMs, states }: MovementTruth,
): MovementFigures[] | null {
  const stretches = readings.filter((reading) => reading.kind === "movement");
  const last = stretches.at(-1);
  if (!last) return null;
  const endMs = last.tMs + last.stepMs * (last.channels[0]?.length ?? 0);
  const told = (event: MovementEventMessage["event"]) =>
    readings.flatMap((reading) => (reading.kind === "movement-event" && reading.event === event ? reading.tMs : []));
  const rowOf = (
    what: MovementFigures["what"],
    event: MovementEventMessage["event"],
    realMs: readonly number[],
    tolerance: EventTolerance,
  ) => {
    const before = realMs.filter((tMs) => tMs < endMs);
    return { what, ...matchEvents(before, told(event), tolerance), time: null };
  };
  // While a blink lasts, the eyes are closed.
  const blinking = (blinksMs ?? []).map((tMs): TruthInterval => [tMs - TOLERANCE_MS, tMs + TOLERANCE_MS]);
  return [
    ...(blinksMs === null ? [] : [rowOf("blink", "blink", blinksMs, AT_ONCE)]),
    ...states.map((truth): MovementFigures => {
      const samples = stretches.flatMap((stretch) => stateSamples(stretch, truth.state));
      const unjudged = isOfEyes(truth.state) ? blinking : [];
      const { judgedS, seenShare, rightShare, ...events } = stateFigures(samples, truth, TOLERANCE_MS, unjudged);
      return { what: truth.state, ...events, time: { judgedS, seenShare, rightShare } };
    }),
    ...EDGES.flatMap(({ what, event, state, edge }) => {
      const known = states.find((truth) => truth.state === state);
      const realMs = known?.activeMs.map((interval) => interval[edge]).sort((a, b) => a - b);
      return realMs ? [rowOf(what, event, realMs, ONCE_SETTLED)] : [];
    }),
  ];
}
