import type { Beat } from "./cardiac.ts";

/** A function of time that beats drive; it is 0 long after the last one. */
export type BeatWave = (tS: number) => number;

/** One bump of a beat: its height, and its middle and width in seconds at an interval of 1 s. */
interface Bump {
  readonly height: number;
  readonly middleS: number;
  readonly widthS: number;
}

/** Systolic wave, its shoulder, and the dicrotic wave behind the notch; a sum of Gaussians after Rubins 2008. */
const PULSE_BUMPS: readonly Bump[] = [
  { height: 1, middleS: 0.19, widthS: 0.07 },
  { height: 0.55, middleS: 0.33, widthS: 0.1 },
  { height: 0.28, middleS: 0.54, widthS: 0.1 },
];

/** The body's recoil: down while blood is thrown, then up and at rest; a ballistocardiogram in its simplest form. */
const NOD_BUMPS: readonly Bump[] = [
  { height: -1, middleS: 0.12, widthS: 0.06 },
  { height: 0.8, middleS: 0.3, widthS: 0.09 },
];

/**
 * Blood in the skin over time: beats of peak to peak 1 at any regular rate, each starting with its foot.
 *
 * The bumps' times stretch with the square root of the interval (as systole does), so the harmonics of a slow pulse are
 * stronger than those of a fast one.
 */
export function naturalWave(beats: readonly Beat[]): BeatWave {
  return bumpWave(PULSE_BUMPS, beats);
}

/** The head's movement with each beat, peak to peak 1 at any regular rate; starts with the beat's foot. */
export function nodWave(beats: readonly Beat[]): BeatWave {
  return bumpWave(NOD_BUMPS, beats);
}

/**
 * A wave of given harmonics, peak to peak 1: sum of amplitudes[k - 1] * cos(2 pi k phase), the
 * phase being -0.2 at the beat's foot.
 */
export function harmonicWave(amplitudes: readonly number[], beats: readonly Beat[]): BeatWave {
  const raw = (phase: number) => amplitudes.reduce((sum, a, i) => sum + a * Math.cos(2 * Math.PI * (i + 1) * phase), 0);
  const [low, high] = extent((i) => raw(i / 1024), 1024);
  const next = neighbourSearch(beats);
  return (tS) => {
    const beat = beats[next(tS)];
    if (!beat) return 0;
    const phase = (tS - beat.atS) / beat.intervalS;
    const fade = phase > 1 ? Math.exp(-4 * (phase - 1)) : 1;
    return ((raw(Math.min(phase, 1) - 0.2) - low) / (high - low)) * beat.size * fade;
  };
}

function bumpWave(bumps: readonly Bump[], beats: readonly Beat[]): BeatWave {
  const sizes = beats.map((beat) => beat.size / regularHeight(bumps, beat.intervalS));
  const last = neighbourSearch(beats);
  return (tS) => {
    let sum = 0;
    // A beat's bumps reach over the next one, at fast rates over the next two.
    for (let i = last(tS) + 1, lowest = i - 5; i >= 0 && i > lowest; i--) {
      const beat = beats[i];
      if (beat) sum += sizes[i] * bumpsAt(bumps, tS - beat.atS, beat.intervalS);
    }
    return sum;
  };
}

function bumpsAt(bumps: readonly Bump[], sinceS: number, intervalS: number): number {
  const stretch = Math.sqrt(intervalS);
  let sum = 0;
  for (const bump of bumps) {
    const x = (sinceS - bump.middleS * stretch) / (bump.widthS * stretch);
    sum += bump.height * Math.exp(-0.5 * x * x);
  }
  return sum;
}

/** Peak to peak of endless beats at one interval. */
function regularHeight(bumps: readonly Bump[], intervalS: number): number {
  const [low, high] = extent((i) => {
    let sum = 0;
    for (let lap = -1; lap <= 5; lap++) sum += bumpsAt(bumps, (i / 96 + lap) * intervalS, intervalS);
    return sum;
  }, 96);
  return high - low;
}

function extent(f: (i: number) => number, n: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < n; i++) {
    const value = f(i);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Index of the last beat at or before a time, -1 before the first. */
function neighbourSearch(beats: readonly Beat[]): (tS: number) => number {
  return (tS) => {
    let from = 0;
    let to = beats.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (beats[middle].atS <= tS) from = middle + 1;
      else to = middle;
    }
    return from - 1;
  };
}
