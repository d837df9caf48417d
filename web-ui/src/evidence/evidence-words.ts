import { spoken } from "../words/language.ts";

/** Names of figures, regions and reasons as the station writes them; others are spelled out as they are. */
const CHECKS_EN = {
  noPulseProbability: "probability of no pulse",
  skinLevel: "brightness of skin, 0-255",
  headMotionWidths: "head moves, face widths",
  peakOverNoise: "peak over noise, times",
  absent: "probability of no breathing",
  believed: "probability of the rate",
  support: "support of the witnesses",
  chestInterval: "last breath interval, s",
};

export const evidenceWords = spoken({
  en: {
    quality: "QUALITY",
    qualityNote: (minutes: number) => `confidence, last ${minutes} min since this page was opened`,
    liveFor: (seconds: number, known: number) => `live ${seconds} of ${known} s`,
    silentFor: (seconds: number, reason: string) => `${reason} ${seconds} s`,
    comma: ", ",
    checks: CHECKS_EN,
    rejections: {
      outside: "outside the view",
      small: "too small",
      clipped: "too bright",
      "not-skin": "no skin",
      "not-seen": "not seen for long enough",
    },
    parts: { forehead: "forehead", "left-cheek": "left cheek", "right-cheek": "right cheek" },
  },
  "zh-Hant": {
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
      clipped: "太亮",
      "not-skin": "不是皮膚",
      "not-seen": "看見時間不足",
    },
    parts: { forehead: "額頭", "left-cheek": "左頰", "right-cheek": "右頰" },
  },
  "zh-Hans": {
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
      believed: "该呼吸率的概率",
      support: "来源支持度",
      chestInterval: "上次呼吸间隔（秒）",
    },
    rejections: {
      outside: "在画面外",
      small: "太小",
      clipped: "太亮",
      "not-skin": "不是皮肤",
      "not-seen": "看到的时间不足",
    },
    parts: { forehead: "额头", "left-cheek": "左颊", "right-cheek": "右颊" },
  },
});

/** A figure's name; its own, spelled out, where no language has one. */
export function checkWord(name: string, spelledOut: string): string {
  const known: Readonly<Record<string, string>> = evidenceWords.checks;
  return known[name] ?? spelledOut;
}

/** A patch of the face by its part and number: `left-cheek-2` is "left cheek 2". */
export function regionWord(name: string): string {
  const known: Readonly<Record<string, string>> = evidenceWords.parts;
  const [, part = name, number = ""] = /^(.*?)(?:-(\d+))?$/.exec(name) ?? [];
  return `${known[part] ?? part.replaceAll("-", " ")} ${number}`.trim();
}

export function rejectionWord(reason: string): string {
  const known: Readonly<Record<string, string>> = evidenceWords.rejections;
  return known[reason] ?? reason.replaceAll("-", " ");
}
