import { MOVEMENT_CHANNELS } from "../wire/movement.ts";

export const TRACE_STEP_MS = 100;
/** A sample stands for as long as a camera of 5 frames a second leaves between two; beyond, nothing was seen. */
const LONGEST_STAND_MS = 200;

/** A stretch of the trace: one array a channel of MOVEMENT_CHANNELS, null where it could not be seen. */
export interface MovementStretch {
  readonly tMs: number;
  readonly stepMs: number;
  readonly channels: (number | null)[][];
}

export interface MovementTrace {
  /** Fills the grid up to `tMs` with what the frame at `tMs` shows (all null: nothing). */
  fill(tMs: number, values: readonly (number | null)[]): void;
  /** What was filled since the last call, null where nothing was. */
  take(): MovementStretch | null;
}

/** Plans the trace at 10 Hz: the sample at each multiple of 100 ms is what the first frame at or after it shows. */
export function planMovementTrace(): MovementTrace {
  let next: number | null = null;
  let first = 0;
  let channels = emptyChannels();
  return {
    fill(tMs, values) {
      const reached = Math.floor(tMs / TRACE_STEP_MS);
      if (next === null) {
        next = reached;
        first = reached;
      }
      for (; next <= reached; next++) {
        const stands = tMs - next * TRACE_STEP_MS <= LONGEST_STAND_MS;
        for (let c = 0; c < channels.length; c++) channels[c].push(stands ? values[c] : null);
      }
    },
    take() {
      if (next === null || next === first) return null;
      const stretch = { tMs: first * TRACE_STEP_MS, stepMs: TRACE_STEP_MS, channels };
      first = next;
      channels = emptyChannels();
      return stretch;
    },
  };
}

function emptyChannels(): (number | null)[][] {
  return MOVEMENT_CHANNELS.map(() => []);
}
