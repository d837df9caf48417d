import { spoken, type Widened } from "../words/language.ts";

const privacyEn = {
  button: "privacy",
  resume: "camera on",
  cameraOn: "camera on",
  cameraOff: "camera off",
  cameraLost: "camera lost",
  title: "CAMERA OFF FOR PRIVACY",
  note: "This bed is not watched and does not alarm. The camera comes on again by itself.",
};

export type PrivacyWords = Widened<typeof privacyEn>;

export const privacyWords = spoken("privacyWords", privacyEn);
