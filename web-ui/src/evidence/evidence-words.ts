import { spoken, type Widened } from "../words/language.ts";

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

const evidenceEn = {
  quality: "QUALITY",
  qualityNote: (minutes: number) => `confidence, last ${minutes} min since this page was opened`,
  liveFor: (seconds: number, known: number) => `live ${seconds} of ${known} s`,
  silentFor: (seconds: number, reason: string) => `${reason} ${seconds} s`,
  comma: ", ",
  checks: CHECKS_EN,
  rejections: {
    outside: "outside the view",
    small: "too small",
    "left-out": "left out",
    clipped: "too bright",
    "not-skin": "no skin",
    "not-seen": "not seen for long enough",
  },
  methods: { pos: "POS", chrom: "CHROM", waveform: "WAVEFORM", beats: "BEATS" },
  parts: { forehead: "forehead", "left-cheek": "left cheek", "right-cheek": "right cheek" },
};

export type EvidenceWords = Widened<typeof evidenceEn>;

export const evidenceWords = spoken("evidenceWords", evidenceEn);

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

/** A method's name; a learned network has its own. */
export function methodWord(name: string): string {
  const known: Readonly<Record<string, string>> = evidenceWords.methods;
  return known[name] ?? name.toUpperCase();
}
