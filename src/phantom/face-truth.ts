import { blinksOf, isMouthCovered, isMoving } from "./expression-plan.ts";
import { type Interval, toMs } from "./interval.ts";
import type { FaceAct, Scenario, SidedAct } from "./scenario.ts";

/** A movement of one or both sides, the patient's own. */
export interface SidedInterval {
  readonly fromMs: number;
  readonly toMs: number;
  readonly side: SidedAct["side"];
}

/**
 * What is known of the face's movement; the keys are there where anything was planted, and those of the mouth where neither
 * mask nor tube hides it. A movement sets in at the start of its interval and starts to go back at the end.
 */
export interface FaceTruth {
  /** When the lids are shut. */
  readonly blinksMs?: readonly number[];
  /** Both eyes; blinks apart. */
  readonly eyesClosedMs?: readonly Interval[];
  readonly oneEyeClosedMs?: readonly SidedInterval[];
  readonly mouthOpenMs?: readonly Interval[];
  /** Where it surely is not opened: given where somebody talks. */
  readonly mouthClosedMs?: readonly Interval[];
  readonly talkingMs?: readonly Interval[];
  readonly browRaisedMs?: readonly SidedInterval[];
  readonly browLoweredMs?: readonly SidedInterval[];
  readonly grimaceMs?: readonly Interval[];
  readonly smileMs?: readonly SidedInterval[];
}

export function faceTruthOf(scenario: Scenario, durationS: number): FaceTruth {
  const { face } = scenario;
  if (!scenario.scene.person || !isMoving(face)) return {};
  const within = (act: FaceAct): readonly [number, number] => [act.fromS, Math.min(act.toS, durationS)];
  const pairs = (acts: readonly FaceAct[]) =>
    acts.filter((act) => act.percent > 0 && act.fromS < durationS).map((act) => toMs(within(act)));
  const sided = (acts: readonly SidedAct[]): SidedInterval[] =>
    acts.filter((act) => act.fromS < durationS).map((act) => ({ ...limits(toMs(within(act))), side: act.side }));
  const oneEye = sided(face.eyesClosed.filter((act) => act.side !== "both"));
  const raised = sided(face.brow.filter((act) => act.percent > 0));
  const lowered = sided(face.brow.filter((act) => act.percent < 0));
  const talks = pairs(face.mouth.filter((act) => act.talk));
  const isMouthSeen = !isMouthCovered(face);
  return {
    blinksMs: blinksOf(scenario, durationS)
      .filter((s) => s < durationS)
      .map((s) => Math.round(1000 * s)),
    eyesClosedMs: pairs(face.eyesClosed.filter((act) => act.side === "both")),
    ...(oneEye.length > 0 ? { oneEyeClosedMs: oneEye } : {}),
    ...(raised.length > 0 ? { browRaisedMs: raised } : {}),
    ...(lowered.length > 0 ? { browLoweredMs: lowered } : {}),
    grimaceMs: pairs(face.grimace),
    ...(isMouthSeen
      ? {
          mouthOpenMs: pairs(face.mouth.filter((act) => !act.talk)),
          smileMs: sided(face.smile.filter((act) => act.percent > 0)),
        }
      : {}),
    ...(isMouthSeen && talks.length > 0
      ? { talkingMs: talks, mouthClosedMs: gapsBetween(pairs(face.mouth), 1000 * durationS) }
      : {}),
  };
}

function limits([fromMs, to]: Interval): { fromMs: number; toMs: number } {
  return { fromMs, toMs: to };
}

/** What is left of 0 .. endMs, less half a second after each interval in which a mouth comes to rest. */
function gapsBetween(intervals: readonly Interval[], endMs: number): Interval[] {
  const REST_MS = 500;
  const gaps: Interval[] = [];
  let fromMs = 0;
  for (const [startMs, stopMs] of [...intervals].sort((a, b) => a[0] - b[0])) {
    if (startMs > fromMs) gaps.push([fromMs, startMs]);
    fromMs = Math.max(fromMs, stopMs + REST_MS);
  }
  if (fromMs < endMs) gaps.push([fromMs, endMs]);
  return gaps;
}
