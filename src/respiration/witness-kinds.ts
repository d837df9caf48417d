/** What is known beforehand of a witness of breathing, whoever the patient is. */
export interface WitnessKind {
  /** Probability that what is rhythmic in it is breathing, and that breathing shows in it. */
  readonly honest: number;
  /** Share of its word that is its own: witnesses that see the same thing are not two. */
  readonly own: number;
  /** Whether a rate may be shown on its word. */
  readonly suffices: boolean;
  /** Whether the pulse itself shows in it and has to be taken out. */
  readonly holdsPulse: boolean;
  /** It is asked for nothing slower, /min. */
  readonly slowestBrpm: number;
  /** It is asked for nothing faster than this share of the pulse rate; null: for everything. */
  readonly fastestOfPulse: number | null;
  /** Whether a line in it must stand out from what is slower, as it may be drift that goes on into it. */
  readonly drifts: boolean;
}

/** The chest's movement is what breathing is. */
const CHEST: WitnessKind = {
  honest: 0.9,
  own: 1,
  suffices: true,
  holdsPulse: true,
  slowestBrpm: 0,
  fastestOfPulse: null,
  drifts: true,
};

/** A head sways, nods and is rocked with breathing or without it: it may agree, but a photo that is moved sways as well. */
const HEAD: WitnessKind = { ...CHEST, honest: 0.5, own: 0.4, suffices: false };

/** Baseline, size and intervals of the pulse wave follow the pressure in the chest, each in some patients (Karlen 2013). */
const BASELINE: WitnessKind = { ...CHEST, honest: 0.6, own: 0.7, fastestOfPulse: 0.5 };

/** What a camera sees of that baseline is mixed with every change of light on a face that moves: it may agree. */
const COLOUR: WitnessKind = { ...BASELINE, suffices: false };

/**
 * One value a beat: nothing above half of the pulse rate is told apart from its mirror image. Below 9 /min vessels and heart
 * swing on their own (Mayer waves, 0.04-0.15 Hz; Julien 2006), as strongly as with breathing: that line is expected below the
 * breath's, it is no drift, and it is not listened to.
 */
const BEATS: WitnessKind = { ...BASELINE, holdsPulse: false, slowestBrpm: 9, fastestOfPulse: 0.45, drifts: false };

/** Kind of a witness by its name. */
export function witnessKind(name: string): WitnessKind {
  if (name === "chest") return CHEST;
  if (name.startsWith("head")) return HEAD;
  if (name === "colour") return COLOUR;
  return name === "baseline" ? BASELINE : BEATS;
}
