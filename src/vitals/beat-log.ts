import type { Vitals } from "../wire/vitals.ts";
import { type Beat, planBeatFinder } from "../pulse/beat-finder.ts";
import type { TraceKind } from "../pulse/projection.ts";
import { rateFromBeats, variabilityOf } from "../pulse/variability.ts";
import type { WindowAnalysis } from "../pulse/window-analysis.ts";

import { round } from "./rounding.ts";

/** Stretch over which variability is told: a minute, the shortest that SDNN is published for. */
const VARIABILITY_WINDOW_S = 60;
const KEPT_MS = 90_000;
const EVIDENCE_MS = 10_000;

export interface BeatLog {
  /** One second passed; `rateBpm` is null while no rate is sure. Returns the beats that became final. */
  step(tMs: number, analysis: WindowAnalysis | null, rateBpm: number | null): readonly Beat[];
  /** Times of the beats of the last ten seconds that are final, ms. */
  recentMs(tMs: number): number[];
  /** Pulse rate from those beats, /min; null where they cover too little. */
  rateBpm(tMs: number): number | null;
  /** Variability of the last minute; null before it is over and where too few beats were seen well. */
  variability(tMs: number): Vitals["variability"];
}

/** Keeps the beats of the last minute and what they tell. */
export function planBeatLog(fsHz: number, kind: TraceKind): BeatLog {
  // More blood takes light away; a recorded waveform may go either way.
  const finder = planBeatFinder(fsHz, kind === "colour" ? "down" : "unknown");
  let beats: Beat[] = [];
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
