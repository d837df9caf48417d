import type { PrivacyWords } from "../../privacy/privacy-words.ts";

export const privacyWords: PrivacyWords = {
  button: "隐私",
  resume: "开启摄像头",
  cameraOn: "摄像头开启",
  cameraOff: "摄像头关闭",
  cameraLost: "摄像头信号中断",
  title: "隐私保护：摄像头已关闭",
  note: "此床目前不受监护，也不报警。摄像头将自动重新开启。",
};
