import type { CalibrationWords, DisplayWords } from "../../display/display-words.ts";

export const displayWords: DisplayWords = {
  button: "显示",
  title: "本屏幕的显示",
  language: "语言",
  night: "夜间：更暗更暖；报警亮度不变",
  pulse: "脉搏波形",
  respiration: "呼吸波形",
  speed: "扫描速度",
  gain: "波形大小",
  automatic: "自动",
  speeds: (mmPerS) => `${mmPerS} mm/s`,
  gains: (perMille) => `${perMille} ‰`,
  calibrate: "校准屏幕",
  calibrated: "已校准：此屏幕上的毫米为实际长度。",
  nominal: "未校准：毫米长度以浏览器的估计为准。",
  close: "关闭",
};

export const calibrationWords: CalibrationWords = {
  title: "校准屏幕",
  long: "将一张银行卡平贴屏幕，移动滑块，直到方框与卡片同宽。",
  short: "将一张银行卡竖直贴着屏幕，移动滑块，直到方框与卡片短边同宽。",
  slider: "方框宽度",
  save: "与卡片同宽",
  reset: "清除校准",
  cancel: "取消",
};
