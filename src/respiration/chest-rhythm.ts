import { planRealSpectrum } from "../dsp/real-spectrum.ts";

import type { ChestChannel } from "./chest-cells.ts";
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
/** Power of white noise of 1 px^2 in a bin under a Hann window, a sample. */
const WHITE_BIN = 0.375;
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

/** Plans the search. Allocates once, but for what it returns and where more channels are seen than before. */
export function planRhythmSearch(): RhythmSearch {
  const spectrum = planRealSpectrum(POINTS);
  let bands: Bands | null = null;
  let spectra = new Float64Array(0);
  return {
    find(window, places) {
      const { fsHz, n, channels } = window;
      if (bands?.n !== n) bands = planBands(fsHz, n);
      const { binHz, last, from, to, hann } = bands;
      if (channels.length === 0 || from >= to) return null;
      const width = 2 * (last + 1);
      if (spectra.length < channels.length * width) spectra = new Float64Array(channels.length * width);
      for (let c = 0; c < channels.length; c++) {
        const out = spectrum.forwardTapered(channels[c].path, hann);
        for (let i = 0, at = c * width; i < width; i++, at++) spectra[at] = out[i];
      }
      const votes = castVotes(window, places, bands, spectra);
      const best = highestPeak(votes, from, to, FASTEST_HZ / binHz);
      if (best === null) return null;
      const around = votes.slice(from, to + 1).sort();
      const middle = around[around.length >> 1];
      const trust = trustIn(window, places, bands, spectra, best);
      return { hz: best * binHz, agreement: middle > 0 ? votes[best] / middle : 0, trust };
    },
  };
}

/** Float64Array [to + 1]: what the tissue in view says together of each rhythm. */
function castVotes(
  window: ChestWindow,
  places: readonly CellPlace[] | null,
  { first, last, to, slope, lines, whiteBand }: Bands,
  spectra: Float64Array,
): Float64Array {
  const { channels, grid } = window;
  const votes = new Float64Array(to + 1);
  const below = new Float64Array(last + 2);
  const patch = new Float64Array(2 * (last + 1));
  for (let c = 0; c < channels.length; c++) {
    const { cell, axis } = channels[c];
    const prior = places ? PRIOR[places[cell]] : 1;
    if (prior === 0 || !votesAlong(axis, cell, grid.columns)) continue;
    const sd2 = patchSpectrum(window, spectra, c, patch);
    for (let k = first; k <= last; k++) {
      const power = (patch[2 * k] * patch[2 * k] + patch[2 * k + 1] * patch[2 * k + 1]) * slope[k];
      below[k + 1] = below[k] + power;
    }
    const total = below[last + 1];
    const noise = whiteBand * sd2 + 1e-12;
    for (let k = first, at = 4 * first; k <= to; k++, at += 4) {
      const own = below[lines[at + 1]] - below[lines[at]];
      const harmonic = below[lines[at + 3]] - below[lines[at + 2]];
      // Of the harmonic no more counts than of the line, else every rhythm would be found at half its rate.
      const line = own + Math.min(own, harmonic);
      const score = line / (Math.max(0, total - line) + noise);
      votes[k] += prior * Math.min(MAX_SCORE, score);
    }
  }
  return votes;
}

/** Float64Array [channels]: weight of each by itself, 1/px^2, where the rhythm is that of bin `best`. */
function trustIn(
  { channels, n }: ChestWindow,
  places: readonly CellPlace[] | null,
  { first, last, lobe }: Bands,
  spectra: Float64Array,
  best: number,
): Float64Array {
  const width = 2 * (last + 1);
  const trust = new Float64Array(channels.length);
  for (let c = 0; c < channels.length; c++) {
    let other = 0;
    for (let k = first, at = c * width + 2 * first; k <= last; k++, at += 2) {
      if (Math.abs(k - best) <= lobe || Math.abs(k - 2 * best) <= lobe) continue;
      other += spectra[at] * spectra[at] + spectra[at + 1] * spectra[at + 1];
    }
    const prior = places ? PRIOR[places[channels[c].cell]] : 1;
    // As the variance of a path that has this power in the band.
    trust[c] = prior / ((2 * other) / (POINTS * WHITE_BIN * n) + channels[c].sdPx ** 2);
  }
  return trust;
}

/** What the search needs to know of windows of one length. */
interface Bands {
  readonly n: number;
  readonly binHz: number;
  /** Bins of the band against which a rhythm is weighed, and of the rhythms that are looked at. */
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
  /** Half the width of a line, bins. */
  readonly lobe: number;
  readonly hann: Float64Array;
  /** Float64Array [last + 1]: power of velocity over that of position. */
  readonly slope: Float64Array;
  /** Power of white noise of 1 px^2 over the band, as seen in velocity. */
  readonly whiteBand: number;
  /** Int32Array [4 * (to + 1)]: for each rhythm the bins [from, to) of its line and those of its harmonic. */
  readonly lines: Int32Array;
}

function planBands(fsHz: number, n: number): Bands {
  const binHz = fsHz / POINTS;
  const first = Math.round(BAND_FROM_HZ / binHz);
  const last = Math.round(BAND_TO_HZ / binHz);
  const lobe = Math.max(1, Math.round((LOBE * fsHz) / n / binHz));
  const from = Math.ceil(Math.max(SLOWEST_HZ, (BREATHS * fsHz) / n) / binHz);
  const to = Math.floor(LOOKED_AT_HZ / binHz);
  const hann = Float64Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n));
  const slope = Float64Array.from({ length: last + 1 }, (_, k) => (2 * Math.sin((Math.PI * k) / POINTS)) ** 2);
  let whiteBand = 0;
  for (let k = first; k <= last; k++) whiteBand += WHITE_BIN * n * slope[k];
  const lines = new Int32Array(4 * (to + 1));
  for (let k = first; k <= to; k++) {
    const end = Math.min(last, k + lobe) + 1;
    const harmonic = Math.max(k + lobe + 1, 2 * k - lobe);
    lines.set([Math.max(first, k - lobe), end, Math.min(harmonic, last + 1), Math.min(last, 2 * k + lobe) + 1], 4 * k);
  }
  return { n, binHz, first, last, from, to, lobe, hann, slope, whiteBand, lines };
}

/**
 * Patches overlap by two thirds, so that half of them say what all would: one axis is asked on the black squares of the board and the
 * other on the white ones.
 */
function votesAlong(axis: ChestChannel["axis"], cell: number, columns: number): boolean {
  const column = cell % columns;
  const black = (column + (cell - column) / columns) % 2 === 0;
  return black === (axis === "yPx");
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

/**
 * Mean spectrum of a channel with its neighbours of the same axis, into `patch`: breath moves a connected patch of tissue.
 * `spectra`: one row of as many values for each channel. Returns the variance of the patch's error, px^2.
 */
function patchSpectrum(
  { grid: { columns, rows }, channels, channelAt }: ChestWindow,
  spectra: Float64Array,
  channel: number,
  patch: Float64Array,
): number {
  const { cell, axis } = channels[channel];
  const width = patch.length;
  const column = cell % columns;
  const row = (cell - column) / columns;
  const start = axis === "xPx" ? 0 : columns * rows;
  patch.fill(0);
  let weights = 0;
  for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
      const other = channelAt[start + r * columns + c];
      if (other < 0) continue;
      const weight = 1 / channels[other].sdPx ** 2;
      weights += weight;
      for (let k = 0, at = other * width; k < width; k++, at++) patch[k] += weight * spectra[at];
    }
  }
  for (let k = 0; k < width; k++) patch[k] /= weights;
  return 1 / weights;
}
