import { createKept, oneOf } from "./kept.ts";

/** CSS defines 96 pixels to the inch; what a screen really has, only a measurement tells. */
const NOMINAL_PX_PER_MM = 96 / 25.4;
/** From a far projector to a fine phone, CSS pixels. */
export const PX_PER_MM_BOUNDS = { least: 1.5, most: 12 } as const;

export const PULSE_SPEEDS_MM_PER_S = [12.5, 25, 50] as const;
export const RESPIRATION_SPEEDS_MM_PER_S = [3, 6.25, 12.5, 25] as const;
/** Per mille at full deflection; 0: chosen by itself. */
export const GAINS_PER_MILLE = [0, 0.5, 1, 2, 5, 10, 20, 50, 100] as const;

export const [pulseSpeed, choosePulseSpeed] = createKept<number>("pulse-speed", 25, oneOf(PULSE_SPEEDS_MM_PER_S));
export const [respirationSpeed, chooseRespirationSpeed] = createKept<number>(
  "respiration-speed",
  6.25,
  oneOf(RESPIRATION_SPEEDS_MM_PER_S),
);
export const [pulseGain, choosePulseGain] = createKept<number>("pulse-gain", 0, oneOf(GAINS_PER_MILLE));
export const [respirationGain, chooseRespirationGain] = createKept<number>(
  "respiration-gain",
  0,
  oneOf(GAINS_PER_MILLE),
);
export const [night, chooseNight] = createKept<boolean>("night", false, oneOf([true, false]));

/** CSS pixels a millimetre of this screen; null until somebody measured. */
export const [measuredPxPerMm, keepPxPerMm] = createKept<number | null>("px-per-mm", null, (kept) =>
  typeof kept === "number" && kept >= PX_PER_MM_BOUNDS.least && kept <= PX_PER_MM_BOUNDS.most ? kept : null,
);

/** CSS pixels a millimetre, as measured or as CSS has it. */
export function pxPerMm(): number {
  return measuredPxPerMm() ?? NOMINAL_PX_PER_MM;
}
