import type { ChestPool } from "./chest-pool.ts";

/** Below this share of all movement along the body's axis, the pool says nothing about up and down. */
const CLEAR_SHARE = 0.25;
/**
 * 1 when the pool's rise is towards the head, which is inhaling; -1 when it is away from it; null when it is across. Without a
 * head nothing is told: breathing in is often the faster way, but ventilated and distressed patients turn that around.
 */
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
