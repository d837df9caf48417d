/** A stamp that steps back by more than this is a new count, a smaller step back a picture out of order. */
const RESTART_BACK_MS = 1_000;
/** A picture that took so much less time to come than any before it has a stamp of another count. */
const AHEAD_MS = 500;
/** A stream that stays so late for so long has lost that time: a burst after a pause has caught up by then. */
const LATE_MS = 1_000;
const LATE_FOR_MS = 2_000;
/** Until then the first connection may show that its first picture had been late. */
const SETTLE_MS = 2_000;
/** The least delay of so many seconds tells how the camera's clock stands to the box's: delays only ever add. */
const ENVELOPE_S = 10;
/**
 * The error between the two clocks is taken back over this time, and never faster than a thousandth: 0.1 /min at 100. A camera
 * whose clock errs by more than that runs into the larger bound, where correcting makes its rates right.
 */
const CORRECTION_MS = 10_000;
const MOST_CORRECTION = 1e-3;
const LARGE_ERROR_MS = 100;
const MOST_LARGE_CORRECTION = 2e-2;
/** Silence is told this far behind: a picture may be as late and still be used. */
const SILENCE_BEHIND_MS = 200;
const LEAST_STEP_MS = 0.001;

/** Places the pictures of a live source on one axis of time that follows the box's clock. */
export interface LiveClock {
  /**
   * Time of a picture, ms since the first one, strictly rising; null for one that is out of order or earlier than a silence
   * that was told. `stampMs`: the source's stamp, any origin; `arrivalMs`: the box's clock.
   */
  place(stampMs: number, arrivalMs: number): number | null;
  /** The next stamp is of another count: the axis goes on by the box's clock, so that the gap keeps its length. */
  reconnect(): void;
  /** The time that was reached without a picture by `nowMs`; null where there is nothing new to tell. */
  silence(nowMs: number): number | null;
}

/** Plans the clock of a live source: pure, driven by stamps and times of arrival alone. */
export function planLiveClock(): LiveClock {
  /** Box's time of 0 on the axis. */
  let originMs: number | null = null;
  /** What is added to a stamp; null while the count is not placed. */
  let offsetMs: number | null = null;
  let settled = false;
  let firstArrivalMs = 0;
  let lastStampMs = 0;
  let lastArrivalMs = 0;
  let last: { tMs: number; arrivalMs: number } | null = null;
  let silentMs = Number.NEGATIVE_INFINITY;
  let lateSinceMs: number | null = null;
  const delays = planEnvelope();

  function anchor(stampMs: number, arrivalMs: number): void {
    originMs ??= arrivalMs;
    const onwardMs = last === null ? 0 : last.tMs + Math.max(1, arrivalMs - last.arrivalMs);
    offsetMs = Math.max(arrivalMs - originMs, onwardMs, silentMs + 1) - stampMs;
    lateSinceMs = null;
    delays.clear();
  }

  function isOtherCount(stampMs: number, arrivalMs: number, lateMs: number): boolean {
    if (lastStampMs - stampMs > RESTART_BACK_MS || arrivalMs - stampMs < delays.leastMs() - AHEAD_MS) return true;
    if (lateMs <= LATE_MS) lateSinceMs = null;
    else lateSinceMs ??= arrivalMs;
    return lateSinceMs !== null && arrivalMs - lateSinceMs > LATE_FOR_MS;
  }

  return {
    place(stampMs, arrivalMs) {
      if (originMs === null || offsetMs === null) {
        if (originMs === null) firstArrivalMs = arrivalMs;
        anchor(stampMs, arrivalMs);
      } else if (isOtherCount(stampMs, arrivalMs, arrivalMs - originMs - stampMs - offsetMs))
        anchor(stampMs, arrivalMs);
      else if (stampMs <= lastStampMs) return null;
      else {
        const passedMs = Math.max(0, arrivalMs - lastArrivalMs);
        const errorMs = delays.leastMs() - originMs - offsetMs;
        const most = (Math.abs(errorMs) > LARGE_ERROR_MS ? MOST_LARGE_CORRECTION : MOST_CORRECTION) * passedMs;
        offsetMs += Math.max(-most, Math.min(most, (errorMs * passedMs) / CORRECTION_MS));
      }
      lastStampMs = stampMs;
      lastArrivalMs = arrivalMs;
      const shift = offsetMs ?? 0;
      delays.add(arrivalMs, arrivalMs - stampMs);
      settled ||= arrivalMs - firstArrivalMs > SETTLE_MS;
      if (!settled) originMs = Math.min(originMs ?? 0, arrivalMs - stampMs - shift);
      const tMs = Math.max(stampMs + shift, last === null ? 0 : last.tMs + LEAST_STEP_MS);
      if (tMs <= silentMs) return null;
      last = { tMs, arrivalMs };
      return tMs;
    },
    reconnect() {
      offsetMs = null;
    },
    silence(nowMs) {
      if (last === null) return null;
      const tMs = last.tMs + (nowMs - last.arrivalMs) - SILENCE_BEHIND_MS;
      if (tMs <= Math.max(last.tMs, silentMs)) return null;
      silentMs = tMs;
      return tMs;
    },
  };
}

/** Least of the delays of the last seconds. */
function planEnvelope() {
  let seconds: { second: number; leastMs: number }[] = [];
  return {
    add(arrivalMs: number, delayMs: number): void {
      const second = Math.floor(arrivalMs / 1000);
      const newest = seconds.at(-1);
      if (newest?.second === second) newest.leastMs = Math.min(newest.leastMs, delayMs);
      else {
        seconds.push({ second, leastMs: delayMs });
        if (seconds[0].second <= second - ENVELOPE_S) seconds = seconds.filter((s) => s.second > second - ENVELOPE_S);
      }
    },
    leastMs: () => seconds.reduce((least, s) => Math.min(least, s.leastMs), Number.POSITIVE_INFINITY),
    clear() {
      seconds = [];
    },
  };
}
