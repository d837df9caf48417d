import type { MovementEvent } from "./movement-event.ts";

const SLOT_MS = 1000;
const SLOTS = 60;
/** Below 15 meshes a second a blink of 100 ms can fall between two of them; one is allowed for the slot's edge. */
const LEAST_MESHES = 14;
/** Seconds with enough meshes among the last 60: a rate from less is off by more than half at 15 blinks a minute. */
const LEAST_BLINK_S = 20;
const LEAST_CLOSURE_S = 10;
/** Time that one frame stands for at most. */
const LONGEST_FRAME_MS = 200;
/** Full minutes after which the person's usual blink rate is known. */
const USUAL_AFTER_SLOTS = 120;
const USUAL_SLOTS = 300;
/** Blinks come about as events of a Poisson process do: fewer than this many deviations below the usual is no chance. */
const FALL_DEVIATIONS = 2.5;
const FALL_SHARE = 0.5;
const RECOVERED_SHARE = 0.75;

export interface EyeMinute {
  /** Blinks a minute over the last 60 s; null where the eyes were seen at 15 meshes a second for less than 20 s of them. */
  readonly blinksPerMin: number | null;
  /** Share of the time seen within the last 60 s in which the eyes were closed; null where that is less than 10 s. */
  readonly closedShare: number | null;
  /** Takes one frame in which an eye was seen. */
  see(tMs: number, closed: boolean, blinked: boolean): void;
  /** Lets time pass, with or without eyes; must be called in every frame, before `see`. */
  pass(tMs: number, tell: (event: MovementEvent) => void): void;
}

/**
 * Plans the record of the last 60 s of the eyes: blinks, and the share of time closed, after PERCLOS (Wierwille 1994), which
 * is AU43 over time.
 */
export function planEyeMinute(): EyeMinute {
  const meshes = new Uint16Array(SLOTS);
  const blinks = new Uint16Array(SLOTS);
  const seenMs = new Float64Array(SLOTS);
  const closedMs = new Float64Array(SLOTS);
  let slot = Number.NaN;
  let lastMs = Number.NEGATIVE_INFINITY;
  let usualPerMin = 0;
  let usualSlots = 0;
  let fallen = false;

  const clear = (index: number): void => {
    meshes[index] = 0;
    blinks[index] = 0;
    seenMs[index] = 0;
    closedMs[index] = 0;
  };
  const blinkRate = (): number | null => {
    let enough = 0;
    let seen = 0;
    let count = 0;
    for (let i = 0; i < SLOTS; i++) {
      if (meshes[i] === 0 || i === slot % SLOTS) continue;
      seen++;
      if (meshes[i] < LEAST_MESHES) continue;
      enough++;
      count += blinks[i];
    }
    return enough < LEAST_BLINK_S || enough < seen / 2 ? null : (count * 60) / enough;
  };

  /** Compares with the person's usual rate once a second, and lets that follow over minutes. */
  const compare = (tMs: number, tell: (event: MovementEvent) => void): void => {
    const rate = blinkRate();
    if (rate === null) return;
    usualSlots++;
    const least = usualPerMin - FALL_DEVIATIONS * Math.sqrt(usualPerMin);
    if (usualSlots > USUAL_AFTER_SLOTS && !fallen && rate < least && rate < FALL_SHARE * usualPerMin) {
      fallen = true;
      tell({ tMs, event: "blink-rate-fell" });
    }
    if (fallen && rate > RECOVERED_SHARE * usualPerMin) fallen = false;
    usualPerMin += (rate - usualPerMin) / Math.min(usualSlots, USUAL_SLOTS);
  };

  return {
    get blinksPerMin() {
      return blinkRate();
    },
    get closedShare() {
      let seen = 0;
      let closed = 0;
      for (let i = 0; i < SLOTS; i++) {
        seen += seenMs[i];
        closed += closedMs[i];
      }
      return seen < LEAST_CLOSURE_S * 1000 ? null : closed / seen;
    },
    pass(tMs, tell) {
      const now = Math.floor(tMs / SLOT_MS);
      if (Number.isNaN(slot)) slot = now;
      while (slot < now) {
        if (now - slot > SLOTS) slot = now - SLOTS;
        slot++;
        clear(slot % SLOTS);
        compare(tMs, tell);
      }
    },
    see(tMs, closed, blinked) {
      const index = slot % SLOTS;
      const sinceMs = Math.min(LONGEST_FRAME_MS, Math.max(0, tMs - lastMs));
      lastMs = tMs;
      meshes[index]++;
      if (blinked) blinks[index]++;
      seenMs[index] += sinceMs;
      if (closed) closedMs[index] += sinceMs;
    },
  };
}
