import { type BreathWave, WAVE_FS_HZ } from "./breath-wave.ts";

/** Whether breathing has stopped before one's eyes. */
export interface BreathAbsence {
  /** The wave has its next sample. `sees`: breathing that is there would be seen. */
  push(tMs: number, wave: BreathWave, sees: boolean): void;
  /** A rate is sure: breathing is there, of this height and rate. */
  learn(wave: BreathWave, rateBrpm: number): void;
  /** Seconds since the last breath ended; 0 while breathing; null where it cannot be seen, or no breath was seen before. */
  noBreathS(tMs: number): number | null;
  /** Usual height of a breath, unit of the wave; null before one was seen. */
  readonly swing: number | null;
  /** Length of the breaths seen last, s; null before. */
  readonly intervalS: number | null;
}

/** Half a breath at least lies within this share of its length; the shape of most has two thirds of its way in it. */
const LOOKED_OVER_BREATHS = 0.75;
const SHORTEST_LOOK_S = 1.5;
const LONGEST_LOOK_S = 6;
/** Movement of less than this share of a breath is none: noise, the heart, drift. */
const BREATH_SHARE = 0.35;
/** A breath has ended where it is this close to where it comes to rest. */
const END_SHARE = 0.1;
/** Breaths whose height is the usual one. */
const LEARNED_BREATHS = 3;

/** Plans the watch over the chest's movement. */
export function planBreathAbsence(): BreathAbsence {
  let swing: number | null = null;
  let intervalS: number | null = null;
  let endedMs: number | null = null;
  let seen = false;
  const lookS = () => Math.min(Math.max(LOOKED_OVER_BREATHS * (intervalS ?? 0), SHORTEST_LOOK_S), LONGEST_LOOK_S);
  return {
    push(tMs, wave, sees) {
      seen = sees && swing !== null;
      // Behind a disturbance breathing may have gone on: time counts from its end.
      const looked = Math.round(lookS() * WAVE_FS_HZ);
      if (!seen || swing === null || wave.range(looked) > BREATH_SHARE * swing) endedMs = null;
      else endedMs ??= tMs - (1000 * wave.settledFor(END_SHARE * swing, looked)) / WAVE_FS_HZ;
    },
    learn(wave, rateBrpm) {
      intervalS = 60 / rateBrpm;
      swing = wave.swing(Math.round(LEARNED_BREATHS * intervalS * WAVE_FS_HZ));
      if (swing <= 0) swing = null;
    },
    noBreathS(tMs) {
      if (!seen) return null;
      return endedMs === null ? 0 : (tMs - endedMs) / 1000;
    },
    get swing() {
      return swing;
    },
    get intervalS() {
      return intervalS;
    },
  };
}
