/** A step back by less is jitter of the values' own clock, and the second is already there. */
const JITTER_S = 5;

export interface TrendAxis {
  /**
   * Second on the axis for the clock's time, greater than all before; null where that second already has its values. It is
   * the clock's own second; after the clock was set back, it goes on from where it was until the clock has caught up.
   */
  place(tMs: number): number | null;
}

/** Plans one bed's axis, `lastSecond` being the last one recorded; null where none is. */
export function planTrendAxis(lastSecond: number | null): TrendAxis {
  let last = lastSecond ?? Number.NEGATIVE_INFINITY;
  let aheadS = 0;
  return {
    place(tMs) {
      const clockS = Math.floor(tMs / 1000);
      if (clockS > last) aheadS = 0;
      else if (clockS + aheadS < last - JITTER_S) aheadS = last + 1 - clockS;
      const second = clockS + aheadS;
      if (second <= last) return null;
      last = second;
      return second;
    },
  };
}
