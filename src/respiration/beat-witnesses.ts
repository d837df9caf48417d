import type { Beat } from "../pulse/beat-finder.ts";
import { beatIntervals, isWellTimed } from "../pulse/beat-intervals.ts";

import type { BreathWitness } from "./witness.ts";

/** Breathing as the heart shows it: in the intervals of its beats (sinus arrhythmia) and in the size of their pulses. */
export interface BeatWitnesses {
  /** Takes beats that became final, oldest first. */
  push(beats: readonly Beat[]): void;
  /** "frequency" and "amplitude" up to `tMs`; empty below five beats. Allocates. */
  read(tMs: number): readonly BreathWitness[];
}

const FS_HZ = 10;
const SPAN_S = 30;
const FEWEST_BEATS = 5;
/** Beats further apart than this leave a gap. */
const MAX_BRIDGE_MS = 2600;
/** Sizes beyond this factor of the median are movement, not breath. */
const MOST_SIZE_FACTOR = 2;

interface Point {
  readonly tMs: number;
  readonly value: number;
}

/** Plans both witnesses (Karlen 2013: respiratory-induced frequency and amplitude variation). */
export function planBeatWitnesses(): BeatWitnesses {
  let beats: Beat[] = [];
  return {
    push(fresh) {
      beats.push(...fresh);
      const newestMs = beats.at(-1)?.tMs ?? 0;
      // One breath more than the window, so that it begins with an interval.
      beats = beats.filter((beat) => beat.tMs >= newestMs - 1000 * (SPAN_S + 5));
    },
    read(tMs) {
      if (beats.length < FEWEST_BEATS) return [];
      const intervals = beatIntervals(beats).filter(isWellTimed);
      const frequency = intervals.map(({ fromMs, ibiMs }) => ({ tMs: fromMs + ibiMs / 2, value: ibiMs }));
      const usual = median(beats.map((beat) => beat.size));
      const amplitude = beats
        .filter(({ size }) => size < MOST_SIZE_FACTOR * usual && size > usual / MOST_SIZE_FACTOR)
        .map(({ tMs, size }) => ({ tMs, value: size }));
      const meanIbiMs = median(intervals.map(({ ibiMs }) => ibiMs));
      const errorMs = Math.sqrt(2 * median(intervals.map(({ errorMs2 }) => errorMs2)));
      return [
        witnessOf("frequency", frequency, tMs, Number.isFinite(errorMs) ? errorMs : 0, meanIbiMs),
        witnessOf("amplitude", amplitude, tMs, 0, meanIbiMs),
      ].filter((each) => each !== null);
    },
  };
}

/** The line through the points on the uniform clock. Errors of single beats are spread over the samples between them. */
function witnessOf(
  name: string,
  points: readonly Point[],
  tMs: number,
  errorSd: number,
  meanIbiMs: number,
): BreathWitness | null {
  if (points.length < FEWEST_BEATS) return null;
  const n = SPAN_S * FS_HZ;
  const mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
  const signal = new Float64Array(n);
  const valid = new Uint8Array(n);
  let k = 0;
  for (let i = 0; i < n; i++) {
    const atMs = tMs + ((i + 0.5 - n) * 1000) / FS_HZ;
    while (k + 2 < points.length && points[k + 1].tMs < atMs) k++;
    const [from, to] = [points[k], points[k + 1]];
    const between = atMs >= from.tMs && atMs <= to.tMs && to.tMs - from.tMs <= MAX_BRIDGE_MS;
    valid[i] = between ? 1 : 0;
    if (between) signal[i] = from.value + ((to.value - from.value) * (atMs - from.tMs)) / (to.tMs - from.tMs) - mean;
  }
  const samplesPerBeat = Math.max(1, (meanIbiMs * FS_HZ) / 1000);
  const noiseSd = Math.max(errorSd * Math.sqrt(samplesPerBeat), 1e-9 * Math.abs(mean), Number.MIN_VALUE);
  return {
    name,
    fsHz: FS_HZ,
    signal,
    valid,
    noiseSd,
    direction: null,
    lineShare: null,
    canSeeAbsence: false,
    disturbed: false,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
