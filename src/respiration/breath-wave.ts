/** The chest's movement, followed sample by sample. */
export interface BreathWave {
  /**
   * Takes the next step of the movement, from the sample before to this one, any unit, up is inhaling; returns the wave there, in
   * the same unit. null: nothing was seen, the wave runs out to 0. Allocates nothing.
   */
  push(step: number | null): number;
  /** Way from the highest to the lowest place in the `count` newest samples, baseline and all. */
  range(count: number): number;
  /** Number of newest samples in which the movement has stayed within `tolerance` of where it is now, at most `count`. */
  settledFor(tolerance: number, count: number): number;
  /** Way between the tenth and the ninetieth percentile of the wave's `count` newest samples. Allocates. */
  swing(count: number): number;
}

export const WAVE_FS_HZ = 10;
const KEPT = 30 * WAVE_FS_HZ;
/** Below the slowest breathing (0.067 Hz); slower drift is none. */
const LOW_HZ = 0.03;
/** Passes the octave of the fastest breathing; what it delays by, 0.1 s, is half of what a wave may be late. */
const HIGH_HZ = 1.5;

/**
 * Plans the wave for the screen: causal, never rewritten, 10 samples a second. It adds up steps, so that what is later thought of
 * the mean or the past does not move it. Allocates once.
 */
export function planBreathWave(): BreathWave {
  const keep = Math.exp((-2 * Math.PI * LOW_HZ) / WAVE_FS_HZ);
  const smooth = 1 - Math.exp((-2 * Math.PI * HIGH_HZ) / WAVE_FS_HZ);
  const wave = new Float64Array(KEPT);
  const path = new Float64Array(KEPT);
  let length = 0;
  let place = 0;
  let smoothed = 0;
  let value = 0;
  let since = 0;

  return {
    push(step) {
      place += step ?? 0;
      const before = smoothed;
      smoothed += smooth * (place - smoothed);
      value = keep * (value + smoothed - before);
      path[length % KEPT] = smoothed;
      wave[length % KEPT] = value;
      length++;
      since = Math.min(since + 1, KEPT);
      return value;
    },
    range(count) {
      let least = smoothed;
      let most = smoothed;
      for (let i = 1; i <= Math.min(count, since); i++) {
        least = Math.min(least, path[(length - i) % KEPT]);
        most = Math.max(most, path[(length - i) % KEPT]);
      }
      return most - least;
    },
    settledFor(tolerance, count) {
      const most = Math.min(count, since);
      for (let i = 1; i <= most; i++) if (Math.abs(path[(length - i) % KEPT] - smoothed) > tolerance) return i - 1;
      return most;
    },
    swing(count) {
      const n = Math.min(count, since);
      if (n === 0) return 0;
      const sorted = Float64Array.from({ length: n }, (_, i) => wave[(length - 1 - i) % KEPT]).sort();
      return sorted[Math.ceil(0.9 * (n - 1))] - sorted[Math.floor(0.1 * (n - 1))];
    },
  };
}
