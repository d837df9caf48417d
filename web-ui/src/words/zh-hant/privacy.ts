import type { PrivacyWords } from "../../privacy/privacy-words.ts";

export const privacyWords: PrivacyWords = {
  button: "隱私",
  resume: "開啟攝影機",
  cameraOn: "攝影機開啟",
  cameraOff: "攝影機關閉",
  cameraLost: "攝影機訊號中斷",
  title: "隱私保護：攝影機已關閉",
  note: "此床目前不受監測，也不發出警報。攝影機將自動重新開啟。",
};
