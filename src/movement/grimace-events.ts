import type { MovementEvent } from "./movement-event.ts";

const BEGINS = 0.4;
const ENDS = 0.2;
/** Shorter than an expression is a twitch or one bad mesh. */
const BEGINS_AFTER_MS = 300;
const ENDS_AFTER_MS = 500;
/** Unseen for so long, a grimace is forgotten: nobody saw it end. */
const FORGOTTEN_MS = 5000;

export interface GrimaceEvents {
  /** Takes one sample at about 10 Hz; null where grimacing cannot be seen. */
  step(tMs: number, grimace: number | null, tell: (event: MovementEvent) => void): void;
}

/** Plans the events of beginning and ending, with hysteresis and a least duration. */
export function planGrimaceEvents(): GrimaceEvents {
  let lasts = false;
  let turnedMs: number | null = null;
  let seenMs = Number.NEGATIVE_INFINITY;
  return {
    step(tMs, grimace, tell) {
      if (grimace === null) {
        turnedMs = null;
        if (tMs - seenMs > FORGOTTEN_MS) lasts = false;
        return;
      }
      seenMs = tMs;
      const turns = lasts ? grimace < ENDS : grimace >= BEGINS;
      if (!turns) {
        turnedMs = null;
        return;
      }
      turnedMs ??= tMs;
      if (tMs - turnedMs < (lasts ? ENDS_AFTER_MS : BEGINS_AFTER_MS)) return;
      lasts = !lasts;
      turnedMs = null;
      tell({ tMs, event: lasts ? "grimace-began" : "grimace-ended" });
    },
  };
}
