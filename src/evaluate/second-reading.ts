import type { RateReading } from "./judged-seconds.ts";

/** Variability of the beats over the `windowS` that end at a second. */
export interface VariabilityReading {
  readonly windowS: number;
  readonly sdnnMs: number;
  readonly rmssdMs: number;
  readonly irregular: boolean;
}

/** What the monitor had of the breath at one second. */
export interface BreathReading extends RateReading {
  /** Seconds since the last breath, as the monitor told; null where it could not see. */
  readonly noBreathS: number | null;
}

/** What evaluation keeps of one Vitals object. */
export interface SecondReading {
  readonly tMs: number;
  /** null where this build measures no such vital. */
  readonly pulse: RateReading | null;
  readonly respiration: BreathReading | null;
  readonly variability: VariabilityReading | null;
  /** Beats found in the last seconds, ms; those that successive seconds tell again bear the same time. */
  readonly beatsMs: readonly number[];
}

/** Picks from a Vitals object, or from what was kept of one, what evaluation needs. Throws TypeError on anything else. */
export function readingOf(vitals: unknown): SecondReading {
  const fields = objectOf(vitals);
  const tMs = fields?.tMs;
  if (fields === null || typeof tMs !== "number") throw new TypeError("not a Vitals object");
  return {
    tMs,
    pulse: rateOf(tMs, fields.pulse, "rateBpm"),
    respiration: breathOf(tMs, fields.respiration),
    variability: variabilityOf(fields.variability),
    beatsMs: numbersOf(objectOf(fields.evidence)?.beatsMs),
  };
}

/** The same as a Vitals object with little evidence, in which form it is kept. */
export function vitalsOf({ tMs, pulse, respiration, variability, beatsMs }: SecondReading): object {
  const rate = (key: string, reading: RateReading | null) =>
    reading && { [key]: reading.ratePerMin, confidence: reading.confidence, held: reading.held };
  const breath = respiration && {
    ...rate("rateBrpm", respiration),
    noBreathS: respiration.noBreathS,
  };
  return { tMs, pulse: rate("rateBpm", pulse), respiration: breath, variability, evidence: { beatsMs } };
}

function breathOf(tMs: number, value: unknown): BreathReading | null {
  const rate = rateOf(tMs, value, "rateBrpm");
  const noBreathS = objectOf(value)?.noBreathS;
  return rate && { ...rate, noBreathS: typeof noBreathS === "number" ? noBreathS : null };
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

function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "number") : [];
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}
