/** What a cough adds to the movement, 1 = the chest's usual rise; both start and end at 0. */
export interface Cough {
  /** Filling of the chest, -1.5 .. 1.2. */
  readonly chest: number;
  /** Jerk of the head down and forward, 0 .. 1. */
  readonly head: number;
}

/** A cough draws in quickly, then throws the air out in bursts (Korpas and Tomori 1979): seconds from its begin. */
const DRAW_IN_S = 0.5;
const BURSTS_S = [0.5, 0.9, 1.25];
const RISE_S = 0.07;
const FALL_S = 0.28;

/** How long a cough lasts. */
export const COUGH_S = DRAW_IN_S + 0.75 + RISE_S + FALL_S;

/** Movement of the coughs that begin at the given seconds; allocates the result. */
export function coughAt(coughsAtS: readonly number[], tS: number): Cough {
  let chest = 0;
  let head = 0;
  for (const startS of coughsAtS) {
    const sinceS = tS - startS;
    if (sinceS <= 0 || sinceS >= COUGH_S) continue;
    // The gasp is let go over the length of the bursts.
    const gasp = sinceS < DRAW_IN_S ? ease(sinceS / DRAW_IN_S) : 1 - ease((sinceS - DRAW_IN_S) / (COUGH_S - DRAW_IN_S));
    chest += 1.2 * gasp;
    BURSTS_S.forEach((burstS, i) => {
      const jerk = burst(sinceS - burstS) / (1 + 0.3 * i);
      chest -= 1.5 * jerk;
      head += jerk;
    });
  }
  return { chest, head };
}

function burst(sinceS: number): number {
  if (sinceS <= 0 || sinceS >= RISE_S + FALL_S) return 0;
  return sinceS < RISE_S ? ease(sinceS / RISE_S) : 1 - ease((sinceS - RISE_S) / FALL_S);
}

function ease(share: number): number {
  return (1 - Math.cos(Math.PI * share)) / 2;
}
