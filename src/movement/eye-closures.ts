import type { MovementEvent } from "./movement-event.ts";

/** A lid counts as closed from here on, and as open again below: a half-closed, drowsy eye and a glance down lie between. */
const CLOSES = 0.55;
const OPENS = 0.4;
/** A blink may begin and end half-closed, as with a frown: so large a fall from its peak ends it, so large a rise begins the next. */
const SWING = 0.25;
/** Lids above this are down, whatever they were before. */
const DOWN = 0.75;
/** Blinks last 100 to 400 ms (Soukupova and Cech 2016); with the interval of two frames either way, 30 to 500 ms. */
const SHORTEST_BLINK_MS = 30;
const LONGEST_BLINK_MS = 500;
/** Eyes are open again once the lids have been up for so long: no twitch of a sleeper. */
const OPENED_MS = 300;
/** A gap without eyes for so long ends a closure without telling how. */
const LONGEST_GAP_MS = 300;

export interface ClosureStep {
  /** Whether the eyes are closed now, a blink included. */
  readonly closed: boolean;
  /** Whether a blink ended with this frame. */
  readonly blinked: boolean;
}

export interface EyeClosures {
  /** Takes the closure of the eyes (mean of those seen, 0..1) in one frame. */
  step(tMs: number, closed: number, tell: (event: MovementEvent) => void): ClosureStep;
}

/** Plans the reading of blinks and longer closures, frame by frame: the same closure is never both. */
export function planEyeClosures(): EyeClosures {
  let lastMs = Number.NEGATIVE_INFINITY;
  let closedSinceMs: number | null = null;
  let openSinceMs: number | null = null;
  /** Farthest down while closed, farthest up while open. */
  let extreme = 1;
  /** Whether it was told that the eyes are closed. */
  let toldClosed = false;

  return {
    step(tMs, closed, tell) {
      if (tMs - lastMs > LONGEST_GAP_MS) {
        closedSinceMs = null;
        openSinceMs = null;
        extreme = 0;
      }
      lastMs = tMs;
      let blinked = false;
      if (closedSinceMs === null) {
        extreme = Math.min(extreme, closed);
        if (closed >= CLOSES && closed - extreme >= SWING) {
          closedSinceMs = tMs;
          extreme = closed;
        }
      } else {
        extreme = Math.max(extreme, closed);
        const swings = !toldClosed && closed < DOWN && extreme - closed >= SWING;
        if (closed < OPENS || swings) {
          const lastedMs = tMs - closedSinceMs;
          closedSinceMs = null;
          extreme = closed;
          blinked = !toldClosed && lastedMs >= SHORTEST_BLINK_MS && lastedMs <= LONGEST_BLINK_MS;
          if (blinked) tell({ tMs, event: "blink" });
        }
      }
      if (closedSinceMs === null) openSinceMs ??= tMs;
      else openSinceMs = null;
      if (!toldClosed && closedSinceMs !== null && tMs - closedSinceMs > LONGEST_BLINK_MS) {
        toldClosed = true;
        tell({ tMs, event: "eyes-closed" });
      }
      if (toldClosed && openSinceMs !== null && tMs - openSinceMs >= OPENED_MS) {
        toldClosed = false;
        tell({ tMs, event: "eyes-opened" });
      }
      return { closed: closedSinceMs !== null, blinked };
    },
  };
}
