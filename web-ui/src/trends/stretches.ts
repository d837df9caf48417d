import type { TrendAnswer, TrendMarkName } from "../../../src/wire/history.ts";

import { bitOf, type SlotSeries, slotMarks } from "./trend-slots.ts";

/** What a stretch of a trend must be read with, the first that applies. */
export type StretchKind =
  | "not-recorded"
  | "standby"
  | "privacy"
  | "unconfirmed"
  | "none"
  | "doubtful"
  | "held"
  | "partial";

/** A stretch of one kind, in steps: `from` included, `to` left out. */
export interface KindStretch {
  readonly kind: StretchKind;
  readonly from: number;
  readonly to: number;
}

/** Share of a minute below which its mean stands for too little of it. */
const PARTIAL_SHARE = 0.5;

/** The stretches in which a vital's trend is no sure value, oldest first; sure ones are left out. Allocates. */
export function doubtStretches(
  answer: TrendAnswer,
  { live, held, share }: SlotSeries,
  vital: "pulse" | "respiration",
): KindStretch[] {
  const marks = slotMarks(answer);
  const recorded = new Set(answer.at);
  const bit = (name: TrendMarkName) => bitOf(answer, name);
  const bits = {
    standby: bit("standby"),
    privacy: bit("privacy"),
    unconfirmed: bit("unconfirmed"),
    doubtful: bit(`${vital}-doubtful`),
  };
  const kindAt = (slot: number): StretchKind | null => {
    if (!recorded.has(slot)) return "not-recorded";
    if (live[slot] === null && held[slot] === null) {
      if (marks[slot] & bits.standby) return "standby";
      if (marks[slot] & bits.privacy) return "privacy";
      return marks[slot] & bits.unconfirmed ? "unconfirmed" : "none";
    }
    if (marks[slot] & bits.doubtful) return "doubtful";
    if (live[slot] === null) return "held";
    return share[slot] < PARTIAL_SHARE ? "partial" : null;
  };
  const stretches: KindStretch[] = [];
  for (let slot = 0; slot < live.length; slot += 1) {
    const kind = kindAt(slot);
    if (kind === null) continue;
    const last = stretches.at(-1);
    if (last?.kind === kind && last.to === slot) stretches[stretches.length - 1] = { ...last, to: slot + 1 };
    else stretches.push({ kind, from: slot, to: slot + 1 });
  }
  return stretches;
}
