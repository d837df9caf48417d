import { LANDMARK_COUNT } from "../base/landmarks.ts";

import { BONE_SHAPE } from "./bone-shape.ts";
import { LOWER_FACE, UPPER_FACE } from "./face-landmarks.ts";

/** Samples at 10 Hz of the last second. */
const SAMPLES = 10;
/** Steps at least, half a second, before activity is told. */
const LEAST_SAMPLES = 5;
/**
 * Root-mean-square velocity that reads as 1, face widths per second: a smile or a grimace that moves the average landmark
 * by 5 mm of a 140 mm face within a quarter of a second.
 */
const FULL_PER_S = 0.15;
/** The pose takes seven degrees of freedom from the motion of the landmarks over bone. */
const BONE_SHARE = (3 * BONE_SHAPE.length - 7) / (3 * BONE_SHAPE.length);

const BONE = BONE_SHAPE.map(({ index }) => index);
const ALL = [...UPPER_FACE, ...LOWER_FACE];

export interface FacialActivity {
  /** Overall movement of the last second, 0..1; null while fewer than half a second of steps is known. */
  readonly value: number | null;
  /** Takes the landmarks in the head-fixed frame (Float64Array [468, 3]), about ten times a second. Allocates nothing. */
  step(tMs: number, points: Float64Array, mouthVisible: boolean): void;
  /** The next sample has no predecessor. */
  interrupt(): void;
}

/**
 * Plans the overall activity: root-mean-square velocity of brows, lids, cheeks, lips, nose and chin in the head-fixed frame
 * over the last second, as a share of 0.15 face widths per second.
 *
 * What the landmarks over bone seem to move at the same time is jitter of the mesh or error of the pose, alike in all
 * landmarks, and is taken off, square by square.
 */
export function planFacialActivity(): FacialActivity {
  const before = new Float64Array(3 * LANDMARK_COUNT);
  const squares = new Float64Array(SAMPLES);
  const noise = new Float64Array(SAMPLES);
  let steps = 0;
  let beforeMs: number | null = null;

  const meanSquare = (points: Float64Array, indices: readonly number[], sinceS: number): number => {
    let sum = 0;
    for (const index of indices) {
      for (let d = 3 * index; d < 3 * index + 3; d++) sum += (points[d] - before[d]) ** 2;
    }
    return sum / indices.length / sinceS ** 2;
  };

  return {
    get value() {
      const count = Math.min(steps, SAMPLES);
      if (count < LEAST_SAMPLES) return null;
      let sum = 0;
      for (let i = 0; i < count; i++) sum += squares[i] - noise[i] / BONE_SHARE;
      return Math.min(1, Math.sqrt(Math.max(0, sum / count)) / FULL_PER_S);
    },
    step(tMs, points, mouthVisible) {
      if (beforeMs !== null) {
        const at = steps % SAMPLES;
        const sinceS = (tMs - beforeMs) / 1000;
        squares[at] = meanSquare(points, mouthVisible ? ALL : UPPER_FACE, sinceS);
        noise[at] = meanSquare(points, BONE, sinceS);
        steps++;
      }
      before.set(points);
      beforeMs = tMs;
    },
    interrupt() {
      beforeMs = null;
      steps = 0;
    },
  };
}
