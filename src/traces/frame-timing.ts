import { planRing } from "../base/ring.ts";
import type { TraceFrame } from "../base/trace-frame.ts";

/** Ten seconds of the fastest camera. */
const KEPT_FRAMES = 2400;
/** How far back a reading looks, ms. */
const WINDOW_MS = 10_000;
const LEAST_FRAMES = 10;
/** An interval of more than one and a half steps holds a picture that did not arrive. */
const DROP_STEPS = 1.5;

/** How frames arrived over the last ten seconds. */
export interface TimingReading {
  /** Rate of the camera's own clock: neither missing pictures nor those that were left out lower it. */
  readonly rateHz: number;
  /** Rate of the pictures that were used: lower where every other one is left out, since a lamp beats with that. */
  readonly usedRateHz: number;
  /** Pictures that are missing, share 0..1 of those the clock would have given. */
  readonly dropShare: number;
  /** Pictures that came and were left out because the box is slow, share 0..1 of the same. */
  readonly leftOutShare: number;
  /** Standard deviation of the time stamps around the camera's steady clock, ms. */
  readonly jitterMs: number;
  /** Mean distance of keyframes in pictures; null with fewer than three, and where most pictures are keyframes. */
  readonly keyframeEveryFrames: number | null;
  /** Bits a second of the compressed pictures; null where the source does not tell. */
  readonly bitRateKbps: number | null;
  /** Longest time that a picture waited before it was used, ms; null where nobody waits. */
  readonly latencyMs: number | null;
}

export interface FrameTiming {
  push(frame: Pick<TraceFrame, "tMs" | "keyframe" | "packetBytes" | "lagMs" | "leftOutFrames">): void;
  /** Null with fewer than ten frames in the window. Allocates. */
  read(nowMs: number): TimingReading | null;
}

/** Plans the timing of one source's frames. Allocates once; driven by the frames' own time. */
export function planFrameTiming(): FrameTiming {
  const times = planRing(KEPT_FRAMES);
  const keys = planRing(KEPT_FRAMES);
  const bytes = planRing(KEPT_FRAMES);
  const lags = planRing(KEPT_FRAMES);
  const leftOut = planRing(KEPT_FRAMES);

  function firstWithin(nowMs: number): number {
    let first = times.length;
    const oldest = Math.max(0, times.length - KEPT_FRAMES);
    while (first > oldest && times.at(first - 1) >= nowMs - WINDOW_MS) first--;
    return first;
  }

  return {
    push({ tMs, keyframe, packetBytes, lagMs, leftOutFrames = 0 }) {
      times.push(tMs);
      keys.push(keyframe ? 1 : 0);
      bytes.push(packetBytes ?? Number.NaN);
      lags.push(lagMs ?? Number.NaN);
      leftOut.push(leftOutFrames);
    },
    read(nowMs) {
      const from = firstWithin(nowMs);
      const count = times.length - from;
      if (count < LEAST_FRAMES) return null;
      const at = (ring: typeof times) => Array.from({ length: count }, (_, i) => ring.at(from + i));
      const stamps = at(times);
      const left = at(leftOut).slice(1);
      const used = steadyClock(stamps);
      const clock = left.some((frames) => frames > 0) ? steadyClock(stamps, left) : used;
      const known = (values: number[]) => (values.some(Number.isNaN) ? null : values);
      const sizes = known(at(bytes));
      const waits = known(at(lags));
      const total = clock.steps[count - 1];
      const leftOutFrames = left.reduce((sum, frames) => sum + frames, 0);
      // What was left out was about as large as what was used.
      const came = 1 + leftOutFrames / (count - 1);
      const bits = sizes && 8 * came * sizes.slice(1).reduce((sum, size) => sum + size, 0);
      return {
        rateHz: clock.rateHz,
        usedRateHz: used.rateHz,
        dropShare: 1 - (count - 1 + leftOutFrames) / total,
        leftOutShare: leftOutFrames / total,
        jitterMs: clock.jitterMs,
        keyframeEveryFrames: keyframeDistance(at(keys), clock.steps),
        bitRateKbps: bits && (bits * clock.rateHz) / total / 1000,
        latencyMs: waits && Math.max(...waits),
      };
    },
  };
}

/**
 * The straight line through the stamps over the steps of the clock that lie between them. `leftOut`: how many pictures of each
 * interval came and are not among them.
 */
function steadyClock(times: readonly number[], leftOut: readonly number[] | null = null) {
  const intervals = times.slice(1).map((t, i) => t - times[i]);
  const came = intervals.map((_, i) => 1 + (leftOut ? leftOut[i] : 0));
  const stepMs = intervals.map((interval, i) => interval / came[i]).sort((a, b) => a - b)[intervals.length >> 1];
  const steps: number[] = [0];
  for (const [i, interval] of intervals.entries()) {
    const taken = interval > (came[i] - 1 + DROP_STEPS) * stepMs ? Math.round(interval / stepMs) : came[i];
    steps.push(steps[i] + taken);
  }
  const meanStep = mean(steps);
  const meanTime = mean(times);
  let across = 0;
  let spread = 0;
  for (let i = 0; i < times.length; i++) {
    across += (steps[i] - meanStep) * (times[i] - meanTime);
    spread += (steps[i] - meanStep) ** 2;
  }
  const slopeMs = across / spread;
  const off = times.map((t, i) => t - meanTime - slopeMs * (steps[i] - meanStep));
  return {
    rateHz: 1000 / slopeMs,
    steps,
    jitterMs: Math.sqrt(mean(off.map((value) => value * value))),
  };
}

/** `steps`: place of each picture on the camera's clock. */
function keyframeDistance(keys: readonly number[], steps: readonly number[]): number | null {
  const marks = keys.flatMap((key, i) => (key ? [steps[i]] : []));
  if (marks.length < 3 || marks.length > keys.length / 2) return null;
  return (marks[marks.length - 1] - marks[0]) / (marks.length - 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
