import type { Reason } from "../wire/reason.ts";

/** What one second shows of the pulse's strength. */
export interface Strength {
  readonly tMs: number;
  /** A rate is shown and not held. */
  readonly live: boolean;
  readonly confidence: number;
  readonly rateBpm: number;
  /** Power of the newest seconds' pooled wave at a rate, and the noise expected there; null where nothing was analysed. */
  readonly powerAt: ((rateBpm: number) => { power: number; noise: number }) | null;
  /** What speaks against measuring; low-signal and not-measurable speak against nothing but the signal. */
  readonly reason: Reason;
}

export interface PulseLoss {
  /** One second passed; returns since when pulsatility has been gone, ms, or null. */
  step(strength: Strength): number | null;
}

/** A pulse counts as known once it has been shown this sure for so many seconds. */
const SURE = 0.9;
const KNOWN_AFTER_S = 5;
/** Share of the known pulse's power that may be left: vessels that narrow weaken a pulse, they do not take nine tenths. */
const LEFT_SHARE = 0.1;
/** The known pulse would stand out from the noise of now by this factor, else it may hide behind a view that has changed. */
const WOULD_STAND_OUT = 10;
/** The heart may have halved or doubled its rate since it was last seen. */
const RATE_FACTOR = 2;
const RATE_STEP_BPM = 2;
/** Seconds for which it must be gone: a single window may fall between two weak beats. */
const GONE_AFTER_S = 3;
/** The newest window, six seconds long and tapered, is without power when the pulse has been gone for about so long. */
const WINDOW_LAG_MS = 4000;
/** What is known of the pulse's power fades by this share a second, so that a slow fading is not taken for a loss. */
const FORGET_PER_S = 0.04;
/**
 * A pulse that was not to be measured for so many seconds, though nothing was in the way, is not known any more: its strength may
 * have changed since, and it did not vanish from one moment to the next.
 */
const FORGOTTEN_AFTER_S = 10;
const NOTHING_BUT_THE_SIGNAL: readonly Reason[] = ["low-signal", "not-measurable"];

/**
 * Tells a pulse that vanished while face, light and stillness stayed from one that can no longer be measured: what was known
 * of its strength is no longer there, though a pulse of that strength would be seen.
 *
 * Pure; one call a second. The onset is an estimate, the second at which the loss began to show less half a window.
 */
export function planPulseLoss(): PulseLoss {
  let sureS = 0;
  let known: { power: number; rateBpm: number } | null = null;
  let goneS = 0;
  let unseenS = 0;
  let onsetMs: number | null = null;

  function learn({ confidence, rateBpm, powerAt }: Strength): void {
    sureS = confidence >= SURE ? sureS + 1 : 0;
    const now = powerAt?.(rateBpm);
    if (!now || sureS < KNOWN_AFTER_S) return;
    const faded = known ? known.power * (1 - FORGET_PER_S) : 0;
    known = { power: Math.max(now.power, faded), rateBpm };
  }

  return {
    step(strength) {
      const { tMs, live, powerAt, reason } = strength;
      const clearView = NOTHING_BUT_THE_SIGNAL.includes(reason);
      if (known && powerAt && clearView && isGone(known, powerAt)) {
        goneS++;
        if (onsetMs === null && goneS >= GONE_AFTER_S) onsetMs = Math.max(0, tMs - GONE_AFTER_S * 1000 - WINDOW_LAG_MS);
        return onsetMs;
      }
      goneS = 0;
      if (live) {
        onsetMs = null;
        unseenS = 0;
        learn(strength);
      } else if (clearView && powerAt && ++unseenS >= FORGOTTEN_AFTER_S) {
        known = null;
      }
      return onsetMs;
    },
  };
}

function isGone(
  known: { power: number; rateBpm: number },
  powerAt: (rateBpm: number) => { power: number; noise: number },
): boolean {
  for (let bpm = known.rateBpm / RATE_FACTOR; bpm <= known.rateBpm * RATE_FACTOR; bpm += RATE_STEP_BPM) {
    const { power, noise } = powerAt(bpm);
    if (power > LEFT_SHARE * known.power) return false;
    if (Math.abs(bpm - known.rateBpm) < RATE_STEP_BPM && known.power < WOULD_STAND_OUT * noise) return false;
  }
  return true;
}
