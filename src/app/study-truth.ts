import type { AlarmCode, AlarmLimits } from "../wire/alarms.ts";
import type { RatePoint, RateTruth, RecordingTruth } from "../evaluate/truth.ts";

/** What the recordings' truth says of an alarm. Unknown: there is no reference for it. */
export type AlarmJudgement = "true" | "false" | "unknown";

/** A change of the patient may be this old when its alarm comes, besides the alarm's own delay: windows fill, breath is awaited. */
const PAST_MS = 45_000;

/** Judges an alarm raised at a time of its recording. `delayS`: of its condition. */
export function judgeAlarm(
  alarm: AlarmCode,
  tMs: number,
  truth: RecordingTruth,
  limits: AlarmLimits,
  delayS: number,
): AlarmJudgement {
  const past = (of: RateTruth | null, holds: (point: RatePoint) => boolean): AlarmJudgement => {
    if (of === null) return "unknown";
    const fromMs = tMs - PAST_MS - 1000 * delayS;
    return pointsOf(of).some((point) => point.tMs >= fromMs && point.tMs <= tMs && holds(point)) ? "true" : "false";
  };
  switch (alarm) {
    case "pulse-high":
      return past(truth.pulse, ({ ratePerMin }) => ratePerMin !== null && ratePerMin > limits.pulse.high);
    case "pulse-low":
      return past(truth.pulse, ({ ratePerMin }) => ratePerMin !== null && ratePerMin < limits.pulse.low);
    case "respiration-high":
      return past(truth.respiration, ({ ratePerMin }) => ratePerMin !== null && ratePerMin > limits.respiration.high);
    case "respiration-low":
      return past(truth.respiration, ({ ratePerMin }) => ratePerMin !== null && ratePerMin < limits.respiration.low);
    case "pulse-lost":
      return past(truth.pulse, ({ ratePerMin }) => ratePerMin === null);
    case "no-breath":
      return past(truth.respiration, ({ ratePerMin }) => ratePerMin === null);
    default:
      return "unknown";
  }
}

/**
 * What a recording is in a ward's day. Steady: pulse and breathing are there, within the limits, all the time. Event: one of
 * them ends, or goes clearly beyond its limit, after it was within. Disturbance: there is no pulse to be seen from the start.
 * Unsuited: beyond a limit from the start, too close to one to tell, or unknown.
 */
export type Part = "steady" | "event" | "disturbance" | "unsuited";

/** A limit is held against the mean of so long, since single beats go beyond it in the calmest heart. */
const MEAN_MS = 10_000;
/** Closer to a limit, /min, a value that is right may lie on its other side. */
const CLOSE = 3;

export function partOf({ pulse, respiration }: RecordingTruth, limits: AlarmLimits): Part {
  if (pulse === null) return "unsuited";
  if (pulse.rate === null) return "disturbance";
  const all = [within(pulse, limits.pulse), within(respiration, limits.respiration)];
  if (all.flat().every(Boolean)) return "steady";
  const clear = [within(pulse, widened(limits.pulse)), within(respiration, widened(limits.respiration))];
  const goesBeyond = clear.flat().some((each) => !each);
  return goesBeyond && all.every((each) => each[0] !== false) ? "event" : "unsuited";
}

function widened({ low, high }: { low: number; high: number }) {
  return { low: low - CLOSE, high: high + CLOSE };
}

/** For each point of a truth, whether there is a rate, and its mean around it is within the limits. */
function within(of: RateTruth | null, { low, high }: { low: number; high: number }): boolean[] {
  const points = of === null ? [] : pointsOf(of);
  return points.map(({ tMs, ratePerMin }) => {
    if (ratePerMin === null) return false;
    const rates = points.flatMap((point) =>
      Math.abs(point.tMs - tMs) <= MEAN_MS / 2 && point.ratePerMin !== null ? [point.ratePerMin] : [],
    );
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    return mean >= low && mean <= high;
  });
}

function pointsOf({ rate }: RateTruth): readonly RatePoint[] {
  return typeof rate === "object" && rate !== null ? rate : [{ tMs: 0, ratePerMin: rate }];
}
