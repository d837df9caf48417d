import { spoken, type Widened } from "../words/language.ts";

const displayEn = {
  button: "display",
  title: "Display of this screen",
  language: "language",
  night: "night: dimmer and warmer; alarms stay as bright",
  pulse: "pulse wave",
  respiration: "breathing wave",
  speed: "speed",
  gain: "size",
  automatic: "automatic",
  speeds: (mmPerS: number) => `${mmPerS} mm/s`,
  gains: (perMille: number) => `${perMille} ‰`,
  calibrate: "measure the screen",
  calibrated: "Measured: millimetres are true on this screen.",
  nominal: "Not measured: a millimetre is as long as the browser believes.",
  close: "close",
};

export type DisplayWords = Widened<typeof displayEn>;

export const displayWords = spoken("displayWords", displayEn);

const calibrationEn = {
  title: "Measure the screen",
  long: "Hold a bank card flat against the screen and move the slider until the frame is as wide as the card.",
  short:
    "Hold a bank card upright against the screen and move the slider until the frame is as wide as its short side.",
  slider: "width of the frame",
  save: "as wide as the card",
  reset: "forget the measure",
  cancel: "cancel",
};

export type CalibrationWords = Widened<typeof calibrationEn>;

export const calibrationWords = spoken("calibrationWords", calibrationEn);
