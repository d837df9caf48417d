import { PICTURE_ROWS } from "../base/picture-sample.ts";
import type { PictureWindow } from "../traces/picture-buffer.ts";

/** A lamp on the mains, as a camera sees it that takes pictures more slowly than the lamp flickers. */
export interface LampLine {
  readonly mainsHz: 50 | 60;
  /** Frequency of the slow wave in the picture. */
  readonly aliasHz: number;
  /** Its amplitude as a share of the light. */
  readonly strength: number;
  /** Periods from the first row to the last: the lamp goes on while a rolling shutter reads the rows. */
  readonly bands: number;
}

const MAINS_HZ = [50, 60] as const;
/** A grid's frequency stays within 0.05 Hz, so the light of its lamps, at twice that, within 0.1; the camera's clock is off by less. */
const GRID_TOLERANCE_HZ = 0.12;
/** Faster waves are no heart's, and neither are their harmonics. */
const HIGHEST_ALIAS_HZ = 4;
/** The slowest wave is one that repeats itself in the window: what comes once is somebody who moves. */
const LEAST_PERIODS = 2;
/** 120 Hz under a shutter that takes a whole frame at 30 a second, and a little. */
const MOST_BANDS = 4.5;
const BAND_STEP = 0.1;
/** From here on rows differ by a tenth of a period and more: nothing but a rolling shutter does that. */
const BANDS_SEEN = 0.3;
/** Share of the cells' power at the frequency that the pattern explains; of unrelated cells it explains a tenth. */
const LEAST_LIKENESS = 0.6;
/** Power of the pattern over what its neighbours in frequency hold: chance reaches 7 once in a thousand. */
const LINE_FACTOR = 8;
/** A wave of the whole view may be light or exposure too: there the frequency must be the lamp's own, and no slow drift. */
const WHOLE_VIEW_TOLERANCE_HZ = 0.06;
const WHOLE_VIEW_LEAST_HZ = 0.3;
/** A cell in which somebody moves counts no more than this many times the median one. */
const MOST_OVER_MEDIAN = 3;

/**
 * Finds the slow wave that a lamp at twice the mains' frequency leaves in pictures taken at `rateHz`: |2 mains - k rateHz|, the
 * same relative change in all the view, with a phase that runs down the rows in a straight line. Null where there is none.
 * Allocates.
 */
export function findLampLine(window: PictureWindow, rateHz: number): LampLine | null {
  const { tS } = window;
  const spanS = tS[tS.length - 1] - tS[0];
  const cells = window.cells.map(({ row, change }) => ({ row, change: tapered(tS, change) }));
  let best: (LampLine & { power: number }) | null = null;
  for (const mainsHz of MAINS_HZ) {
    const lampHz = 2 * mainsHz;
    const nominalHz = Math.abs(lampHz - Math.round(lampHz / rateHz) * rateHz);
    if (nominalHz - GRID_TOLERANCE_HZ > HIGHEST_ALIAS_HZ) continue;
    const lowest = Math.max(nominalHz - GRID_TOLERANCE_HZ, LEAST_PERIODS / spanS);
    let strongest: Pattern | null = null;
    for (let hz = lowest; hz <= nominalHz + GRID_TOLERANCE_HZ; hz += 0.4 / spanS) {
      const pattern = patternAt(tS, cells, hz);
      if (pattern && (!strongest || pattern.power > strongest.power)) strongest = pattern;
    }
    if (!strongest || !isLamp(strongest, nominalHz)) continue;
    const fine = refined(tS, cells, strongest, 0.4 / spanS);
    if (fine.power < LINE_FACTOR * powerBeside(tS, cells, fine, spanS)) continue;
    if (best && best.power >= fine.power) continue;
    best = {
      mainsHz,
      aliasHz: fine.hz,
      strength: Math.sqrt(fine.power),
      bands: Math.abs(fine.bands),
      power: fine.power,
    };
  }
  return best && { mainsHz: best.mainsHz, aliasHz: best.aliasHz, strength: best.strength, bands: best.bands };
}

