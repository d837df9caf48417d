import type { Evidence } from "../../../src/wire/vitals.ts";
import type { Words } from "../words/en.ts";

/** Methods agree with the shown rate within the same 3 /min that confidence speaks of. */
const AGREEMENT_BPM = 3;
/** A part of the face is named from this share of the weight on. */
const LEADING_WEIGHT = 0.2;

/** One phrase on what a rate rests on: how far the methods agree, which parts of the face lead, and what a learned network says. */
export function pulsePhrase(evidence: Evidence, rateBpm: number, words: Words["confidence"]): string {
  const parts = leadingParts(evidence.regions).map((part) => words.parts[part]);
  const agreed = words.agreement[agreement(evidence, rateBpm)];
  return `${agreed}: ${parts.join(" + ") || words.noPart}${networkPart(evidence.network, words)}`;
}

function networkPart(network: Evidence["network"], words: Words["confidence"]): string {
  if (!network || network.agrees === null) return "";
  return `, ${network.agrees ? words.network.agrees : words.network.disagrees}`;
}

function agreement({ methods, network }: Evidence, rateBpm: number): keyof Words["confidence"]["agreement"] {
  // A method that has nothing to say yet, as the beats in the first seconds, has not disagreed.
  // The network's word stands by itself.
  const { [network?.name ?? ""]: _, ...classical } = methods;
  const rates = Object.values(classical).filter((rate) => rate !== null);
  const agreeing = rates.filter((rate) => Math.abs(rate - rateBpm) <= AGREEMENT_BPM).length;
  if (agreeing === rates.length && agreeing > 1) return "steady";
  if (agreeing === 1 && rates.length === 1) return "alone";
  return agreeing > rates.length / 2 ? "mostly" : "differ";
}

type Part = keyof Words["confidence"]["parts"];

/** Patches are named after their part of the face and a number: `left-cheek-2`. */
function leadingParts(regions: Evidence["regions"]): Part[] {
  const weightOf = (part: string) =>
    regions.filter(({ name }) => name.replace(/-\d+$/, "") === part).reduce((sum, { weight }) => sum + weight, 0);
  const left = weightOf("left-cheek");
  const right = weightOf("right-cheek");
  const parts: Part[] = weightOf("forehead") >= LEADING_WEIGHT ? ["forehead"] : [];
  const bothCheeks = Math.min(left, right) >= LEADING_WEIGHT / 2 && left + right >= LEADING_WEIGHT;
  if (bothCheeks) return [...parts, "cheeks"];
  if (left >= LEADING_WEIGHT) parts.push("left-cheek");
  if (right >= LEADING_WEIGHT) parts.push("right-cheek");
  return parts;
}
