/**
 * Where everything lies in memory. All series hold four regions side by side, float32 [n][4 lanes], 16-byte aligned; complex
 * ones [n][re, im][4 lanes]. The addresses are laid out by layout.ts on the other side, which writes them once, as 32-bit
 * words in the order in which they are read here.
 */
export let groups: i32 = 0;
/** Bytes from one group of four regions to the next. */
export let groupBytes: usize = 0;
/** Samples of the projection's window, and the mask of the rings of colours and projections, which hold at least as many. */
export let projectionWindow: i32 = 0;
export let ringMask: i32 = 0;
export let historyMask: i32 = 0;
/** Complex points of the transform: half of the real ones. */
export let points: i32 = 0;
export let bins: i32 = 0;
/** Bins among which the peak is looked for, and those that count for signal and noise; the last is included. */
export let firstPeakBin: i32 = 0;
export let lastPeakBin: i32 = 0;
export let firstBin: i32 = 0;
export let lastBin: i32 = 0;
/** Radians a sample from one bin to the next. */
export let binRadians: f32 = 0;

/** Within a group. */
export let colours: usize = 0;
export let projections: usize = 0;
export let history: usize = 0;
export let seenSamples: usize = 0;
export let incoming: usize = 0;
export let waves: usize = 0;
export let spectra: usize = 0;
/** The same region by region in float64. */
export let unpacked: usize = 0;
export let powers: usize = 0;
export let results: usize = 0;

/** Shared by the groups. */
export let bands: usize = 0;
export let taper: usize = 0;
export let middle: usize = 0;
export let forward: usize = 0;
export let tapered: usize = 0;
export let work: usize = 0;
export let twiddles: usize = 0;
export let untangling: usize = 0;
/** Up to three orthonormal vectors, float32 [n][3]. */
export let disturbances: usize = 0;
/** Weight of each region in `mixed`, float32. */
export let weights: usize = 0;
/** Weighted sum of the waves, float64 [n]. */
export let mixed: usize = 0;

/** Bytes of four lanes, and of four lanes of complex numbers. */
export const LANES: usize = 16;
export const COMPLEX: usize = 32;
/** Bytes of the three channels of four regions. */
export const COLOUR: usize = 48;

let next: usize = 0;

function word(): i32 {
  next += 4;
  return load<i32>(next - 4);
}

export function plan(header: usize): void {
  next = header;
  groups = word();
  groupBytes = word();
  projectionWindow = word();
  ringMask = word();
  historyMask = word();
  points = word();
  bins = word();
  firstPeakBin = word();
  lastPeakBin = word();
  firstBin = word();
  lastBin = word();
  binRadians = reinterpret<f32>(word());
  colours = word();
  projections = word();
  history = word();
  seenSamples = word();
  incoming = word();
  waves = word();
  spectra = word();
  unpacked = word();
  powers = word();
  results = word();
  bands = word();
  taper = word();
  middle = word();
  forward = word();
  tapered = word();
  work = word();
  twiddles = word();
  untangling = word();
  disturbances = word();
  weights = word();
  mixed = word();
}
