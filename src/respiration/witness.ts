import type { ChestStep } from "./chest-step.ts";

/**
 * What one witness of breathing saw up to now: a waveform on a uniform clock with its doubt. Witnesses do not name a rate;
 * the rate is found, and compared between witnesses, by one estimator.
 */
export interface BreathWitness {
  /** Which witness, e.g. "chest", "head", "colour-amplitude". */
  readonly name: string;
  /** Samples a second of `signal`. */
  readonly fsHz: number;
  /**
   * Float64Array [n], n at most 30 s, newest last: the waveform in the witness's own unit, without its mean. Invalid samples
   * hold a value that is finite and carries nothing. Valid until the witness is next asked.
   */
  readonly signal: Float64Array;
  /** Uint8Array [n]: 1 where the sample was measured, else 0. */
  readonly valid: Uint8Array;
  /** Standard deviation of what in `signal` is not breathing (white part, one sample), in the signal's unit; above 0. */
  readonly noiseSd: number;
  /** 1 when rise is inhaling, -1 when rise is exhaling, null when the witness cannot tell. `signal` itself is never turned. */
  readonly direction: 1 | -1 | null;
  /**
   * Share of the power in 4-60 /min that lies in the strongest line and its harmonic, 0..1, over what the window holds; null
   * while the window is too short to say.
   */
  readonly lineShare: number | null;
  /** Whether breathing that is there would be seen: tissue of the patient in view, sharp, light enough and at rest. */
  readonly canSeeAbsence: boolean;
  /** True while larger movement than breathing (a turn, a nurse, the camera) covers it in the newest seconds. */
  readonly disturbed: boolean;
}

/** The camera's witness of the moving chest, shoulders or belly. `signal` in pixels of the stored frame. */
export interface ChestWitness extends BreathWitness {
  readonly name: "chest";
  /** Motion of the newest 2 s that is not breathing, px/s (median over the patient's cells); null when nothing can be measured. */
  readonly motionPxPerS: number | null;
  /**
   * How alike the pattern of movement in the two halves of the window is at the rhythm found, 0..1: about 0.1 by chance, above
   * 0.9 for breath, between for sway; null where no rhythm was looked for.
   */
  readonly repeats: number | null;
  /** True where the pattern of the pooled cells was found moving in a rhythm, now or before; false where it is only expected from the head. */
  readonly patternFound: boolean;
  /** Whether such a pattern is there in this second, confirmed or not. */
  readonly patternSeen: boolean;
  /** The cells that were pooled, as shares 0..1 of the stored frame's width and height, with their weights (sum 1). */
  readonly cells: readonly { readonly x: number; readonly y: number; readonly weight: number }[];
  /** The movement from sample to sample of the buffer, for a wave that does not wait for the next second. */
  readonly newest: ChestStep;
}
