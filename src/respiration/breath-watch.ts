import { planBreathAbsence } from "./breath-absence.ts";
import { planBreathMarks } from "./breath-marks.ts";
import { planBreathWave, WAVE_FS_HZ } from "./breath-wave.ts";
import type { BreathWitness } from "./witness.ts";

/** What the chest's movement, breath by breath, tells. */
export interface BreathWatch {
  /** Takes over what the chest has moved since the call before; null: it is not seen. To be called once a second. */
  step(tMs: number, chest: BreathWitness | null): void;
  /** The chest's own rate is sure, /min: breaths of now are breaths. */
  learn(rateBrpm: number): void;
  /** Seconds since the last breath ended while the patient was seen well; 0 while breathing; null where it cannot be seen. */
  noBreathS(tMs: number): number | null;
  /** Length of the breaths seen last, s; null before any. */
  readonly intervalS: number | null;
  /** Beginnings of inhalation in the last 30 s, ms. Allocates. */
  breathsMs(tMs: number): number[];
}

/** What is left of white noise's range, in its standard deviations, that a breath has to stand out from. */
const CLEAR_OF_NOISE = 8;

/** Plans the watch. */
export function planBreathWatch(): BreathWatch {
  const wave = planBreathWave();
  const marks = planBreathMarks();
  const absence = planBreathAbsence();
  let lastMs: number | null = null;

  return {
    step(tMs, chest) {
      const passed = lastMs === null ? WAVE_FS_HZ : Math.round(((tMs - lastMs) * WAVE_FS_HZ) / 1000);
      lastMs = tMs;
      for (let i = Math.min(passed, 30 * WAVE_FS_HZ); i > 0; i--) {
        const value = wave.push(chest && stepOf(chest, chest.signal.length - i));
        const atMs = tMs - ((i - 0.5) * 1000) / WAVE_FS_HZ;
        const sees =
          chest?.canSeeAbsence === true &&
          !chest.disturbed &&
          (absence.swing === null || absence.swing > CLEAR_OF_NOISE * chest.noiseSd);
        absence.push(atMs, wave, sees);
        marks.push(atMs, value, absence.swing);
      }
    },
    learn: (rateBrpm) => absence.learn(wave, rateBrpm),
    noBreathS: (tMs) => absence.noBreathS(tMs),
    get intervalS() {
      return absence.intervalS;
    },
    breathsMs: (tMs) => marks.recentMs(tMs),
  };
}

/** Step of a witness up to a sample, turned so that up is inhaling; null where it was not measured. */
function stepOf({ signal, valid, direction }: BreathWitness, at: number): number | null {
  if (at < 1 || !valid[at] || !valid[at - 1]) return null;
  return (direction ?? 1) * (signal[at] - signal[at - 1]);
}
