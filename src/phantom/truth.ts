import { type Beat, pulsesOf } from "./cardiac.ts";
import { COUGH_S } from "./cough.ts";
import { type FaceTruth, faceTruthOf } from "./face-truth.ts";
import type { FrameTimes } from "./frame-times.ts";
import { type Interval, toMs } from "./interval.ts";
import { passageS } from "./passerby.ts";
import { isInPicture, type PathPoint } from "./person-path.ts";
import { gapsS, rateAt } from "./rate-profile.ts";
import type { PulseScenario, Scenario } from "./scenario.ts";
import type { VitalPlan } from "./vital-plan.ts";

/** What is known of a rendered video; written beside it as NAME.truth.json. */
export interface Truth extends FaceTruth {
  /** null: no pulse at all. A null rate: none at that time. */
  readonly pulseBpm: readonly { readonly tMs: number; readonly bpm: number | null }[] | null;
  readonly respirationBrpm: readonly { readonly tMs: number; readonly brpm: number | null }[] | null;
  /** Rate of all beats, those without a pulse included; only where the rhythm is not sinus. */
  readonly heartBpm?: readonly { readonly tMs: number; readonly bpm: number | null }[];
  readonly source: string;
  /** Intervals between the beats of the video in order. */
  readonly ibiMs?: readonly number[];
  /** Arrival of each beat's foot at the middle of the face. */
  readonly beatsMs?: readonly number[];
  readonly pulseLostMs?: readonly Interval[];
  /** When each breath starts to be drawn in. */
  readonly breathsMs?: readonly number[];
  readonly noBreathMs?: readonly Interval[];
  /** From the gasp to the end of the last burst. */
  readonly coughsMs?: readonly Interval[];
  /** While the camera changes its gain. */
  readonly gainStepsMs?: readonly Interval[];
  /** While somebody walks through the view. */
  readonly passersbyMs?: readonly Interval[];
  readonly droppedFrames?: number;
  /** Everybody else who is in the picture: when, and their own pulse. */
  readonly others?: readonly {
    readonly inViewMs: readonly Interval[];
    readonly pulseBpm: readonly { readonly tMs: number; readonly bpm: number | null }[] | null;
  }[];
}

/**
 * The truth of a scenario, per second from 0 on.
 *
 * The rate at a second is the mean over the second around it of the momentary rate, 60 s over the interval that the time
 * falls into. While the patient is out of the picture there is none to be read. `others`: hearts of the others, in order.
 */
export function truthOf(
  scenario: Scenario,
  vital: VitalPlan,
  times: FrameTimes,
  others: readonly VitalPlan[] = [],
): Truth {
  const { pulse, breathing } = scenario;
  const seconds = Array.from({ length: Math.floor(times.durationS) + 1 }, (_, second) => second);
  const pulses = pulsesOf(vital.beats);
  const beats = pulses.filter((beat) => beat.atS >= 0 && beat.atS < times.durationS);
  const lost = pulse ? gapsS(pulse.bpm, times.durationS).map(toMs) : [];
  const noBreath = breathing ? gapsS(breathing.brpm, times.durationS).map(toMs) : [];
  const gainSteps = scenario.camera.gainSteps.map((step) => toMs([step.atS, step.atS + step.rampS]));
  const coughs = (breathing?.coughsAtS ?? []).map((s) => toMs([s, s + COUGH_S]));
  const passages = scenario.scene.passerby.map((one) => toMs(passageS(one)));
  const isSeen = (tMs: number) => isInPicture(scenario.scene.path, tMs / 1000);
  const isWithin = (tMs: number) => tMs >= 0 && tMs < 1000 * times.durationS;
  const atS = beats.map((beat) => beat.atS);
  const breathStarts = vital.breaths.map((breath) => ({ atS: breath.startS, intervalS: breath.lengthS }));
  return {
    pulseBpm: pulse
      ? ratesOf(pulse, pulses, seconds).map(({ tMs, bpm }) => ({ tMs, bpm: isSeen(tMs) ? bpm : null }))
      : null,
    respirationBrpm: breathing
      ? seconds.map((s) => ({
          tMs: 1000 * s,
          brpm:
            rateAt(breathing.brpm, s) === null || !isSeen(1000 * s)
              ? null
              : rounded(meanRate(breathStarts, s - 0.5, s + 0.5)),
        }))
      : null,
    ...(pulse && pulse.rhythm !== "sinus" ? { heartBpm: ratesOf(pulse, vital.beats, seconds) } : {}),
    source: `rendered phantom ${scenario.name}, exact`,
    ...(pulse
      ? { ibiMs: atS.slice(1).map((t, i) => rounded(1000 * (t - atS[i]))), beatsMs: atS.map((t) => rounded(1000 * t)) }
      : {}),
    ...(lost.length > 0 ? { pulseLostMs: lost } : {}),
    ...(breathing ? { breathsMs: breathStarts.map((b) => rounded(1000 * b.atS)).filter(isWithin) } : {}),
    ...(noBreath.length > 0 ? { noBreathMs: noBreath } : {}),
    ...(coughs.length > 0 ? { coughsMs: coughs } : {}),
    ...faceTruthOf(scenario, times.durationS),
    ...(gainSteps.length > 0 ? { gainStepsMs: gainSteps } : {}),
    ...(passages.length > 0 ? { passersbyMs: passages } : {}),
    ...(others.length > 0
      ? {
          others: scenario.scene.others.map(({ path, pulse: own }, k) => ({
            inViewMs: presence(path, times.durationS),
            pulseBpm: own ? ratesOf(own, pulsesOf(others[k].beats), seconds) : null,
          })),
        }
      : {}),
    ...(times.droppedMs.length > 0 ? { droppedFrames: times.droppedMs.length } : {}),
  };
}

/** Intervals in which somebody on a path is in the picture, to a tenth of a second. */
function presence(path: readonly PathPoint[], durationS: number): Interval[] {
  const intervals: [number, number][] = [];
  for (let tenth = 0; tenth < 10 * durationS; tenth++) {
    if (!isInPicture(path, tenth / 10)) continue;
    const last = intervals.at(-1);
    if (last && last[1] === 100 * tenth) last[1] += 100;
    else intervals.push([100 * tenth, 100 * (tenth + 1)]);
  }
  return intervals;
}

function ratesOf(pulse: PulseScenario, beats: readonly Beat[], seconds: readonly number[]) {
  return seconds.map((s) => ({
    tMs: 1000 * s,
    bpm: rateAt(pulse.bpm, s) === null ? null : rounded(meanRate(beats, s - 0.5, s + 0.5)),
  }));
}

/** Mean over [fromS, toS] of 60 / interval, per minute; null where no interval reaches in. */
function meanRate(
  events: readonly { readonly atS: number; readonly intervalS: number }[],
  fromS: number,
  toS: number,
): number | null {
  let weight = 0;
  let sum = 0;
  for (const event of events) {
    const overlapS = Math.min(toS, event.atS + event.intervalS) - Math.max(fromS, event.atS);
    if (overlapS <= 0) continue;
    weight += overlapS;
    sum += (overlapS * 60) / event.intervalS;
  }
  return weight === 0 ? null : sum / weight;
}

function rounded(value: number): number;
function rounded(value: number | null): number | null;
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
