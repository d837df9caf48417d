import type { RespirationEvidence } from "../../../src/wire/respiration.ts";
import type { Words } from "../words/en.ts";

/** Witnesses agree with the shown rate within the same 2 /min that its confidence speaks of. */
const AGREEMENT_BRPM = 2;
/** A witness is named, and may object, from this share of the weight on. */
const HEARD_WEIGHT = 0.1;

/** One phrase on what a breathing rate rests on: which witnesses read it, the weightiest first, and whether one objects. */
export function respirationPhrase(
  witnesses: RespirationEvidence["witnesses"],
  rateBrpm: number,
  words: Words["respiration"]["basis"],
): string {
  const heard = witnesses.filter((witness) => witness.rateBrpm !== null && witness.weight >= HEARD_WEIGHT);
  const agreeing = heard
    .filter((witness) => Math.abs((witness.rateBrpm ?? 0) - rateBrpm) <= AGREEMENT_BRPM)
    .sort((a, b) => b.weight - a.weight);
  // Two directions of one head are one part of the body.
  const [first, second] = new Set(agreeing.map(({ name }) => wordOf(name.split("-", 1)[0] ?? name, words)));
  if (first === undefined) return words.differ;
  if (agreeing.length < heard.length) {
    return words.mostly(second === undefined ? first : `${first}${words.and}${second}`);
  }
  if (second !== undefined) return words.agree(`${first}${words.and}${second}`);
  return first === words.parts.chest ? words.chestAlone : words.alone(first);
}

/** A witness that has no word of its own is called by its name. */
export function wordOf(witness: string, words: Words["respiration"]["basis"]): string {
  return Object.entries(words.parts).find(([name]) => name === witness)?.[1] ?? witness;
}
