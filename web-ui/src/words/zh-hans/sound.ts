import type { SoundWords } from "../../sound/sound-words.ts";

export const soundWords: SoundWords = {
  off: "报警音关闭",
  offRemedy: "点此开启",
  on: "声音开启",
  testing: "声音测试",
  failed: "报警音故障",
  paused: (seconds) => `报警音暂停 ${seconds} 秒`,
  title: "报警音与报警颜色",
  never: "打开此页后尚未测试声音。",
  tested: (time) => `${time} 已测试声音：信号可达输出端。`,
  faulty: "信号未达输出端。请重新加载此页，或改用其他屏幕。",
  listen: "请听每一种声音、看每一种颜色。扬声器是否够响，只有您能判断。",
  priorities: { high: "高", medium: "中", low: "低" },
  play: "播放",
  again: "重新测试",
  close: "关闭",
};
