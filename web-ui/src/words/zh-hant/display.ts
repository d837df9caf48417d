import type { CalibrationWords, DisplayWords } from "../../display/display-words.ts";

export const displayWords: DisplayWords = {
  button: "顯示",
  title: "本螢幕的顯示",
  language: "語言",
  night: "夜間：較暗較暖；警報亮度不變",
  pulse: "脈搏波形",
  respiration: "呼吸波形",
  speed: "掃描速度",
  gain: "波形大小",
  automatic: "自動",
  speeds: (mmPerS) => `${mmPerS} mm/s`,
  gains: (perMille) => `${perMille} ‰`,
  calibrate: "校準螢幕",
  calibrated: "已校準：此螢幕上的毫米為實際長度。",
  nominal: "未校準：毫米長度以瀏覽器的估計為準。",
  close: "關閉",
};

export const calibrationWords: CalibrationWords = {
  title: "校準螢幕",
  long: "將一張金融卡平貼螢幕，移動滑桿，直到方框與卡片同寬。",
  short: "將一張金融卡直立貼著螢幕，移動滑桿，直到方框與卡片短邊同寬。",
  slider: "方框寬度",
  save: "與卡片同寬",
  reset: "清除校準",
  cancel: "取消",
};
