import type { ReplaySecond } from "../../../src/wire/replay.ts";
import type { WaveLines } from "../review/wave-lines.ts";

/** Further from where the last stretch ended than this is a hole, ms. */
const HOLE_MS = 100;

/** A wave of some seconds in order, its time counted back from `endMs`. Allocates. */
export function pastLines(seconds: readonly ReplaySecond[], wave: "pulse" | "respiration", endMs: number): WaveLines {
  const lines = { xs: [] as number[], wave: [] as (number | null)[], silence: [] as (number | null)[] };
  const push = (tMs: number, value: number | null, silence: number | null) => {
    const x = tMs - endMs;
    // Lines are drawn from left to right.
    if (x <= (lines.xs.at(-1) ?? Number.NEGATIVE_INFINITY)) return;
    lines.xs.push(x);
    lines.wave.push(value);
    lines.silence.push(silence);
  };
  let dueMs: number | null = null;
  for (const message of seconds.flatMap(({ waves }) => waves)) {
    if (message.wave !== wave) continue;
    if (dueMs !== null && message.tMs > dueMs + HOLE_MS) push(dueMs, null, null);
    if (message.samples === null) {
      push(message.tMs, null, 0);
      push(message.tMs + message.spanMs - 1, null, 0);
    }
    for (const [k, sample] of message.samples?.entries() ?? []) push(message.tMs + k * message.stepMs, sample, null);
    dueMs = message.tMs + message.spanMs;
  }
  return lines;
}
