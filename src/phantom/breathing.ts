import { integrateAndFire, rateAt, rateOfEvent } from "./rate-profile.ts";
import type { BreathingScenario } from "./scenario.ts";

/** One breath: it starts to draw in at `startS` and has its time until the next. */
export interface Breath {
  readonly startS: number;
  readonly lengthS: number;
  /** Size against a breath of usual depth. */
  readonly depth: number;
  /** Share of its length in which air is drawn in. */
  readonly inhale: number;
}

const LET_GO = 0.95;

/** Mean of the breath's shape over its length: both slopes are half a cosine, the rest is a pause. */
const MEAN_FILLING = LET_GO / 2;

/**
 * Breaths of a scenario, from well before 0 s on.
 *
 * @param periodS length of a loop in seconds: then the rate is bent to a whole number of breaths in it and the breaths
 * before and after it are its own, shifted. null: no loop.
 */
export function planBreaths(
  breathing: BreathingScenario,
  durationS: number,
  periodS: number | null,
): readonly Breath[] {
  const hz = (tS: number) => (rateAt(breathing.brpm, tS) ?? 0) / 60;
  const inhale = breathing.inhalePercent / 100;
  const depth = (startS: number) => (rateAt(breathing.depthPercent, startS) ?? 0) / 100;
  if (periodS !== null) {
    const count = Math.max(1, Math.round(hz(0) * periodS));
    return Array.from({ length: 3 * count }, (_, i) => ({
      startS: ((i - count) * periodS) / count,
      lengthS: periodS / count,
      depth: depth(0),
      inhale,
    }));
  }
  const starts = integrateAndFire(hz, (k) => k, -20, durationS + 20);
  return starts.map((startS, i) => {
    const next = starts[i + 1];
    const own = 60 / rateOfEvent(breathing.brpm, startS);
    // A breath before a pause in breathing takes its usual time; it does not last until breathing comes back.
    const lengthS = next === undefined || next - startS > 1.5 * own ? own : next - startS;
    return { startS, lengthS, depth: depth(startS), inhale };
  });
}

/** How far the chest is filled, 0 (end of breathing out) to the breath's depth; 0 while nothing breathes. */
export function fillingAt(breaths: readonly Breath[], tS: number): number {
  const breath = breathAt(breaths, tS);
  return breath === null ? 0 : breath.depth * shape((tS - breath.startS) / breath.lengthS, breath.inhale);
}

/** The filling less its mean, scaled to about -1 .. 1 at usual depth: what drives the heart's rhythm. 0 while nothing breathes. */
export function driveAt(breaths: readonly Breath[], tS: number): number {
  const breath = breathAt(breaths, tS);
  if (breath === null) return 0;
  return 2 * breath.depth * (shape((tS - breath.startS) / breath.lengthS, breath.inhale) - MEAN_FILLING);
}

function shape(phase: number, inhale: number): number {
  if (phase < inhale) return (1 - Math.cos((Math.PI * phase) / inhale)) / 2;
  if (phase < LET_GO) return (1 + Math.cos((Math.PI * (phase - inhale)) / (LET_GO - inhale))) / 2;
  return 0;
}

function breathAt(breaths: readonly Breath[], tS: number): Breath | null {
  for (let i = breaths.length - 1; i >= 0; i--) {
    const breath = breaths[i];
    if (breath && breath.startS <= tS) return tS < breath.startS + breath.lengthS ? breath : null;
  }
  return null;
}
