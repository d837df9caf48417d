import { AfarError } from "../base/errors.ts";

import type { PathPoint } from "./person-path.ts";
import type { GainStep, RateStep, Rgb } from "./scenario.ts";

/** Where in which file a value stands, for the sentence of an error. */
export interface Place {
  readonly file: string;
  readonly key: string;
}

/** Reads one value; `undefined` stands for a key that is left out. Throws AfarError SCENARIO_INVALID. */
export type Rule<T> = (value: unknown, place: Place) => T;

export type Section<T> = { readonly [K in keyof T]: Rule<T[K]> };

function refuse(place: Place, allowed: string): never {
  throw new AfarError("SCENARIO_INVALID", `${place.file}: ${place.key || "the scenario"} must be ${allowed}.`);
}

/** Reads an object whose every key has a rule; an unknown key is refused with the list of those that exist. */
export function readSection<T extends object>(rules: Section<T>, value: unknown, place: Place): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(place, "an object");
  const given = value as Record<string, unknown>;
  const known = Object.keys(rules);
  const within = (key: string): Place => ({ file: place.file, key: place.key ? `${place.key}.${key}` : key });
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) {
      throw new AfarError(
        "SCENARIO_INVALID",
        `${place.file}: ${within(key).key} is not a key of a scenario; allowed here are ${known.join(", ")}.`,
      );
    }
  }
  const result: Partial<T> = {};
  for (const key of known as (keyof T & string)[]) {
    result[key] = rules[key](Object.hasOwn(given, key) ? given[key] : undefined, within(key));
  }
  return result as T;
}

export function section<T extends object>(rules: Section<T>): Rule<T> {
  return (value, place) => readSection(rules, value === undefined ? {} : value, place);
}

/** The given word means null; so does JSON's null, and for a rule without a word of its own also a key left out. */
export function optional<T>(rule: Rule<T>, word?: string): Rule<T | null> {
  return (value, place) => {
    if (value === null || (word !== undefined && value === word)) return null;
    if (value === undefined && word === undefined) return null;
    return rule(value, place);
  };
}

export function numberIn(fallback: number, from: number, to: number): Rule<number> {
  return (value, place) => {
    if (value === undefined) return fallback;
    if (typeof value !== "number" || !(value >= from && value <= to)) refuse(place, `a number from ${from} to ${to}`);
    return value;
  };
}

export function whole(fallback: number, from: number, to: number, multipleOf = 1): Rule<number> {
  return (value, place) => {
    if (value === undefined) return fallback;
    if (typeof value !== "number" || !(value >= from && value <= to) || value % multipleOf !== 0) {
      refuse(place, `${multipleOf === 2 ? "an even" : "a whole"} number from ${from} to ${to}`);
    }
    return value;
  };
}

export function yesNo(fallback: boolean): Rule<boolean> {
  return (value, place) => {
    if (value === undefined) return fallback;
    if (typeof value !== "boolean") refuse(place, "true or false");
    return value;
  };
}

/** One of the given words; the first is the default. */
export function choice<T extends string>(...words: readonly [T, ...T[]]): Rule<T> {
  return (value, place) => {
    if (value === undefined) return words[0];
    const found = words.find((word) => word === value);
    return found ?? refuse(place, `one of ${words.map((word) => `"${word}"`).join(", ")}`);
  };
}

/** A sentence that has to be there. */
export function text(): Rule<string> {
  return (value, place) => (typeof value === "string" && value !== "" ? value : refuse(place, "a sentence"));
}

export function rgb(fallback: Rgb, from: number, to: number): Rule<Rgb> {
  return (value, place) => {
    if (value === undefined) return fallback;
    const ok = Array.isArray(value) && value.length === 3 && value.every((v) => inRange(v, from, to));
    return ok ? (value as unknown as Rgb) : refuse(place, `three numbers from ${from} to ${to}: red, green, blue`);
  };
}

export function numbers(from: number, to: number, atMost: number): Rule<readonly number[]> {
  return (value, place) => {
    const ok = Array.isArray(value) && value.length > 0 && value.length <= atMost;
    if (!ok || !value.every((v) => inRange(v, from, to)) || value.every((v) => v === 0)) {
      refuse(place, `a list of 1 to ${atMost} numbers from ${from} to ${to}, not all 0`);
    }
    return value;
  };
}

