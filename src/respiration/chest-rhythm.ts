import { planRealSpectrum } from "../dsp/real-spectrum.ts";

import type { CellPlace } from "./chest-place.ts";
import type { ChestWindow } from "./chest-window.ts";

/** Points of the transform: 30 s at 3.3 Hz and padding, so that a line in a short window is not far from a point. */
const POINTS = 256;
/** Breath, Hz, and the band against which a rhythm is weighed: slower and faster movement speaks against it. */
export const SLOWEST_HZ = 4 / 60;
export const FASTEST_HZ = 1;
const BAND_FROM_HZ = 0.04;
const BAND_TO_HZ = 1.5;
/** Faster rhythms are looked at as well, so that the flank of a pulse beyond 60 /min is not taken for a breath at 60. */
const LOOKED_AT_HZ = 1.3;
/** Half the width of a line under a Hann window is 2 / length; what lies beyond 1.5 of it is a twentieth. */
const LOBE = 1.5;
/** A rhythm is asked for so many breaths: each half of the window holds more than one of them. */
const BREATHS = 2.5;
/** One cell counts as at most this much: many cells are worth more than a very clear one. */
const MAX_SCORE = 8;
/** A cell where breathing is expected, and one where anything may move. */
const PRIOR: Readonly<Record<CellPlace, number>> = { head: 0, chest: 1, elsewhere: 0.4, room: 0.2 };

/** One rhythm in the view. */
export interface ChestRhythm {
  readonly hz: number;
  /** How far the cells' agreement on it stands above that on other rhythms: their sum over the robust spread of all; 0 and up. */
  readonly agreement: number;
  /** Weight of each channel by itself, 1/px^2: low where it moves otherwise as well. */
  readonly trust: Float64Array;
}

export interface RhythmSearch {
  /** The rhythm on which most of the tissue in view agrees; null when the window holds no rhythm that it could tell. Allocates. */
  find(window: ChestWindow, places: readonly CellPlace[] | null): ChestRhythm | null;
}

/** Plans the search. Allocates once, but for what it returns. */
export function planRhythmSearch(): RhythmSearch {
  const spectrum = planRealSpectrum(POINTS);
  return {
    find(window, places) {
      const { fsHz, n, channels } = window;
      const binHz = fsHz / POINTS;
      const first = Math.round(BAND_FROM_HZ / binHz);
      const last = Math.round(BAND_TO_HZ / binHz);
      const lobe = Math.max(1, Math.round((LOBE * fsHz) / n / binHz));
      const from = Math.ceil(Math.max(SLOWEST_HZ, (BREATHS * fsHz) / n) / binHz);
      const to = Math.floor(LOOKED_AT_HZ / binHz);
      if (channels.length === 0 || from >= to) return null;
      const hann = Float64Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n));
      const windowed = new Float64Array(n);
      const spectra = channels.map(({ path }) => {
        for (let i = 0; i < n; i++) windowed[i] = path[i] * hann[i];
        const out = spectrum.forward(windowed);
        const kept = new Float64Array(2 * (last + 1));
        for (let i = 0; i < kept.length; i++) kept[i] = out[i];
        return kept;
      });
      const votes = new Float64Array(to + 1);
      const power = new Float64Array(last + 1);
      const slope = Float64Array.from({ length: last + 1 }, (_, k) => (2 * Math.sin((Math.PI * k) / POINTS)) ** 2);
      // Power of white noise of 1 px^2 in a bin, and over the band as seen in velocity.
      const whiteBin = 0.375 * n;
      let whiteBand = 0;
      for (let k = first; k <= last; k++) whiteBand += whiteBin * slope[k];
      forEachPatch(window, spectra, last, (patch, channel, sd2) => {
        const prior = places ? PRIOR[places[channels[channel].cell]] : 1;
        if (prior === 0) return;
        let total = 0;
        for (let k = first; k <= last; k++) {
          power[k] = (patch[2 * k] ** 2 + patch[2 * k + 1] ** 2) * slope[k];
          total += power[k];
        }
        for (let k = first; k <= to; k++) {
          const line = linePower(power, k, lobe, first, last);
          votes[k] += prior * Math.min(MAX_SCORE, line / (Math.max(0, total - line) + whiteBand * sd2 + 1e-12));
        }
      });
      const best = highestPeak(votes, from, to, FASTEST_HZ / binHz);
      if (best === null) return null;
      const around = Array.from(votes.subarray(from, to + 1)).sort((a, b) => a - b);
      const middle = around[around.length >> 1];
      const trust = Float64Array.from(spectra, (own, c) => {
        let other = 0;
        for (let k = first; k <= last; k++) {
          if (Math.abs(k - best) <= lobe || Math.abs(k - 2 * best) <= lobe) continue;
          other += own[2 * k] ** 2 + own[2 * k + 1] ** 2;
        }
        const prior = places ? PRIOR[places[channels[c].cell]] : 1;
        // As the variance of a path that has this power in the band.
        const variance = (2 * other) / (POINTS * 0.375 * n) + channels[c].sdPx ** 2;
        return prior / variance;
      });
      return { hz: best * binHz, agreement: middle > 0 ? votes[best] / middle : 0, trust };
    },
  };
}

/** A line with its harmonic; of the harmonic no more counts than of the line, else every rhythm would be found at half its rate. */
function linePower(power: Float64Array, at: number, lobe: number, first: number, last: number): number {
  let line = 0;
  let harmonic = 0;
  for (let k = Math.max(first, at - lobe); k <= Math.min(last, at + lobe); k++) line += power[k];
  for (let k = Math.max(at + lobe + 1, 2 * at - lobe); k <= Math.min(last, 2 * at + lobe); k++) harmonic += power[k];
  return line + Math.min(line, harmonic);
}

/** The highest place in `from`..`most` that none of its neighbours surpasses; null when there is none. */
function highestPeak(values: Float64Array, from: number, to: number, most: number): number | null {
  let best: number | null = null;
  for (let k = from; k <= Math.min(most, to - 1); k++) {
    if (values[k] < values[k + 1] || values[k] < values[k - 1]) continue;
    if (best === null || values[k] > values[best]) best = k;
  }
  return best;
}

/** Mean spectrum of each channel with its neighbours of the same axis: breath moves a connected patch of tissue. */
function forEachPatch(
  { grid, channels }: ChestWindow,
  spectra: readonly Float64Array[],
  last: number,
  visit: (patch: Float64Array, channel: number, sd2: number) => void,
): void {
  const cells = grid.columns * grid.rows;
  const at = new Int32Array(2 * cells).fill(-1);
  channels.forEach(({ cell, axis }, i) => {
    at[axis === "xPx" ? cell : cells + cell] = i;
  });
  const patch = new Float64Array(2 * (last + 1));
  channels.forEach(({ cell, axis }, channel) => {
    patch.fill(0);
    const column = cell % grid.columns;
    const row = (cell - column) / grid.columns;
    const start = axis === "xPx" ? 0 : cells;
    let weights = 0;
    for (let r = Math.max(0, row - 1); r <= Math.min(grid.rows - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(grid.columns - 1, column + 1); c++) {
        const other = at[start + r * grid.columns + c];
        if (other < 0) continue;
        const weight = 1 / channels[other].sdPx ** 2;
        const spectrum = spectra[other];
        weights += weight;
        for (let k = 0; k < patch.length; k++) patch[k] += weight * spectrum[k];
      }
    }
    for (let k = 0; k < patch.length; k++) patch[k] /= weights;
    visit(patch, channel, 1 / weights);
  });
}
