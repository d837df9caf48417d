import type { EvidenceWords } from "../../evidence/evidence-words.ts";

export const evidenceWords: EvidenceWords = {
  quality: "品質",
  qualityNote: (minutes) => `可信度，開啟此頁後最近 ${minutes} 分鐘`,
  liveFor: (seconds, known) => `即時 ${seconds}／${known} 秒`,
  silentFor: (seconds, reason) => `${reason} ${seconds} 秒`,
  comma: "，",
  checks: {
    noPulseProbability: "無脈搏之機率",
    skinLevel: "皮膚亮度 0-255",
    headMotionWidths: "頭部移動（臉寬）",
    peakOverNoise: "峰值／雜訊（倍）",
    absent: "無呼吸之機率",
    believed: "此呼吸率之機率",
    support: "來源支持度",
    chestInterval: "上次呼吸間隔（秒）",
  },
  rejections: {
    outside: "在畫面外",
    small: "太小",
    "left-out": "未採用",
    clipped: "太亮",
    "not-skin": "不是皮膚",
    "not-seen": "看見時間不足",
  },
  methods: { pos: "POS", chrom: "CHROM", waveform: "波形", beats: "搏動間隔" },
  parts: { forehead: "額頭", "left-cheek": "左頰", "right-cheek": "右頰" },
};
