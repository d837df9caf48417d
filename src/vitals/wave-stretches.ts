import type { WaveMessage } from "../wire/messages.ts";
import type { Reason } from "../wire/reason.ts";

import { round } from "./rounding.ts";

/** Time per message: two samples of a pulse, so that a sample waits for one other, not for a tenth of a second. */
const STRETCH_MS = 67;

export interface WaveStretches {
  /** Adds the next sample; returns a message when a stretch is full. */
  push(sample: number): WaveMessage | null;
  /** From now on the wave is shown, or silent for a reason. */
  setSilence(since: Reason | null): void;
}

/** Cuts a wave into messages. While it is silent its samples are dropped here and never leave. */
export function planWaveStretches(bed: string, wave: WaveMessage["wave"], fsHz: number): WaveStretches {
  const stretchSamples = Math.round((STRETCH_MS * fsHz) / 1000);
  const stepMs = 1000 / fsHz;
  let silence: Reason | null = "starting";
  let samples: number[] = [];
  let count = 0;
  /** A stretch in which the wave appears keeps silent to its end: part of it was measured while nothing was sure. */
  let reason: Reason | null = null;
  return {
    push(sample) {
      samples.push(round(sample, 3));
      count++;
      reason = silence ?? reason;
      if (samples.length < stretchSamples) return null;
      const message: WaveMessage = {
        kind: "wave",
        bed,
        wave,
        tMs: round((count - stretchSamples + 0.5) * stepMs, 2),
        stepMs: round(stepMs, 4),
        spanMs: round(stretchSamples * stepMs, 4),
        samples: reason === null ? samples : null,
        reason,
      };
      samples = [];
      reason = null;
      return message;
    },
    setSilence(since) {
      silence = since;
    },
  };
}
