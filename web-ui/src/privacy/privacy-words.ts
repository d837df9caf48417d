import { spoken } from "../words/language.ts";

export const privacyWords = spoken({
  en: {
    button: "privacy",
    resume: "camera on",
    cameraOn: "camera on",
    cameraOff: "camera off",
    cameraLost: "camera lost",
    title: "CAMERA OFF FOR PRIVACY",
    note: "This bed is not watched and does not alarm. The camera comes on again by itself.",
    notDone: "Not done: the station does not answer.",
  },
  "zh-Hant": {
    button: "隱私",
    resume: "開啟攝影機",
    cameraOn: "攝影機開啟",
    cameraOff: "攝影機關閉",
    cameraLost: "攝影機訊號中斷",
    title: "隱私保護：攝影機已關閉",
    note: "此床目前不受監測，也不發出警報。攝影機將自動重新開啟。",
    notDone: "未完成：監測站沒有回應。",
  },
  "zh-Hans": {
    button: "隐私",
    resume: "开启摄像头",
    cameraOn: "摄像头开启",
    cameraOff: "摄像头关闭",
    cameraLost: "摄像头信号中断",
    title: "隐私保护：摄像头已关闭",
    note: "此床目前不受监护，也不报警。摄像头将自动重新开启。",
    notDone: "未完成：监护站没有回应。",
  },
});
