import { readFileSync } from "node:fs";

import { AfarError } from "../base/errors.ts";

import { ratesOfIntervals } from "./interval-rates.ts";
import { movementKeysOf } from "./movement-keys.ts";
import { movementTruthOf } from "./movement-truth.ts";
import type { RatePoint, RateTruth, RecordingTruth } from "./truth.ts";

/** Reads a NAME.truth.json file. Throws AfarError FILE_MISSING or FILE_UNREADABLE, which names the key that is wrong. */
export function readTruthFile(path: string): RecordingTruth {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new AfarError("FILE_MISSING", `${path} cannot be opened: check the path and its rights.`, { cause });
  }
  return parseTruth(text, path);
}

/** Parses a truth file's text; `name` stands in errors. Throws AfarError FILE_UNREADABLE. */
export function parseTruth(text: string, name: string): RecordingTruth {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AfarError("FILE_UNREADABLE", `${name} is not JSON: write the truth anew.`, { cause });
  }
  if (!isObject(value)) throw wrong(name, "the whole", "an object");
  const ibiMs = intervals(value.ibiMs, name);
  const source = typeof value.source === "string" ? value.source : "";
  const windowS = positive(value.windowS, "windowS", name);
  const vital = (key: string, rateKey: string, toleranceKey: string): RateTruth | null => {
    const rate = ratesOf(value[key], key, rateKey, name);
    const tolerancePerMin = positive(value[toleranceKey], toleranceKey, name);
    return rate === undefined ? null : { rate, tolerancePerMin, windowS, method: "the truth file's own rates" };
  };
  const given = vital("pulseBpm", "bpm", "toleranceBpm");
  return {
    pulse: given ?? strapPulse(ibiMs, value.alignment, positive(value.toleranceBpm, "toleranceBpm", name)),
    respiration: vital("respirationBrpm", "brpm", "toleranceBrpm"),
    ibiMs,
    movement: movementTruthOf(movementKeysOf(value, (key, expected) => wrong(name, key, expected))),
    source,
    labels: labelsOf(value.labels, name),
  };
}

function strapPulse(ibiMs: readonly number[] | null, alignment: unknown, tolerancePerMin: number | null) {
  if (ibiMs === null) return null;
  const doubt = typeof alignment === "string" ? `; ${alignment}, taken as 0 s` : "";
  const method = `60 s / interval of the reference's beats, mean per second${doubt}`;
  return { rate: ratesOfIntervals(ibiMs), tolerancePerMin, windowS: null, method };
}

/** undefined: unknown. */
function ratesOf(value: unknown, key: string, rateKey: string, name: string): RateTruth["rate"] | undefined {
  if (value === undefined || value === null) return value;
  if (isPositive(value)) return value;
  if (!Array.isArray(value) || value.length === 0) throw wrong(name, key, "null, a number or a list that is not empty");
  const points = value.map((point: unknown, i): RatePoint => {
    const tMs = isObject(point) ? point.tMs : undefined;
    const rate = isObject(point) ? point[rateKey] : undefined;
    if (typeof tMs !== "number" || !Number.isFinite(tMs) || !(rate === null || isPositive(rate))) {
      throw wrong(name, `${key}[${i}]`, `tMs and ${rateKey} as numbers (${rateKey} may be null)`);
    }
    return { tMs, ratePerMin: rate };
  });
  const falls = points.findIndex((point, i) => i > 0 && point.tMs <= points[i - 1].tMs);
  if (falls > 0) throw wrong(name, `${key}[${falls}].tMs`, "later than the one before");
  return points;
}

function intervals(value: unknown, name: string): readonly number[] | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.length > 0 && value.every(isPositive)) return value;
  throw wrong(name, "ibiMs", "a list of numbers above 0");
}

function labelsOf(value: unknown, name: string): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (!isObject(value)) throw wrong(name, "labels", "an object");
  return Object.fromEntries(Object.entries(value).map(([key, label]) => [key, String(label)]));
}

function positive(value: unknown, key: string, name: string): number | null {
  if (value === undefined || value === null) return null;
  if (isPositive(value)) return value;
  throw wrong(name, key, "a number above 0");
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(name: string, key: string, expected: string): AfarError {
  return new AfarError("FILE_UNREADABLE", `${name}: ${key} must be ${expected}; correct it.`);
}
