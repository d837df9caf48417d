import type {
  FhirAlarm,
  FhirSecond,
  FhirSharedAlarm,
  FhirSource,
  SecondRate,
} from "../../../src/interop/fhir/fhir-source.ts";

export const FIRST_S = Date.UTC(2026, 10, 24, 14) / 1000;
const NOW_MS = 1000 * FIRST_S + 3_600_000;

/** One bed's past: seconds after FIRST_S that have values, and alarms by number with their begin and end, s. */
export interface MadeBed {
  readonly bed: string;
  readonly seconds: readonly number[];
  readonly alarms?: readonly (readonly [number: number, startS: number, endS: number | null])[];
}

/** A station with this past, and nothing but it. */
export function madeSource(beds: readonly MadeBed[], shared: readonly FhirSharedAlarm[] = []): FhirSource {
  const of = (name: string) => beds.find(({ bed }) => bed === name);
  const alarmsOf = (name: string) => (of(name)?.alarms ?? []).map((each) => madeAlarm(...each));
  return {
    version: "1.0",
    startedMs: 1000 * FIRST_S,
    base: "http://station.test/fhir",
    nowMs: () => NOW_MS,
    beds: () => beds.map(({ bed }) => ({ bed, label: `Bed ${bed}`, origin: "live" })),
    seconds: async (name, { fromMs, toMs }) =>
      [...(of(name)?.seconds ?? [])]
        .sort((a, b) => a - b)
        .map((second) => madeSecond(FIRST_S + second))
        .filter(({ second }) => 1000 * second >= fromMs && 1000 * second < toMs),
    alarms: async (name, { fromMs, toMs }) =>
      alarmsOf(name).filter(({ startMs, endMs }) => startMs < toMs && (endMs ?? fromMs) >= fromMs),
    alarm: async (name, number) => alarmsOf(name).find((alarm) => alarm.number === number) ?? null,
    sharedAlarms: async ({ fromMs, toMs }) =>
      shared.filter(({ startMs, endMs }) => startMs < toMs && (endMs ?? fromMs) >= fromMs),
    sharedAlarm: async (ward, number) => shared.find((each) => each.ward === ward && each.number === number) ?? null,
  };
}

function madeSecond(second: number): FhirSecond {
  const rate: SecondRate = { perMin: 60, confidence: 0.9, held: false, doubtful: false, reason: null };
  return { second, clockMs: 1000 * second + 300, origin: "live", pulse: rate, respiration: rate, evidence: null };
}

function madeAlarm(number: number, startS: number, endS: number | null): FhirAlarm {
  return {
    number,
    alarm: "irregular-rhythm",
    group: "physiological",
    priority: "low",
    state: "active",
    text: "* irregular pulse, rate may undercount",
    value: null,
    signalLost: false,
    ended: endS === null ? null : "cleared",
    origin: "live",
    startMs: 1000 * (FIRST_S + startS),
    endMs: endS === null ? null : 1000 * (FIRST_S + endS),
    acknowledgedMs: null,
  };
}
