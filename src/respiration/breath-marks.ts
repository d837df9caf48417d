/** Beginnings of inhalation in the wave. */
export interface BreathMarks {
  /** Takes the wave's next sample; `swing`: usual height of a breath, null while none is known, when nothing is marked. */
  push(tMs: number, value: number, swing: number | null): void;
  /** Marks of the last 30 s before `tMs`, ms, oldest first. A mark is made once the rise is sure and is never taken back. Allocates. */
  recentMs(tMs: number): number[];
}

/** A turn is one when the wave has come back by this share of a breath: more than noise and heart, less than a shallow breath. */
const TURN_SHARE = 0.35;
const KEPT_MS = 30_000;

/** Plans the search for turns with hysteresis: lowest places between two falls and rises of a third of a breath. */
export function planBreathMarks(): BreathMarks {
  let marks: number[] = [];
  let rising: boolean | null = null;
  let extreme = 0;
  let extremeMs = 0;
  return {
    push(tMs, value, swing) {
      if (swing === null || rising === null) {
        if (rising === null || swing === null) [rising, extreme, extremeMs] = [true, value, tMs];
        return;
      }
      const beyond = rising ? value > extreme : value < extreme;
      if (beyond) {
        [extreme, extremeMs] = [value, tMs];
      } else if (Math.abs(value - extreme) > TURN_SHARE * swing) {
        if (!rising) marks = [...marks.filter((ms) => ms >= tMs - KEPT_MS), extremeMs];
        rising = !rising;
        [extreme, extremeMs] = [value, tMs];
      }
    },
    recentMs: (tMs) => marks.filter((ms) => ms >= tMs - KEPT_MS),
  };
}
