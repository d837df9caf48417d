/** Which way a wave goes when blood comes: up, down, or to be found out. */
export type BloodSign = "up" | "down" | "unknown";

export interface Upwards {
  /**
   * 1 where blood goes up with the wave, -1 where it goes down; null while that is not sure. `rising`, `falling`: slope of a
   * usual beat's steepest rise and steepest fall, both above 0. `hold`: a stretch of beats goes on, and keeps its sign.
   */
  decide(rising: number, falling: number, hold: boolean): 1 | -1 | null;
}

/** Sum of ln(rise / fall) from which the sign is sure: five windows whose rises are a fifth steeper. */
const SURE = 0.3;
/** Windows after which a wave that is alike in both directions goes by light: less of it is more blood. */
const PATIENCE = 4;

/**
 * Finds out which way blood is: systole fills the skin within a third of the beat and the rest of the beat empties it, so
 * blood comes on the steeper side. Evidence adds up over a whole recording, whose sign does not change.
 */
export function planUpwards(sign: BloodSign): Upwards {
  let evidence = 0;
  let windows = 0;
  let last: 1 | -1 | null = null;
  return {
    decide(rising, falling, hold) {
      if (sign !== "unknown") return sign === "up" ? 1 : -1;
      evidence += Math.log(rising / falling);
      windows++;
      if (last !== null && hold) return last;
      if (evidence >= SURE) last = 1;
      else if (evidence <= -SURE || windows >= PATIENCE) last = -1;
      else last = null;
      return last;
    },
  };
}
