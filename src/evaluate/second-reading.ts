import type { RateReading } from "./judged-seconds.ts";

/** Variability of the beats over the `windowS` that end at a second. */
export interface VariabilityReading {
  readonly windowS: number;
  readonly sdnnMs: number;
  readonly rmssdMs: number;
  readonly irregular: boolean;
}

/** What evaluation keeps of one Vitals object. */
export interface SecondReading {
  readonly tMs: number;
  /** null where this build measures no such vital. */
  readonly pulse: RateReading | null;
  readonly respiration: RateReading | null;
  readonly variability: VariabilityReading | null;
}

/** Picks from a Vitals object, or from what was kept of one, what evaluation needs. Throws TypeError on anything else. */
export function readingOf(vitals: unknown): SecondReading {
  const fields = objectOf(vitals);
  const tMs = fields?.tMs;
  if (fields === null || typeof tMs !== "number") throw new TypeError("not a Vitals object");
  return {
    tMs,
    pulse: rateOf(tMs, fields.pulse, "rateBpm"),
    respiration: rateOf(tMs, fields.respiration, "rateBrpm"),
    variability: variabilityOf(fields.variability),
  };
}

/** The same as a Vitals object without evidence, in which form it is kept. */
export function vitalsOf({ tMs, pulse, respiration, variability }: SecondReading): object {
  const rate = (key: string, reading: RateReading | null) =>
    reading && { [key]: reading.ratePerMin, confidence: reading.confidence, held: reading.held };
  return { tMs, pulse: rate("rateBpm", pulse), respiration: rate("rateBrpm", respiration), variability };
}

function rateOf(tMs: number, value: unknown, key: string): RateReading | null {
  const fields = objectOf(value);
  if (fields === null) return null;
  const rate = fields[key];
  return {
    tMs,
    ratePerMin: typeof rate === "number" ? rate : null,
    confidence: typeof fields.confidence === "number" ? fields.confidence : 0,
    held: fields.held === true,
  };
}

function variabilityOf(value: unknown): VariabilityReading | null {
  const fields = objectOf(value);
  const { windowS, sdnnMs, rmssdMs } = fields ?? {};
  if (typeof windowS !== "number" || typeof sdnnMs !== "number" || typeof rmssdMs !== "number") return null;
  return { windowS, sdnnMs, rmssdMs, irregular: fields?.irregular === true };
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}
