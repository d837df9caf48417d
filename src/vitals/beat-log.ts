import type { Vitals } from "../wire/vitals.ts";
import { type Beat, planBeatFinder } from "../pulse/beat-finder.ts";
import type { TraceKind } from "../pulse/projection.ts";
import { rateFromBeats, unbrokenBeats, variabilityOf } from "../pulse/variability.ts";
import type { WindowAnalysis } from "../pulse/window-analysis.ts";

import { round } from "./rounding.ts";

/** Stretch over which variability is told: a minute, the shortest that SDNN is published for. */
const VARIABILITY_WINDOW_S = 60;
const KEPT_MS = 90_000;
const EVIDENCE_MS = 10_000;

/**
 * A rate and its beats may differ by this much, ln: an ectopic beat missed among five. A harmonic differs by 0.4 or more from what it is a
 * harmonic of.
 */
const MOST_DISAGREEMENT = 0.3;

/** Beats that are timed as well as this share of their interval are no chance: noise is timed no better than 0.1. */
const CLEAR_ERROR_SHARE = 0.05;
/** A contradiction counts at once, and for as many seconds after it as it lasted, up to about six. */
const DOUBT_MEMORY_S = 4;
const DOUBT_FROM = 0.2;

export interface BeatLog {
  /** One second passed; `rateBpm` is null while no rate is sure. Returns the beats that became final. */
  step(tMs: number, analysis: WindowAnalysis | null, rateBpm: number | null): readonly Beat[];
  /** Times of the beats of the last ten seconds that are final, ms. */
  recentMs(tMs: number): number[];
  /** Pulse rate from those beats, /min; null where they cover too little. */
  rateBpm(tMs: number): number | null;
  /**
   * One second passed in which this rate is believed. Whether the beats inside the spectrum's window are well seen and come at
   * another rate: a harmonic, or a rhythm that has no one line. After a step both lag behind it alike.
   */
  speakAgainst(rateBpm: number, tMs: number): boolean;
  /** Variability of the last minute; null before it is over and where too few beats were seen well. */
  variability(tMs: number): Vitals["variability"];
}

/** Keeps the beats of the last minute and what they tell. */
export function planBeatLog(fsHz: number, kind: TraceKind): BeatLog {
  // More blood takes light away; a recorded waveform may go either way.
  const finder = planBeatFinder(fsHz, kind === "colour" ? "down" : "unknown");
  let beats: Beat[] = [];
  /** Share of the last seconds in which clear beats came at another rate than the one believed. */
  let doubt = 0;

  function contradicts(rateBpm: number, tMs: number): boolean {
    // Filters that nobody knows make of a recorded waveform's drift what looks like clear beats.
    if (kind === "waveform") return false;
    const found = unbrokenBeats(beats);
    const rate = rateFromBeats(found, tMs - EVIDENCE_MS, tMs);
    if (rate === null || Math.abs(Math.log(rate / rateBpm)) <= MOST_DISAGREEMENT) return false;
    const inside = found.filter((beat) => beat.tMs >= tMs - EVIDENCE_MS);
    const errors = inside.map(({ errorMs }) => errorMs).sort((a, b) => a - b);
    return errors[errors.length >> 1] <= (CLEAR_ERROR_SHARE * 60_000) / rate;
  }

  return {
    step(tMs, analysis, rateBpm) {
      const fresh = finder.step(analysis, rateBpm);
      beats.push(...fresh);
      beats = beats.filter((beat) => beat.tMs >= tMs - KEPT_MS);
      return fresh;
    },
    recentMs: (tMs) => beats.filter((beat) => beat.tMs >= tMs - EVIDENCE_MS).map((beat) => Math.round(beat.tMs)),
    rateBpm: (tMs) => {
      const last = beats.at(-1)?.tMs ?? 0;
      const rate = tMs - last > EVIDENCE_MS ? null : rateFromBeats(beats, last - EVIDENCE_MS, last);
      return rate === null ? null : round(rate, 1);
    },
    speakAgainst(rateBpm, tMs) {
      doubt += (Number(contradicts(rateBpm, tMs)) - doubt) / DOUBT_MEMORY_S;
      return doubt > DOUBT_FROM;
    },
    variability(tMs) {
      if (tMs < VARIABILITY_WINDOW_S * 1000) return null;
      const found = variabilityOf(beats, tMs - VARIABILITY_WINDOW_S * 1000, tMs);
      return (
        found && {
          windowS: VARIABILITY_WINDOW_S,
          sdnnMs: round(found.sdnnMs, 1),
          rmssdMs: round(found.rmssdMs, 1),
          beats: found.beats,
          irregular: found.rhythm === "irregular",
        }
      );
    },
  };
}
