import type { JudgedSeconds } from "./judged-seconds.ts";
import { type VitalFigures, vitalFigures } from "./vital-figures.ts";
import type { VitalRules } from "./vital-rules.ts";

/** Figures of a part of the seconds. */
export interface Breakdown {
  readonly group: string;
  readonly recordings: number;
  readonly figures: VitalFigures;
}

/** A recording's judged seconds with what it shows. */
export interface LabelledSeconds {
  readonly labels: Readonly<Record<string, string>>;
  readonly judged: JudgedSeconds;
}

/** Bounds of the usual rates: an adult at rest breathes 12 to 20 times a minute. */
const USUAL_PER_MIN = { pulse: [50, 120], respiration: [12, 20] } as const;

/** Figures by the true rate; groups without a second are left out, and seconds without a true rate. */
export function byRate(parts: readonly JudgedSeconds[], vital: VitalRules["name"]): Breakdown[] {
  const [low, high] = USUAL_PER_MIN[vital];
  const groups = [
    { group: `below ${low} /min`, holds: (rate: number) => rate < low },
    { group: `${low} to ${high} /min`, holds: (rate: number) => rate >= low && rate <= high },
    { group: `above ${high} /min`, holds: (rate: number) => rate > high },
  ];
  return groups.flatMap(({ group, holds }) => {
    const inside = parts
      .map(({ rated }) => ({ rated: rated.filter(({ truth }) => holds(truth.mean)), silent: [] }))
      .filter(({ rated }) => rated.length > 0);
    return inside.length === 0 ? [] : [{ group, recordings: inside.length, figures: vitalFigures(inside) }];
  });
}

/** Figures by each label that any recording bears, by its name; groups in order. */
export function byLabel(parts: readonly LabelledSeconds[]): Record<string, Breakdown[]> {
  const keys = [...new Set(parts.flatMap(({ labels }) => Object.keys(labels)))].sort();
  return Object.fromEntries(keys.map((key) => [key, groupsOf(parts, key)]));
}

function groupsOf(parts: readonly LabelledSeconds[], key: string): Breakdown[] {
  const groups = [...new Set(parts.flatMap(({ labels }) => labels[key] ?? []))];
  groups.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return groups.map((group) => {
    const inside = parts.filter(({ labels }) => labels[key] === group).map(({ judged }) => judged);
    return { group, recordings: inside.length, figures: vitalFigures(inside) };
  });
}