/** Phases that run down the rows, one slope after the other. */
const SLOPES = Array.from({ length: 2 * Math.round(MOST_BANDS / BAND_STEP) + 1 }, (_, i) => {
  const bands = i * BAND_STEP - MOST_BANDS;
  const angles = Float64Array.from(
    { length: PICTURE_ROWS },
    (_, row) => (2 * Math.PI * bands * (row + 0.5)) / PICTURE_ROWS,
  );
  return { bands, cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
});

/** What cells do together at a frequency. */
interface Pattern {
  readonly hz: number;
  readonly bands: number;
  /** Square of the amplitude. */
  readonly power: number;
  /** Share 0..1 of the cells' power. */
  readonly likeness: number;
}

interface Cell {
  readonly row: number;
  readonly change: Float64Array;
}

function isLamp({ hz, bands, likeness }: Pattern, nominalHz: number): boolean {
  if (likeness < LEAST_LIKENESS) return false;
  if (Math.abs(bands) >= BANDS_SEEN) return true;
  return hz >= WHOLE_VIEW_LEAST_HZ && Math.abs(hz - nominalHz) <= WHOLE_VIEW_TOLERANCE_HZ;
}

function refined(tS: Float64Array, cells: readonly Cell[], from: Pattern, step: number): Pattern {
  let best = from;
  for (const hz of [from.hz - step / 2, from.hz - step / 4, from.hz + step / 4, from.hz + step / 2]) {
    const pattern = patternAt(tS, cells, hz);
    if (pattern && pattern.power > best.power) best = pattern;
  }
  return best;
}

/** Mean power of the best pattern at frequencies beyond the line's own lobe. */
function powerBeside(tS: Float64Array, cells: readonly Cell[], { hz }: Pattern, spanS: number): number {
  const beside = [-5, -4, -3, 3, 4, 5]
    .map((lobes) => hz + lobes / spanS)
    .filter((other) => other >= LEAST_PERIODS / spanS)
    .map((other) => patternAt(tS, cells, other)?.power ?? 0);
  return beside.reduce((sum, power) => sum + power, 0) / beside.length;
}

function patternAt(tS: Float64Array, cells: readonly Cell[], hz: number): Pattern | null {
  const n = tS.length;
  const cos = new Float64Array(n);
  const sin = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    cos[i] = Math.cos(2 * Math.PI * hz * tS[i]);
    sin[i] = Math.sin(2 * Math.PI * hz * tS[i]);
  }
  const waves = cells.map(({ row, change }) => {
    let re = 0;
    let im = 0;
    for (let i = 0; i < n; i++) {
      re += change[i] * cos[i];
      im -= change[i] * sin[i];
    }
    return { row, re, im, size: Math.hypot(re, im) };
  });
  const sizes = waves.map(({ size }) => size).sort((a, b) => a - b);
  const most = MOST_OVER_MEDIAN * sizes[sizes.length >> 1];
  if (most === 0) return null;
  const rows = rowSums(waves, most);
  let best = { square: 0, bands: 0 };
  for (const { bands, cos, sin } of SLOPES) {
    let re = 0;
    let im = 0;
    for (let row = 0; row < PICTURE_ROWS; row++) {
      re += rows.re[row] * cos[row] + rows.im[row] * sin[row];
      im += rows.im[row] * cos[row] - rows.re[row] * sin[row];
    }
    const square = re * re + im * im;
    if (square > best.square) best = { square, bands };
  }
  return {
    hz,
    bands: best.bands,
    power: best.square / waves.length ** 2,
    likeness: best.square / (waves.length * rows.power),
  };
}

function rowSums(waves: readonly { row: number; re: number; im: number; size: number }[], most: number) {
  const re = new Float64Array(PICTURE_ROWS);
  const im = new Float64Array(PICTURE_ROWS);
  let power = 0;
  for (const wave of waves) {
    const share = Math.min(1, most / wave.size);
    re[wave.row] += share * wave.re;
    im[wave.row] += share * wave.im;
    power += (share * wave.size) ** 2;
  }
  return { re, im, power };
}

/** Without its straight line and under a Hann window over time, scaled so that a sinusoid's sum is its amplitude. */
function tapered(tS: Float64Array, change: Float64Array): Float64Array {
  const n = tS.length;
  const start = tS[0];
  const spanS = tS[n - 1] - start;
  const middle = tS.reduce((sum, t) => sum + t, 0) / n;
  let across = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    across += (tS[i] - middle) * change[i];
    spread += (tS[i] - middle) ** 2;
  }
  const slope = across / spread;
  return change.map((value, i) => {
    const weight = 1 - Math.cos((2 * Math.PI * (tS[i] - start)) / spanS);
    return (2 / n) * weight * (value - slope * (tS[i] - middle));
  });
}
