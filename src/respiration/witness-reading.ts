import { type BreathBasis, driftGain, planBreathBasis, powerIn } from "./breath-basis.ts";
import { breathLogRatio } from "./breath-likelihood.ts";
import { planBreathNoise } from "./breath-noise.ts";
import { BREATH_GRID_BRPM, FIRST_HYPOTHESIS, LOOKED_AT_BRPM, stepsOf, windowOf } from "./breath-rates.ts";
import { averagingGain, type BreathSignal, breathSignal } from "./breath-signal.ts";
import type { BreathWitness } from "./witness.ts";
import { witnessKind } from "./witness-kinds.ts";

/** What one witness says of every rate, on its own. */
export interface WitnessReading {
  /** Float64Array [grid]: ln ratios of breathing at each rate against none; 0 where it cannot tell. Overwritten by the next call. */
  readonly logRatios: Float64Array;
  /** Float64Array [grid]: power at each rate over the noise expected there; 0 where it cannot tell. Overwritten as well. */
  readonly ratios: Float64Array;
}

export interface WitnessReader {
  /**
   * Reads a witness at this second. `pulseBpm`: the pulse where it is known: it is taken out, and its own rate is not looked at.
   * Null where the witness holds too little.
   */
  read(witness: BreathWitness, pulseBpm: number | null): WitnessReading | null;
}

/** The window of a rate is two breaths; a second look at five tells more of breathing that keeps its rate. */
const BREATHS = 2;
const STEADY_BREATHS = 5;
/** The second look is heard where the first does not speak against it by more than this, ln. */
const VETO = -1.5;
/** Share of samples in a window that must have been measured. */
const LEAST_MEASURED = 0.85;
/** Hearts beat from 40 /min on and shake head and chest: what is faster is not called breathing while no pulse is known. */
const FASTEST_WITHOUT_PULSE_BRPM = 40;
/** Where taking the pulse out leaves less than this share of the power, what is left is the pulse's. */
const LEAST_GAIN = 0.1;
/** A witness whose newest sample is older tells of the past. */
const LATEST_S = 4.5;
/** Longest stretch of a witness: a shorter one still grows. */
const LONGEST_S = 30;
/** Breaths are not alike (10-20 % from one to the next): this share of the strongest line within an octave is noise beside it. */
const OWN_NOISE = 0.04;
const OCTAVE = stepsOf(2);
/** A faster line, from this ratio on, leaks this share of its power into a window of other length (side lobes of its edges). */
const LEAK_FROM = stepsOf(1.5);
const LEAK = 0.1;
/** How far below a rate, as ratios, is looked for drift that goes on into it: past the lobe of the rate itself, short of a third. */
const SLOWER_FROM = stepsOf(1.5);
const SLOWER_TO = stepsOf(2.5);
/** Slower than this, 30 s hold no line that is told from their bend. */
const SLOWEST = LOOKED_AT_BRPM.findIndex((brpm) => brpm >= 3);
/** What the slowest rates say, to which nothing slower can be held in 30 s, is half believed. */
const UNHELD = 0.5;
/** Breaths come no faster than this share of the beats (one in four is usual, one in three in newborns); what is, is the pulse. */
const FASTEST_OF_PULSE = 0.7;

/** Variance per sample of the noise expected at the rate at a place in a window; null: at its octave. */
type NoiseAt = (at: number, basis: BreathBasis | null) => number;

interface Look {
  readonly windows: readonly BreathBasis[];
  /** Float64Array [looked at]: power in the rate and its octave; -1 where the window is not full, and for the octave below the hypotheses. */
  readonly first: Float64Array;
  readonly octave: Float64Array;
  /** Float64Array [looked at]: the power a sample, and the most of it at any faster rate from here on. */
  readonly density: Float64Array;
  readonly beyond: Float64Array;
}

