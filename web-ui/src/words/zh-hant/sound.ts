import type { SoundWords } from "../../sound/sound-words.ts";

export const soundWords: SoundWords = {
  off: "警報音關閉",
  offRemedy: "點此開啟",
  on: "聲音開啟",
  testing: "聲音測試",
  failed: "警報音故障",
  paused: (seconds) => `警報音暫停 ${seconds} 秒`,
  title: "警報音與警報顏色",
  never: "開啟此頁後尚未測試聲音。",
  tested: (time) => `${time} 已測試聲音：訊號可達輸出端。`,
  faulty: "訊號未達輸出端。請重新載入此頁，或改用其他螢幕。",
  listen: "請聽每一種聲音、看每一種顏色。喇叭是否夠大聲，只有您能判斷。",
  priorities: { high: "高", medium: "中", low: "低" },
  play: "播放",
  again: "重新測試",
  close: "關閉",
};
