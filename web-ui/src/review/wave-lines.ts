import type { EventStretch, EventWavesAnswer } from "../../../src/wire/history.ts";

/** A wave around an event as lines on one axis: ms from the event, and values. */
export interface WaveLines {
  /** ms from the event, rising. */
  readonly xs: readonly number[];
  /** The wave; null: nothing was measured, or nothing was kept. */
  readonly wave: readonly (number | null)[];
  /** 0 where time passed and nothing was measured; null elsewhere. */
  readonly silence: readonly (number | null)[];
}

/** More than this beyond the next sample that is due is a hole, ms. */
const HOLE_MS = 100;

/** Joins the stretches of one wave; where none was kept there is a gap. Allocates. */
export function waveLines({ tMs, waves }: EventWavesAnswer, wave: EventStretch["wave"]): WaveLines {
  const lines = { xs: [] as number[], wave: [] as (number | null)[], silence: [] as (number | null)[] };
  const push = (x: number, value: number | null, silence: number | null) => {
    lines.xs.push(x);
    lines.wave.push(value);
    lines.silence.push(silence);
  };
  let dueMs: number | null = null;
  const stretches = waves.filter((stretch) => stretch.wave === wave).sort((a, b) => a.tMs - b.tMs);
  for (const stretch of stretches) {
    if (dueMs !== null && stretch.tMs > dueMs + HOLE_MS) push(dueMs - tMs, null, null);
    stretch.samples.forEach((sample, k) => {
      push(stretch.tMs + k * stretch.stepMs - tMs, sample, sample === null ? 0 : null);
    });
    dueMs = stretch.tMs + stretch.samples.length * stretch.stepMs;
    // Silence lasts to the end of its stretch.
    if (stretch.samples.at(-1) === null) push(dueMs - tMs - 1, null, 0);
  }
  return lines;
}

/** Range of a wave's scale: the same above and below zero, at least 1. */
export function waveRange(values: readonly (number | null)[]): [number, number] {
  const most = values.reduce<number>((greatest, value) => Math.max(greatest, Math.abs(value ?? 0)), 1);
  return [-1.1 * most, 1.1 * most];
}

/** The waves as lines of a CSV file (RFC 4180), each row with the words that say what they are not for. Allocates. */
export function wavesCsv({ bed, id, title, waves }: EventWavesAnswer, status: string): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = waves.flatMap(({ wave, tMs, stepMs, samples }) =>
    samples.map((sample, k) => {
      const time = new Date(tMs + k * stepMs).toISOString();
      return [time, cell(bed), cell(id), cell(title), wave, sample ?? "", cell(status)].join(",");
    }),
  );
  return ["time,bed,event,title,wave,value,status", ...rows].map((row) => `${row}\r\n`).join("");
}
