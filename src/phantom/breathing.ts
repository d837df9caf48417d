import { integrateAndFire, rateAt, rateOfEvent } from "./rate-profile.ts";
import type { BreathingScenario } from "./scenario.ts";

/** One breath: it starts to draw in at `startS` and has its time until the next. */
export interface Breath {
  readonly startS: number;
  readonly lengthS: number;
}

const DRAW_IN = 0.4;
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
  if (periodS !== null) {
    const count = Math.max(1, Math.round(hz(0) * periodS));
    return Array.from({ length: 3 * count }, (_, i) => ({
      startS: ((i - count) * periodS) / count,
      lengthS: periodS / count,
    }));
  }
  const starts = integrateAndFire(hz, (k) => k, -20, durationS + 20);
  return starts.map((startS, i) => {
    const next = starts[i + 1];
    const own = 60 / rateOfEvent(breathing.brpm, startS);
    // A breath before a pause in breathing takes its usual time; it does not last until breathing comes back.
    return { startS, lengthS: next === undefined || next - startS > 1.5 * own ? own : next - startS };
  });
}

/**
 * How far the chest is filled, 0 (end of breathing out) to 1; 0 while nothing breathes.
 */
export function fillingAt(breaths: readonly Breath[], tS: number): number {
  const breath = breathAt(breaths, tS);
  return breath === null ? 0 : shape((tS - breath.startS) / breath.lengthS);
}

/** The filling less its mean, scaled to about -1 .. 1: what drives the heart's rhythm. 0 while nothing breathes. */
export function driveAt(breaths: readonly Breath[], tS: number): number {
  const breath = breathAt(breaths, tS);
  return breath === null ? 0 : 2 * (shape((tS - breath.startS) / breath.lengthS) - MEAN_FILLING);
}

function shape(phase: number): number {
  if (phase < DRAW_IN) return (1 - Math.cos((Math.PI * phase) / DRAW_IN)) / 2;
  if (phase < LET_GO) return (1 + Math.cos((Math.PI * (phase - DRAW_IN)) / (LET_GO - DRAW_IN))) / 2;
  return 0;
}

function breathAt(breaths: readonly Breath[], tS: number): Breath | null {
  for (let i = breaths.length - 1; i >= 0; i--) {
    const breath = breaths[i];
    if (breath && breath.startS <= tS) return tS < breath.startS + breath.lengthS ? breath : null;
  }
  return null;
}
