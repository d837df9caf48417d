import type { EvidenceWords } from "../../evidence/evidence-words.ts";

export const evidenceWords: EvidenceWords = {
  quality: "质量",
  qualityNote: (minutes) => `可信度，打开此页后最近 ${minutes} 分钟`,
  liveFor: (seconds, known) => `实时 ${seconds}／${known} 秒`,
  silentFor: (seconds, reason) => `${reason} ${seconds} 秒`,
  comma: "，",
  checks: {
    noPulseProbability: "无脉搏的概率",
    skinLevel: "皮肤亮度 0-255",
    headMotionWidths: "头部移动（脸宽）",
    peakOverNoise: "峰值／噪声（倍）",
    absent: "无呼吸的概率",
    believed: "该呼吸频率的概率",
    support: "来源支持度",
    chestInterval: "上次呼吸间隔（秒）",
  },
  rejections: {
    outside: "在画面外",
    small: "太小",
    "left-out": "未采用",
    clipped: "太亮",
    "not-skin": "不是皮肤",
    "not-seen": "看到的时间不足",
  },
  methods: { pos: "POS", chrom: "CHROM", waveform: "波形", beats: "搏动间期" },
  parts: { forehead: "额头", "left-cheek": "左颊", "right-cheek": "右颊" },
};
