import { MOVEMENT_CHANNELS, type MovementMessage } from "../wire/movement.ts";

import type { MatchedEvents } from "./matched-events.ts";
import type { MovementState, StateTruth, TruthInterval } from "./movement-truth.ts";

/** How the trace of one state fares against the truth. */
export interface StateFigures extends MatchedEvents {
  /** Time that was judged, s. */
  readonly judgedS: number;
  /** Share 0..1 of that time in which it could be seen; null where none was judged. */
  readonly seenShare: number | null;
  /** Share 0..1 of the time seen in which it was told rightly; null where nothing was seen. */
  readonly rightShare: number | null;
}

/** What the trace says at one time: whether the face is in a state; null: cannot be seen. */
export interface StateSample {
  readonly tMs: number;
  readonly stepMs: number;
  readonly active: boolean | null;
}

/** Half of the way from rest to fully counts as the state. */
const ACTIVE = 0.5;
/** Excess of one side over the other that counts as one-sided: 0 stands for all that a turned head or noise explains. */
const ONE_SIDED = 0.1;

type Channel = (typeof MOVEMENT_CHANNELS)[number];
type ValueOf = (channel: Channel) => number | null;

const STATES: Readonly<Record<MovementState, (of: ValueOf) => boolean | null>> = {
  "mouth open": (of) => passes(of("mouthOpen"), (value) => value >= ACTIVE),
  "eyes closed": (of) =>
    passes(of("rightEyeClosed"), (right) => passes(of("leftEyeClosed"), (left) => Math.min(right, left) >= ACTIVE)),
  "right eye closed": (of) => passes(of("rightEyeClosed"), (value) => value >= ACTIVE),
  "left eye closed": (of) => passes(of("leftEyeClosed"), (value) => value >= ACTIVE),
  "brow raised": (of) => passes(of("browRaise"), (value) => value >= ACTIVE),
  "brow lowered": (of) => passes(of("browLower"), (value) => value >= ACTIVE),
  grimace: (of) => passes(of("grimace"), (value) => value >= ACTIVE),
  "smile left": (of) => passes(of("asymmetry"), (value) => value >= ONE_SIDED),
  "smile right": (of) => passes(of("asymmetry"), (value) => value <= -ONE_SIDED),
};

function passes(value: number | null, test: (value: number) => boolean | null): boolean | null {
  return value === null ? null : test(value);
}

/** The samples of a stretch of the trace as one state. Allocates. */
export function stateSamples({ tMs, stepMs, channels }: MovementMessage, state: MovementState): StateSample[] {
  return (channels[0] ?? []).map((_, i) => ({
    tMs: tMs + i * stepMs,
    stepMs,
    active: STATES[state]((channel) => channels[MOVEMENT_CHANNELS.indexOf(channel)]?.[i] ?? null),
  }));
}

/**
 * Holds a state's samples, in order, against the truth. A true interval is found when a sample of the state lies within it or
 * `toleranceMs` around it. What is told of the state more than that away from any true interval, where the face surely is not
 * in it, is false, a run of samples once. Shares are over the samples that are further than the tolerance from any border.
 * `unjudgedMs`: when nothing is judged as false.
 */
export function stateFigures(
  samples: readonly StateSample[],
  truth: StateTruth,
  toleranceMs: number,
  unjudgedMs: readonly TruthInterval[] = [],
): StateFigures {
  const last = samples.at(-1);
  const endMs = last ? last.tMs + last.stepMs : 0;
  const activeMs = truth.activeMs.filter(([fromMs]) => fromMs < endMs);
  const around = activeMs.map((interval) => grown(interval, toleranceMs));
  const inside = activeMs.map((interval) => grown(interval, -toleranceMs));
  const surelyNot = (tMs: number) =>
    !lies(tMs, around) && !lies(tMs, unjudgedMs) && (truth.inactiveMs === null || lies(tMs, truth.inactiveMs));
  const foundIn = new Set<TruthInterval>();
  let falseRuns = 0;
  let falseMs = Number.NEGATIVE_INFINITY;
  const time = { judgedMs: 0, seenMs: 0, rightMs: 0 };
  for (const { tMs, stepMs, active } of samples) {
    const not = surelyNot(tMs);
    if (active) for (const interval of around) if (lies(tMs, [interval])) foundIn.add(interval);
    if (active && not) {
      if (tMs - falseMs > toleranceMs) falseRuns += 1;
      falseMs = tMs;
    }
    if (!not && !lies(tMs, inside)) continue;
    time.judgedMs += stepMs;
    time.seenMs += active === null ? 0 : stepMs;
    time.rightMs += active === !not ? stepMs : 0;
  }
  return {
    real: activeMs.length,
    told: foundIn.size + falseRuns,
    found: foundIn.size,
    missed: activeMs.length - foundIn.size,
    false: falseRuns,
    judgedS: time.judgedMs / 1000,
    seenShare: time.judgedMs === 0 ? null : time.seenMs / time.judgedMs,
    rightShare: time.seenMs === 0 ? null : time.rightMs / time.seenMs,
  };
}

function grown([fromMs, toMs]: TruthInterval, byMs: number): TruthInterval {
  return [fromMs - byMs, toMs + byMs];
}

function lies(tMs: number, intervals: readonly TruthInterval[]): boolean {
  return intervals.some(([fromMs, toMs]) => tMs >= fromMs && tMs <= toMs);
}
