import { type FaceLandmarks, LANDMARK_COUNT } from "../base/landmarks.ts";

/**
 * Share of a measurement's surprise that the place takes up. The mesh's own jitter is a fifth of a pixel and the patches are
 * tens of pixels wide: what is left of the jitter matters less than a lag behind a moving head.
 */
const PLACE_GAIN = 0.6;
/** Share that the velocity takes up: critically damped for that gain (Benedict & Bordner 1962). */
const VELOCITY_GAIN = PLACE_GAIN ** 2 / (2 - PLACE_GAIN);

/**
 * Surprise, in face widths, from which a head moves in a way that was not foretold: patches are a tenth of a face wide, so
 * that a tenth of their pixels would be other ones. The measurement is then taken as it is.
 */
export const MOVING_SURPRISE = 0.01;

export interface LandmarkFilter {
  /** Starts anew at a face whose movement is not known. */
  start(tMs: number, face: FaceLandmarks): void;
  /**
   * Takes a measurement, later than the last, and returns its surprise: root mean square distance of the landmarks from where
   * they were expected, as a share of the face's width.
   */
  correct(tMs: number, face: FaceLandmarks): number;
  /** The face at a time not before the last measurement; new arrays. Must have been started. */
  at(tMs: number): FaceLandmarks;
}

/**
 * Follows a face between measurements: every landmark has a place of its own, and all share one movement, affine in the
 * picture (shift, turn, scale, and the shortening of a head that turns away), since muscles move too little to matter for
 * where a patch of skin lies. An alpha-beta filter, causal.
 */
export function planLandmarkFilter(): LandmarkFilter {
  const places = new Float32Array(LANDMARK_COUNT * 3);
  // Movement in px/ms: velocity of the centre, then how it changes with x and with y.
  const velocity = { x: [0, 0, 0], y: [0, 0, 0] };
  let centreX = 0;
  let centreY = 0;
  let lastMs = 0;
  let score = 0;
  let widthPx = 0;
  let growthPerMs = 0;
  const surpriseX = new Float32Array(LANDMARK_COUNT);
  const surpriseY = new Float32Array(LANDMARK_COUNT);

  function predict(tMs: number, out: Float32Array): void {
    const dtMs = tMs - lastMs;
    for (let i = 0; i < places.length; i += 3) {
      const x = places[i] - centreX;
      const y = places[i + 1] - centreY;
      out[i] = places[i] + dtMs * (velocity.x[0] + velocity.x[1] * x + velocity.x[2] * y);
      out[i + 1] = places[i + 1] + dtMs * (velocity.y[0] + velocity.y[1] * x + velocity.y[2] * y);
      out[i + 2] = places[i + 2];
    }
  }

  function findCentre(): void {
    centreX = 0;
    centreY = 0;
    for (let i = 0; i < places.length; i += 3) {
      centreX += places[i] / LANDMARK_COUNT;
      centreY += places[i + 1] / LANDMARK_COUNT;
    }
  }

  /** Least squares of the surprises along one axis over place: constant and both slopes, added to the movement. */
  function learn(surprise: Float32Array, rates: number[], gainPerMs: number): void {
    let xx = 0;
    let xy = 0;
    let yy = 0;
    let mean = 0;
    let sx = 0;
    let sy = 0;
    for (let i = 0; i < LANDMARK_COUNT; i++) {
      const x = places[i * 3] - centreX;
      const y = places[i * 3 + 1] - centreY;
      xx += x * x;
      xy += x * y;
      yy += y * y;
      mean += surprise[i] / LANDMARK_COUNT;
      sx += surprise[i] * x;
      sy += surprise[i] * y;
    }
    const determinant = xx * yy - xy * xy;
    rates[0] += gainPerMs * mean;
    // Landmarks on one line tell nothing of how the movement changes across it.
    if (!(determinant > 0)) return;
    rates[1] += (gainPerMs * (sx * yy - sy * xy)) / determinant;
    rates[2] += (gainPerMs * (sy * xx - sx * xy)) / determinant;
  }

  return {
    start(tMs, face) {
      places.set(face.points);
      velocity.x.fill(0);
      velocity.y.fill(0);
      growthPerMs = 0;
      lastMs = tMs;
      score = face.score;
      widthPx = face.widthPx;
      findCentre();
    },
    correct(tMs, face) {
      const dtMs = tMs - lastMs;
      predict(tMs, places);
      widthPx += dtMs * growthPerMs;
      let squares = 0;
      for (let i = 0; i < LANDMARK_COUNT; i++) {
        const x = face.points[i * 3] - places[i * 3];
        const y = face.points[i * 3 + 1] - places[i * 3 + 1];
        surpriseX[i] = x;
        surpriseY[i] = y;
        squares += x * x + y * y;
      }
      const surprise = Math.sqrt(squares / LANDMARK_COUNT) / face.widthPx;
      const gain = surprise > MOVING_SURPRISE ? 1 : PLACE_GAIN;
      for (let i = 0; i < places.length; i++) places[i] += gain * (face.points[i] - places[i]);
      findCentre();
      learn(surpriseX, velocity.x, VELOCITY_GAIN / dtMs);
      learn(surpriseY, velocity.y, VELOCITY_GAIN / dtMs);
      growthPerMs += (VELOCITY_GAIN / dtMs) * (face.widthPx - widthPx);
      widthPx += gain * (face.widthPx - widthPx);
      score = face.score;
      lastMs = tMs;
      return surprise;
    },
    at(tMs) {
      const points = new Float32Array(LANDMARK_COUNT * 3);
      predict(tMs, points);
      return { points, score, widthPx: widthPx + (tMs - lastMs) * growthPerMs };
    },
  };
}
