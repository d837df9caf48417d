import { planSlopeViews, SAME_SHARE, searchBeats, usualSlope } from "./beat-search.ts";
import { type BloodSign, planUpwards } from "./blood-sign.ts";
import { planEarlyBeats } from "./early-beats.ts";
import { BEAT_FROM_SHARE, EARLY_BEAT_FROM_SHARE } from "./upstroke-path.ts";
import { planWidthChoice } from "./width-choice.ts";
import type { WindowAnalysis } from "./window-analysis.ts";

/** Beats are final this long after they came, s; below 40 /min some come a little later. */
export const BEAT_DELAY_S = 3;

/** One beat as the camera saw it: a pulse that arrived, not an electrical event. */
export interface Beat {
  /** Steepest rise of blood in the skin, ms of the traces' clock. */
  readonly tMs: number;
  /** Standard error of that time, ms, from how far the wave around it differs from the other beats'; infinite: unknown. */
  readonly errorMs: number;
  /** Slope of its upstroke; 1 is the usual beat of its window. */
  readonly size: number;
  /** Whether beats were looked for without a break since the beat before, so that an interval lies between them. */
  readonly follows: boolean;
}

export interface BeatFinder {
  /**
   * One second passed. `rateBpm`: the rate that is sure, /min; null while none is: then no search begins, and one under way
   * goes on only while its beats are clear. Returns the beats that became final,
   * oldest first, each later than all returned before; no beat is ever taken back.
   */
  step(analysis: Pick<WindowAnalysis, "wave" | "endSample"> | null, rateBpm: number | null): readonly Beat[];
}

/** POS still rewrites the newest 1.6 s. */
const UNSETTLED_S = 1.6;
/**
 * Widths of the Gaussian in beat intervals. It passes most at 1 / (2 pi sigma): at 2f with the narrow one, where an upstroke
 * has its energy, at 1.3 f with the wide one, for waves whose harmonics noise has buried. Still wider ones would time a
 * regular pulse better, but let the beats of an irregular one run into each other.
 */
const SIGMA_SHARES = [0.08, 0.12];
/** Fewer samples do not carry the maximum well enough to find it to a few ms. */
const LEAST_SIGMA_SAMPLES = 1.2;
/**
 * Beats that are timed as well as this share of their interval prove themselves, where noise is timed no better than 0.1: in
 * atrial fibrillation a pulse is plain to see while no rate holds for ten seconds.
 */
const CLEAR_ERROR_SHARE = 0.05;
const RECENT = 11;
/** An interval that changes by more than this share from one second to the next begins another search. */
const MOST_CHANGE = 0.3;

/**
 * Plans the search for beats on the pooled wave of each second's window. `sign`: which way the wave goes with blood.
 *
 * The wave is seen through the slope of a Gaussian, of the width that has timed beats best; its maxima are candidates; the
 * most probable sequence that goes on from the last final beat is taken, and what lies clear of the window's unsettled end is
 * final. Allocates a few waves each second.
 */
export function planBeatFinder(fsHz: number, sign: BloodSign): BeatFinder {
  const view = planSlopeViews();
  const upwards = planUpwards(sign);
  const widths = planWidthChoice(SIGMA_SHARES.length);
  const earlyBeats = planEarlyBeats();
  /** The last intervals that followed each other, samples. */
  let recent: readonly number[] = [];
  /** Width and interval of the search that found it. */
  let before = { width: -1, interval: 0 };
  /** Last final beat, running sample. */
  let last: number | null = null;

  return {
    step(analysis, rateBpm) {
      const byRate = rateBpm === null ? recentInterval(recent) : (60 * fsHz) / rateBpm;
      if (!analysis || byRate === null) return [];
      const { wave, endSample } = analysis;
      const viewFor = (interval: number, share: number) => view(wave, Math.max(LEAST_SIGMA_SAMPLES, share * interval));
      const narrow = viewFor(byRate, SIGMA_SHARES[0]);
      const first = endSample - wave.length;
      const reached = last !== null && last >= first + narrow.filter.margin ? last - first : null;
      const up = upwards.decide(usualSlope(narrow, 1, byRate), usualSlope(narrow, -1, byRate), reached !== null);
      if (up === null) return [];
      const halves = searchBeats(
        viewFor(byRate / 2, SIGMA_SHARES[0]),
        up,
        byRate / 2,
        fsHz,
        null,
        EARLY_BEAT_FROM_SHARE,
      );
      const interval = earlyBeats.intervalOf(byRate, halves);
      const same = SAME_SHARE * interval;
      const views = SIGMA_SHARES.map((share) => viewFor(interval, share));
      const beatFrom = interval < byRate ? EARLY_BEAT_FROM_SHARE : BEAT_FROM_SHARE;
      const found = views.map((each) => searchBeats(each, up, interval, fsHz, reached, beatFrom));
      const used = widths.choose(found.map((each) => each?.typicalError ?? Number.POSITIVE_INFINITY));
      const now = found[used];
      if (!now) return [];
      if (rateBpm === null && !(now.goesOn && now.typicalError <= CLEAR_ERROR_SHARE * interval)) {
        recent = [];
        return [];
      }
      const settled = wave.length - views[used].filter.margin - Math.round(UNSETTLED_S * fsHz);
      const alike = used === before.width && Math.abs(interval / before.interval - 1) < MOST_CHANGE;
      before = { width: used, interval };
      const beats: Beat[] = [];
      for (let k = 0; k < now.at.length && now.at[k] <= settled; k++) {
        const sample = now.at[k] + first;
        if (last !== null && sample < last + same) continue;
        const follows = beats.length > 0 || (now.goesOn && alike);
        beats.push({
          tMs: ((sample + 0.5) * 1000) / fsHz,
          errorMs: (now.error[k] * 1000) / fsHz,
          size: now.size[k],
          follows,
        });
        if (last !== null && follows) recent = [...recent.slice(-RECENT), sample - last];
        last = sample;
      }
      return beats;
    },
  };
}

/** Median of the last intervals, null for fewer than four. */
function recentInterval(recent: readonly number[]): number | null {
  return recent.length < 4 ? null : [...recent].sort((a, b) => a - b)[recent.length >> 1];
}
