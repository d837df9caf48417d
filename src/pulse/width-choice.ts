/**
 * A width is judged by its last 20 windows; another is taken when it times beats better by this factor, not before it has been
 * seen for a while: the interval across a change is lost.
 */
const MEMORY_WINDOWS = 20;
const BETTER = 0.75;
const WINDOWS_BEFORE_CHANGE = 6;

export interface WidthChoice {
  /** Takes the typical timing error of each width in a window (infinite: unknown) and returns the index of the one to use. */
  choose(errors: readonly number[]): number;
}

/** Plans the choice among `count` widths: the first window's best, and later one that has been clearly better over time. */
export function planWidthChoice(count: number): WidthChoice {
  const mean = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const windows = new Float64Array(count);
  let used: number | null = null;
  return {
    choose(errors) {
      errors.forEach((error, i) => {
        if (!(error > 0) || error === Number.POSITIVE_INFINITY) return;
        windows[i] = Math.min(MEMORY_WINDOWS, windows[i] + 1);
        mean[i] = windows[i] === 1 ? Math.log(error) : mean[i] + (Math.log(error) - mean[i]) / windows[i];
      });
      const best = mean.indexOf(Math.min(...mean));
      if (used === null) used = best;
      else if (windows[best] >= WINDOWS_BEFORE_CHANGE && mean[best] < mean[used] + Math.log(BETTER)) used = best;
      return used;
    },
  };
}
