import type { RespirationEvidence } from "../wire/respiration.ts";

import { BREATH_GRID_BRPM, stepsOf } from "./breath-rates.ts";

const MOST = 3;
/** Half of a line's width in a window of two breaths. */
const LOBE = stepsOf(1.2);

/**
 * Peaks of a spectrum over the grid of rates, strongest first, at most three; power is the share of the band's within the line.
 * `power`: Float64Array [grid], 0 or more. Allocates.
 */
export function breathCandidates(power: Float64Array): RespirationEvidence["candidates"] {
  const all = power.reduce((sum, value) => sum + value, 0);
  if (all <= 0) return [];
  const peaks: { rateBrpm: number; power: number }[] = [];
  for (let i = 0; i < power.length; i++) {
    let highest = power[i] > 0;
    let line = 0;
    for (let j = Math.max(0, i - LOBE); j <= Math.min(power.length - 1, i + LOBE); j++) {
      if (power[j] > power[i] || (power[j] === power[i] && j < i)) highest = false;
      line += power[j];
    }
    if (highest) peaks.push({ rateBrpm: BREATH_GRID_BRPM[i], power: line / all });
  }
  return peaks.sort((a, b) => b.power - a.power).slice(0, MOST);
}
