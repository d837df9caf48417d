import type { BreathWitness } from "../../src/respiration/witness.ts";
import { createRandom } from "../../src/phantom/random.ts";

const FS_HZ = 10;

/** A breath's shape over its length 0..1: in for two fifths, out for longer, then a pause. */
function filling(phase: number): number {
  const p = phase - Math.floor(phase);
  if (p < 0.4) return (1 - Math.cos((Math.PI * p) / 0.4)) / 2;
  return p < 0.95 ? (1 + Math.cos((Math.PI * (p - 0.4)) / 0.55)) / 2 : 0;
}

/** A made movement: its value at each sample of 10 a second. */
export type Movement = (sample: number) => number;

/** Breathing of the rate that holds at each second, /min. */
export function breathingAt(rateBrpm: (tS: number) => number, height = 1): Movement {
  let phase = 0;
  return (sample) => {
    phase += rateBrpm(sample / FS_HZ) / 60 / FS_HZ;
    return height * filling(phase);
  };
}

export function whiteNoise(seed: number, sd: number): Movement {
  const random = createRandom(seed, "white");
  return () => sd * random.gaussian();
}

export function randomWalk(seed: number, sd: number): Movement {
  const random = createRandom(seed, "walk");
  let place = 0;
  return () => {
    place += sd * random.gaussian();
    return place;
  };
}

export function sumOf(...movements: readonly Movement[]): Movement {
  return (sample) => movements.reduce((sum, movement) => sum + movement(sample), 0);
}

export interface MadeWitness {
  /** The witness at second `tS`, over what it keeps. */
  at(tS: number, changes?: Partial<BreathWitness>): BreathWitness;
}

/** A witness that sees `movement` for `durationS`. */
export function madeWitness(name: string, durationS: number, movement: Movement): MadeWitness {
  const all = Float64Array.from({ length: durationS * FS_HZ }, (_, sample) => movement(sample));
  return {
    at(tS, changes = {}) {
      const signal = all.slice(Math.max(0, (tS - 30) * FS_HZ), tS * FS_HZ);
      const mean = signal.reduce((sum, value) => sum + value, 0) / signal.length;
      return {
        name,
        fsHz: FS_HZ,
        signal: signal.map((value) => value - mean),
        valid: new Uint8Array(signal.length).fill(1),
        noiseSd: 1e-3,
        direction: 1,
        lineShare: null,
        canSeeAbsence: name === "chest",
        disturbed: false,
        ...changes,
      };
    },
  };
}
