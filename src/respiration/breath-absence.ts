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
/** Breaths whose height is the usual one. */
const LEARNED_BREATHS = 3;

/** Plans the watch over the chest's movement. */
export function planBreathAbsence(): BreathAbsence {
  let swing: number | null = null;
  let intervalS: number | null = null;
  let movedMs: number | null = null;
  let seen = false;
  const lookS = () => Math.min(Math.max(LOOKED_OVER_BREATHS * (intervalS ?? 0), SHORTEST_LOOK_S), LONGEST_LOOK_S);
  return {
    push(tMs, wave, sees) {
      seen = sees && swing !== null;
      // Behind a disturbance breathing may have gone on: time counts from its end.
      if (!seen || swing === null || wave.range(Math.round(lookS() * WAVE_FS_HZ)) > BREATH_SHARE * swing) movedMs = tMs;
    },
    learn(wave, rateBrpm) {
      intervalS = 60 / rateBrpm;
      swing = wave.swing(Math.round(LEARNED_BREATHS * intervalS * WAVE_FS_HZ));
      if (swing <= 0) swing = null;
    },
    noBreathS(tMs) {
      if (!seen || movedMs === null) return null;
      // What is looked over reaches back: when it has become still, the last breath ended where it begins.
      return tMs - movedMs < 1000 / WAVE_FS_HZ ? 0 : (tMs - movedMs) / 1000 + lookS();
    },
    get swing() {
      return swing;
    },
    get intervalS() {
      return intervalS;
    },
  };
}
