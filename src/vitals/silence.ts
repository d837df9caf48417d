import type { Reason } from "../wire/reason.ts";
import type { TraceBuffer } from "../traces/trace-buffer.ts";
import type { TraceKind } from "../pulse/projection.ts";

/** Seconds looked back on for what disturbs: as long as the analysis needs to start. */
const LOOK_BACK_S = 5;
/** Mean of the skin's brightest channel, 0..255, below which noise and compression leave no pulse. */
const DARK_LEVEL = 35;
/** Wander of the head within a second, in face widths, from which shading outweighs the pulse by far. */
const MOTION_WIDTHS_PER_S = 0.04;

export interface View {
  readonly reason: Reason;
  /** Mean of the skin's brightest channel over the last second, 0..255; null without a face, and for a waveform. */
  readonly skinLevel: number | null;
  /** Largest excursion of the head within one of the last seconds, face widths; null without a face or without a pose. */
  readonly headMotion: number | null;
}

/**
 * Why there would be no rate, from what the traces say about the view: the most fundamental reason first. A finished
 * waveform has no light and no face to speak of. `analysed`: whether a window could be analysed; `peakSeen`: whether
 * something stands out there that is not sure enough.
 */
export function viewReason(traces: TraceBuffer, kind: TraceKind, analysed: boolean, peakSeen: boolean): View {
  const end = traces.length;
  const samples = LOOK_BACK_S * traces.fsHz;
  const from = Math.max(0, end - samples);
  const colour = kind === "colour";
  const skinLevel = colour ? brightestSkin(traces, Math.max(0, end - traces.fsHz), end) : null;
  const headMotion = headExcursion(traces, from, end);
  const reason = ((): Reason => {
    if (colour && skinLevel === null) return end < traces.fsHz ? "starting" : "no-face";
    if (skinLevel !== null && skinLevel < DARK_LEVEL) return "low-light";
    if (headMotion !== null && headMotion > MOTION_WIDTHS_PER_S) return "motion";
    // The skin is seen now and was not for long enough: the window fills.
    if (!analysed) return "starting";
    return peakSeen ? "low-signal" : "not-measurable";
  })();
  return { reason, skinLevel, headMotion };
}

function brightestSkin(traces: TraceBuffer, from: number, end: number): number | null {
  const one = new Float64Array(1);
  const sums = [0, 0, 0];
  let count = 0;
  for (let sample = from; sample < end; sample++) {
    for (let region = 0; region < traces.regions.length; region++) {
      if (!traces.isValid(region, sample)) continue;
      for (let c = 0; c < 3; c++) {
        traces.readRegion(region, c, sample, sample + 1, one);
        sums[c] += one[0];
      }
      count++;
    }
  }
  return count === 0 ? null : Math.max(...sums) / count;
}

function headExcursion(traces: TraceBuffer, from: number, end: number): number | null {
  const second = traces.fsHz;
  const axes = [new Float64Array(second), new Float64Array(second), new Float64Array(second)];
  let most: number | null = null;
  for (let start = from; start + second <= end; start += second) {
    if (!traces.headValid(start, start + second)) continue;
    axes.forEach((axis, c) => {
      traces.readHead(c, start, start + second, axis);
    });
    const [x, y, width] = axes;
    const span = Math.max(range(x), range(y), range(width)) / width[0];
    most = Math.max(most ?? 0, span);
  }
  return most;
}

function range(values: Float64Array): number {
  return Math.max(...values) - Math.min(...values);
}
