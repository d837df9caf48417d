import type { ChestPool } from "./chest-pool.ts";

/** Below this share of all movement along the body's axis, the pool says nothing about up and down. */
const CLEAR_SHARE = 0.25;
/** Skewness of speed from which inhaling is told from exhaling: a breath of 1 to 1.4 has 0.4, a symmetric one 0. */
const CLEAR_SKEW = 0.25;

/** 1 when the pool's rise is towards the head, which is inhaling; -1 when it is away from it; null when it is across. */
export function directionToHead(pool: ChestPool, [ux, uy]: readonly [number, number]): 1 | -1 | null {
  let along = 0;
  let all = 0;
  for (const { axis, gain, trust } of pool.members) {
    const part = axis === "xPx" ? ux : uy;
    along += trust * Math.abs(gain) * gain * part;
    all += trust * gain * gain;
  }
  if (Math.abs(along) < CLEAR_SHARE * all) return null;
  return along > 0 ? 1 : -1;
}

/**
 * Which way is inhaling by its speed: inhaling takes less time than exhaling (1 to 1.5 or 2 at rest), so the faster way is
 * in. Null where neither is clearly faster. `signal` at 10 Hz over several breaths, any unit.
 */
export function directionBySpeed(signal: Float64Array): 1 | -1 | null {
  let square = 0;
  let cube = 0;
  let count = 0;
  // Over 0.4 s: the noise of single samples would fill the distribution up symmetrically.
  for (let i = 4; i < signal.length; i++) {
    const speed = (signal[i] + signal[i - 1] - signal[i - 3] - signal[i - 4]) / 2;
    square += speed ** 2;
    cube += speed ** 3;
    count++;
  }
  if (count === 0 || square === 0) return null;
  const skew = cube / count / (square / count) ** 1.5;
  if (Math.abs(skew) < CLEAR_SKEW) return null;
  return skew > 0 ? 1 : -1;
}