/** Plans readings of witnesses sampled at `fsHz`. Allocates a few MB once. */
export function planWitnessReader(fsHz: number): WitnessReader {
  const noiseOf = planBreathNoise(fsHz);
  const look = (breaths: number, before: readonly BreathBasis[]): Look => ({
    windows: LOOKED_AT_BRPM.map((brpm, i) => {
      const length = Math.round(windowOf(brpm, breaths) * fsHz);
      return before[i]?.length === length ? before[i] : planBreathBasis(brpm / 60, length, fsHz);
    }),
    first: new Float64Array(LOOKED_AT_BRPM.length),
    octave: new Float64Array(LOOKED_AT_BRPM.length),
    density: new Float64Array(LOOKED_AT_BRPM.length),
    beyond: new Float64Array(LOOKED_AT_BRPM.length + 1),
  });
  const short = look(BREATHS, []);
  const steady = look(STEADY_BREATHS, short.windows);
  const logRatios = new Float64Array(BREATH_GRID_BRPM.length);
  const ratios = new Float64Array(BREATH_GRID_BRPM.length);
  const logs = new Float64Array(LOOKED_AT_BRPM.length);
  const slower = new Float64Array(LOOKED_AT_BRPM.length);
  const above = new Int32Array(LOOKED_AT_BRPM.length);
  const under = new Int32Array(LOOKED_AT_BRPM.length);

  /** `done`: a look at the same signal, of which windows that are the same need no second one. */
  function project(into: Look, { values, measuredBefore, end, averaged }: BreathSignal, done: Look | null): void {
    const { windows, first, octave, density, beyond } = into;
    const earliest = Math.round(averaged) - 1;
    for (let i = windows.length - 1; i >= 0; i--) {
      const { length } = windows[i];
      if (done?.windows[i] === windows[i]) {
        first[i] = done.first[i];
        octave[i] = done.octave[i];
      } else {
        const start = end - length;
        const gain = averagingGain(LOOKED_AT_BRPM[i] / 60, averaged, fsHz);
        const full =
          gain >= LEAST_GAIN &&
          start >= earliest &&
          measuredBefore[end] - measuredBefore[start] >= LEAST_MEASURED * length;
        const octaveGain = full && i >= FIRST_HYPOTHESIS ? averagingGain(LOOKED_AT_BRPM[i] / 30, averaged, fsHz) : 0;
        first[i] = full ? powerIn(windows[i], 0, values, start) / (2 * gain) : -1;
        octave[i] = octaveGain >= LEAST_GAIN ? powerIn(windows[i], 2, values, start) / (2 * octaveGain) : -1;
      }
      density[i] = first[i] / length;
      beyond[i] = Math.max(beyond[i + 1], density[i]);
    }
  }

  /** What the strongest lines around a place and above it put into its window, in its unit. */
  function strayPower({ first, beyond, windows }: Look, at: number): number {
    let own = 0;
    const last = Math.min(first.length - 1, at + OCTAVE);
    for (let j = Math.max(0, at - OCTAVE); j <= last; j++) if (first[j] > own) own = first[j];
    // A line's power grows with the window it is seen in.
    return OWN_NOISE * own + LEAK * windows[at].length * beyond[Math.min(first.length, at + LEAK_FROM)];
  }

  /** What is slower than each rate: its geometric mean, so that one slow line is not taken for drift; 0 where the windows are not full. */
  function findSlower({ first }: Look): void {
    for (let j = 0; j < first.length; j++) logs[j] = first[j] > 0 ? Math.log(first[j]) : 0;
    for (let at = FIRST_HYPOTHESIS; at < first.length; at++) {
      let sum = 0;
      let count = 0;
      for (let j = Math.max(SLOWEST, at - SLOWER_TO); j <= at - SLOWER_FROM; j++) {
        if (first[j] <= 0) continue;
        sum += logs[j];
        count++;
      }
      slower[at] = count === 0 ? 0 : Math.exp(sum / count);
    }
  }

  /** The tops of the lines on whose flanks the places lie, going up and down in rate: what is seen there is those lines. */
  function findTops({ first, density }: Look): void {
    const last = first.length - 1;
    for (let i = last; i >= 0; i--) {
      above[i] = i < last && first[i + 1] >= 0 && density[i + 1] > density[i] ? above[i + 1] : i;
    }
    for (let i = 0; i <= last; i++) {
      under[i] = i > 0 && first[i - 1] >= 0 && density[i - 1] > density[i] ? under[i - 1] : i;
    }
  }

  /** Whether a place lies on a line that goes on rising towards rates whose windows are not full yet. */
  function risesOutOfSight(at: number): boolean {
    const top = under[at];
    return top > FIRST_HYPOTHESIS && short.first[top - 1] < 0;
  }

  function logRatioIn(from: Look, at: number, floor: NoiseAt, drifts: boolean, mostHz: number) {
    if (from.first[at] < 0) return null;
    const noise = Math.max(floor(at, from.windows[at]), drifts ? slower[at] : 0) + strayPower(from, at);
    const octaveHz = LOOKED_AT_BRPM[at] / 30;
    const octaveNoise = floor(at, null) + OWN_NOISE * from.first[at];
    const octave = from.octave[at] < 0 || octaveHz > mostHz ? null : from.octave[at] / octaveNoise;
    return { ratio: from.first[at] / noise, log: breathLogRatio(from.first[at] / noise, octave) };
  }

  return {
    read(witness, pulseBpm) {
      const { holdsPulse, slowestBrpm, fastestOfPulse, drifts } = witnessKind(witness.name);
      const fastestBrpm =
        pulseBpm === null ? FASTEST_WITHOUT_PULSE_BRPM : (fastestOfPulse ?? FASTEST_OF_PULSE) * pulseBpm;
      const signal = breathSignal(witness, holdsPulse ? pulseBpm : null);
      if (!signal || witness.signal.length - signal.end > LATEST_S * fsHz) return null;
      const fastestHz = fastestOfPulse === null ? Number.POSITIVE_INFINITY : (1.1 * fastestBrpm) / 60;
      const law = noiseOf(signal, fastestHz, fastestOfPulse === null);
      if (!law) return null;
      project(short, signal, null);
      project(steady, signal, short);
      findTops(short);
      if (drifts) findSlower(short);
      const floor: NoiseAt = (i, basis) => {
        const hz = LOOKED_AT_BRPM[i] / (basis ? 60 : 30);
        const found = Math.exp(law.level - law.slope * Math.log(hz)) * (basis ? driftGain(basis, law.slope) : 1);
        return Math.max(found, witness.noiseSd ** 2);
      };
      let seen = false;
      for (let i = 0; i < BREATH_GRID_BRPM.length; i++) {
        const brpm = BREATH_GRID_BRPM[i];
        logRatios[i] = 0;
        ratios[i] = 0;
        if (brpm < slowestBrpm || brpm > fastestBrpm) continue;
        if (LOOKED_AT_BRPM[above[FIRST_HYPOTHESIS + i]] > fastestBrpm) continue;
        if (LOOKED_AT_BRPM[under[FIRST_HYPOTHESIS + i]] < slowestBrpm) continue;
        if (witness.signal.length < LONGEST_S * fsHz && risesOutOfSight(FIRST_HYPOTHESIS + i)) continue;
        const now = logRatioIn(short, FIRST_HYPOTHESIS + i, floor, drifts, fastestHz);
        if (!now) continue;
        seen = true;
        ratios[i] = now.ratio;
        logRatios[i] = now.log;
        const long = logRatioIn(steady, FIRST_HYPOTHESIS + i, floor, drifts, fastestHz);
        if (long && now.log > VETO && long.log > now.log)
          logRatios[i] = Math.log((Math.exp(now.log) + Math.exp(long.log)) / 2);
        if (FIRST_HYPOTHESIS + i < SLOWEST + SLOWER_FROM) logRatios[i] *= UNHELD;
      }
      return seen ? { logRatios, ratios } : null;
    },
  };
}
