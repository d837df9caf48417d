import { planRing } from "../base/ring.ts";

import type { Pos } from "./pos.ts";

/** What a region's three channels hold: colours of skin, or one finished pulse waveform in each. */
export type TraceKind = "colour" | "waveform";

/**
 * Takes the place of POS for a recording that already is one pulse waveform: the samples pass through as they are. Its
 * unit is the recording's own.
 */
export function planPassThrough(capacity: number): Pos {
  const samples = planRing(capacity);
  return {
    push(value) {
      samples.push(value);
    },
    read(n, out) {
      for (let i = 0; i < n; i++) out[i] = samples.at(samples.length - n + i);
    },
    // The wave is drawn in per mille, and downwards in light is upwards in blood; a waveform is neither.
    newestProjection: () => [-1e-3, 0, 0],
  };
}