/** One rate, or a list of steps `{"atS", <unit>, "rampS"}` whose first is at 0 s. */
export function rates(fallback: number, from: number, to: number, unit: string): Rule<readonly RateStep[]> {
  const allowed =
    `a number from ${from} to ${to}, or a list of {"atS": seconds, "${unit}": ${from} to ${to} or null, "rampS": seconds} ` +
    "with rising atS, the first at 0";
  return (value, place) => {
    if (value === undefined) return [{ atS: 0, rate: fallback, rampS: 0 }];
    if (inRange(value, from, to)) return [{ atS: 0, rate: value as number, rampS: 0 }];
    if (!Array.isArray(value) || value.length === 0) refuse(place, allowed);
    const list = value.map((item: unknown): RateStep => {
      const step = fields(item, ["atS", unit, "rampS"]) ?? refuse(place, allowed);
      const rate = step[unit];
      if (rate !== null && !inRange(rate, from, to)) refuse(place, allowed);
      if (!inRange(step.atS, 0, 86_400) || !inRange(step.rampS ?? 0, 0, 3600)) refuse(place, allowed);
      return { atS: step.atS as number, rate: rate as number | null, rampS: (step.rampS as number) ?? 0 };
    });
    if (list[0]?.atS !== 0 || list.some((step, i) => i > 0 && step.atS <= (list[i - 1]?.atS ?? 0)))
      refuse(place, allowed);
    return list;
  };
}

/** Steps of the camera's gain `{"atS", "gain": number or [r, g, b], "rampS"}`. */
export function steps(from: number, to: number): Rule<readonly GainStep[]> {
  const allowed = `a list of {"atS": seconds, "gain": ${from} to ${to} or [r, g, b], "rampS": seconds} with rising atS`;
  return (value, place) => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) refuse(place, allowed);
    const list = value.map((item: unknown): GainStep => {
      const step = fields(item, ["atS", "gain", "rampS"]) ?? refuse(place, allowed);
      const gain = inRange(step.gain, from, to) ? [step.gain, step.gain, step.gain] : step.gain;
      if (!Array.isArray(gain) || gain.length !== 3 || !gain.every((g) => inRange(g, from, to))) refuse(place, allowed);
      if (!inRange(step.atS, 0, 86_400) || !inRange(step.rampS ?? 0, 0, 3600)) refuse(place, allowed);
      return { atS: step.atS as number, gain: gain as unknown as Rgb, rampS: (step.rampS as number) ?? 0 };
    });
    if (list.some((step, i) => i > 0 && step.atS <= (list[i - 1]?.atS ?? 0))) refuse(place, allowed);
    return list;
  };
}

/** A number that has to be there. */
export function given(from: number, to: number): Rule<number> {
  return (value, place) =>
    inRange(value, from, to) ? (value as number) : refuse(place, `a number from ${from} to ${to}`);
}

/** A list of rising times in seconds; none where it is left out. */
export function times(): Rule<readonly number[]> {
  return (value, place) => {
    if (value === undefined) return [];
    const ok = Array.isArray(value) && value.every((v, i) => inRange(v, 0, 86_400) && (i === 0 || v > value[i - 1]));
    return ok ? value : refuse(place, "a list of rising times in seconds");
  };
}

/** A list of objects; none where it is left out. */
export function listOf<T extends object>(rules: Section<T>): Rule<readonly T[]> {
  return (value, place) => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) refuse(place, "a list of objects");
    return value.map((item, i) => readSection(rules, item, { file: place.file, key: `${place.key}[${i}]` }));
  };
}

/** A list of objects that hold from `fromS` to a later `toS`. */
export function acts<T extends { readonly fromS: number; readonly toS: number }>(
  rules: Omit<Section<T>, "fromS" | "toS">,
): Rule<readonly T[]> {
  const read = listOf<T>({ fromS: given(0, 86_400), toS: given(0, 86_400), ...rules } as Section<T>);
  return (value, place) => {
    const list = read(value, place);
    if (list.some((act) => act.toS <= act.fromS)) refuse(place, "a list whose toS are later than their fromS");
    return list;
  };
}

/** A way through the picture `{"atS", "x", "y", "tiltDeg"}` of at least so many points. */
export function path(atLeast: number): Rule<readonly PathPoint[]> {
  const read = listOf<PathPoint>({
    atS: given(0, 86_400),
    x: given(-5, 5),
    y: given(-5, 5),
    tiltDeg: numberIn(0, -360, 360),
  });
  return (value, place) => {
    const list = read(value, place);
    if (list.length < atLeast || list.some((point, i) => i > 0 && point.atS <= list[i - 1].atS)) {
      refuse(place, `a list of ${atLeast > 0 ? "one or more " : ""}points with rising atS`);
    }
    return list;
  };
}

function inRange(value: unknown, from: number, to: number): boolean {
  return typeof value === "number" && value >= from && value <= to;
}

/** The item's fields, or null when it is no object or has a field beyond those named. */
function fields(item: unknown, names: readonly string[]): Record<string, unknown> | null {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return null;
  return Object.keys(item).every((key) => names.includes(key)) ? (item as Record<string, unknown>) : null;
}
