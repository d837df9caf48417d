import type { BreathReading } from "./second-reading.ts";
import type { RateTruth } from "./truth.ts";
import { planTruthCurve } from "./truth-curve.ts";

/** Seconds without a breath from which on a bed raises the condition unless it is set otherwise. */
const USUAL_DELAY_S = 20;

/** A time in which nobody breathes, and what the monitor made of it; seconds of the recording. */
export interface BreathlessStretch {
  readonly fromS: number;
  /** Its last whole second. */
  readonly toS: number;
  /** First second within it at which the no-breath condition was raised; null: never. */
  readonly raisedAtS: number | null;
  /** Last second within it at which a rate was shown, held or not; null: none was. */
  readonly lastRateS: number | null;
}

/** The no-breath condition of a recording beside its truth. */
export interface BreathCondition {
  readonly stretches: readonly BreathlessStretch[];
  /** Runs of seconds with the condition raised: first and last. */
  readonly raisedS: readonly (readonly [fromS: number, toS: number])[];
  /** Seconds of those runs that began while there was breath, or nobody knows. */
  readonly falseSeconds: number;
}

/**
 * Holds the seconds at which the no-breath condition was raised, with its default delay, against the times without breath. A condition that outlasts
 * such a time is no false one: breath must come back before it can be seen to.
 */
export function breathCondition(readings: readonly BreathReading[], truth: RateTruth): BreathCondition {
  const curve = planTruthCurve(truth);
  const isBreathless = ({ tMs }: BreathReading) => curve.noneSinceMs(tMs) !== null;
  const isRaised = ({ noBreathS }: BreathReading) => noBreathS !== null && noBreathS >= USUAL_DELAY_S;
  const raised = runsOf(readings, isRaised);
  return {
    stretches: runsOf(readings, isBreathless).map((stretch) => ({
      // Seconds begin where the one before them ends; the truth may say so more finely.
      fromS: Math.max(0, curve.noneSinceMs(stretch[0].tMs) ?? 0) / 1000,
      toS: secondOf(stretch.at(-1)) ?? 0,
      raisedAtS: secondOf(stretch.find(isRaised)),
      lastRateS: secondOf(stretch.findLast(({ ratePerMin }) => ratePerMin !== null)),
    })),
    raisedS: raised.map((run) => [run[0].tMs / 1000, (run.at(-1) ?? run[0]).tMs / 1000] as const),
    falseSeconds: raised.reduce((sum, run) => sum + (isBreathless(run[0]) ? 0 : run.length), 0),
  };
}

function secondOf(reading: BreathReading | undefined): number | null {
  return reading ? reading.tMs / 1000 : null;
}

/** Runs of successive readings that pass. */
function runsOf(readings: readonly BreathReading[], passes: (reading: BreathReading) => boolean): BreathReading[][] {
  const runs: BreathReading[][] = [];
  let before = false;
  for (const reading of readings) {
    const now = passes(reading);
    if (now && before) runs.at(-1)?.push(reading);
    else if (now) runs.push([reading]);
    before = now;
  }
  return runs;
}
