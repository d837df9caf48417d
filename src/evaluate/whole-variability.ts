import { type Variability, variabilityOf } from "../pulse/variability.ts";

import type { SecondReading } from "./second-reading.ts";
import { PULSE_RULES } from "./vital-rules.ts";

/** Below this a recording's variability is not told, s. */
const SHORTEST_S = 60;

/**
 * Variability over the whole of a recording, from the beats that its seconds told; null below 60 s and where fewer than 90 %
 * of the beats from second 12 on were seen well. The seconds tell times alone: what their errors add is not taken off.
 */
export function wholeVariability(readings: readonly SecondReading[]): Variability | null {
  const endMs = readings.at(-1)?.tMs ?? 0;
  // Successive seconds tell the same beat again.
  const timesMs = [...new Set(readings.flatMap(({ beatsMs }) => beatsMs))].sort((a, b) => a - b);
  if (endMs < 1000 * SHORTEST_S || timesMs.length === 0) return null;
  const beats = timesMs.map((tMs, i) => ({ tMs, errorMs: 0, size: 1, follows: i > 0 }));
  return variabilityOf(beats, Math.min(timesMs[0], 1000 * PULSE_RULES.fromS), endMs);
}
