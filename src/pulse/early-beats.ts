import { upperMedian } from "../dsp/upper-median.ts";

import type { FoundBeats } from "./beat-search.ts";

/**
 * Slope of the weak beat over its two neighbours', from which it is a beat of its own. A beat after six tenths of the usual
 * filling throws half as steeply as the one after the pause; a strong dicrotic wave, seen equally narrow, rises a tenth to a
 * quarter as steeply as the beat before it.
 */
const LEAST_SIZE = 0.35;
/** Place of the weak beat between its neighbours: early, or it is a harmonic's, which stands in the middle. */
const PLACES = [0.22, 0.46] as const;
/** Early beats keep their distance from the beat before (fixed coupling); noise rises anywhere. Median deviation of places. */
const PLACE_SPREAD = 0.035;
/** How far a pair may be from the interval of the rate, share of it, and how many of the window's pairs have to be alike. */
const PAIR_SPREAD = 0.25;
const LEAST_PAIRS = 0.65;
/** A rate counts as that of beats, of pairs or of a harmonic when it is no further from it than this share. */
const RATE_SPREAD = 0.15;
/** Windows over which pairs are counted, each a second after the last, and shares of them at which the mind is changed. */
const MEMORY_WINDOWS = 4;
const BELIEVE_FROM = 0.6;
const DOUBT_FROM = 0.25;

export interface EarlyBeats {
  /**
   * Interval between beats, samples: `byRate`, that of the rate that was found, or half of it where that rate is one of pairs,
   * a beat and a weak early one, again and again (bigeminy). `found`: beats searched at twice the rate.
   */
  intervalOf(byRate: number, found: FoundBeats | null): number;
}

/**
 * Plans the judgement over time: a spectrum shows a bigeminy at half of its rate, since every second interval repeats, and a
 * rate may change its mind between the two.
 */
export function planEarlyBeats(): EarlyBeats {
  let belief = 0;
  /** Interval of the beats while early ones are believed in. */
  let beats: number | null = null;
  return {
    intervalOf(byRate, found) {
      const isAbout = (times: number) => beats !== null && Math.abs(byRate / (times * beats) - 1) <= RATE_SPREAD;
      // The rate now counts the beats themselves, or the third harmonic of pairs: nothing is to be seen at twice that.
      if (isAbout(1)) beats = byRate;
      if (beats !== null && (isAbout(1) || isAbout(2 / 3))) return beats;
      belief += (Number(found !== null && isPaired(found, byRate)) - belief) / MEMORY_WINDOWS;
      if (belief < (beats === null ? BELIEVE_FROM : DOUBT_FROM)) beats = null;
      else if (beats === null || isAbout(2)) beats = byRate / 2;
      return beats ?? byRate;
    },
  };
}

function isPaired({ at, size }: FoundBeats, pair: number): boolean {
  const shares: number[] = [];
  const places: number[] = [];
  for (let k = 1; k + 1 < at.length; k++) {
    const span = at[k + 1] - at[k - 1];
    if (size[k] >= Math.min(size[k - 1], size[k + 1]) || Math.abs(span / pair - 1) > PAIR_SPREAD) continue;
    shares.push((2 * size[k]) / (size[k - 1] + size[k + 1]));
    places.push((at[k] - at[k - 1]) / span);
  }
  const expected = at.length > 1 ? (at[at.length - 1] - at[0]) / pair : 0;
  if (shares.length < 2 || shares.length < LEAST_PAIRS * expected) return false;
  const place = upperMedian(places);
  const spread = upperMedian(places.map((each) => Math.abs(each - place)));

  return upperMedian(shares) >= LEAST_SIZE && place >= PLACES[0] && place <= PLACES[1] && spread <= PLACE_SPREAD;
}
