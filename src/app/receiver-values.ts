import type { AlarmsMessage } from "../wire/alarm-messages.ts";
import { DISCLAIMER, type Origin, type ValuesNotice } from "../wire/receiver-notices.ts";
import type { Vitals } from "../wire/vitals.ts";

/** Values come once a second; older ones are not what the bed shows now. */
const FRESH_MS = 3000;

/** What is known of a bed when its values are told. */
export interface SeenBed {
  readonly label: string;
  readonly origin: Origin;
  /** Newest values and when they came, ms of a clock that never jumps; null before the first. */
  readonly vitals: { readonly vitals: Vitals; readonly atMs: number } | null;
  /** Null before the first. */
  readonly alarms: AlarmsMessage | null;
}

/** A bed's values as a receiver is told: what its monitor shows, and nothing of the patient while nobody is watched. Allocates. */
export function valuesNotice(bed: string, seen: SeenBed, steadyMs: number, stationMs: number): ValuesNotice {
  const { label, origin, vitals: newest, alarms } = seen;
  const isFresh = newest !== null && steadyMs - newest.atMs <= FRESH_MS;
  const isWatched = (alarms?.mode ?? "monitoring") === "monitoring";
  const vitals = isFresh && isWatched ? newest.vitals : null;
  const absent = { confidence: 0, held: false, reason: newest === null ? "starting" : "source-lost" } as const;
  const off = alarms?.settings.off ?? [];
  const isOff = (...codes: readonly (typeof off)[number][]) => !isWatched || codes.every((code) => off.includes(code));
  const { pulse, respiration } = vitals ?? {};
  return {
    type: "values",
    disclaimer: DISCLAIMER,
    bed,
    label,
    origin,
    stationMs,
    pulse: {
      rateBpm: pulse?.rateBpm ?? null,
      ...(pulse ? { confidence: pulse.confidence, held: pulse.held, reason: pulse.reason } : absent),
      inhibited: isOff("pulse-low", "pulse-high"),
    },
    respiration: {
      rateBrpm: respiration?.rateBrpm ?? null,
      ...(respiration
        ? { confidence: respiration.confidence, held: respiration.held, reason: respiration.reason }
        : absent),
      inhibited: isOff("respiration-low", "respiration-high"),
    },
    limits: alarms?.settings.limits ?? null,
  };
}

/** When a receiver is told of values. */
export interface Cadence {
  readonly intervalMs: number;
  /** A rate that differs by so much from the one told last is told at once, /min; null: only at the interval. */
  readonly changePerMin: number | null;
}

/** Decides, for one receiver and one bed, whether values are to be told now. */
export function planCadence({
  intervalMs,
  changePerMin,
}: Cadence): (notice: ValuesNotice, steadyMs: number) => boolean {
  let last: { readonly notice: ValuesNotice; readonly atMs: number } | null = null;
  return (notice, steadyMs) => {
    const isDue = last === null || steadyMs - last.atMs >= intervalMs;
    const isNews = last !== null && changePerMin !== null && differs(last.notice, notice, changePerMin);
    if (!isDue && !isNews) return false;
    last = { notice, atMs: steadyMs };
    return true;
  };
}

function differs(from: ValuesNotice, to: ValuesNotice, perMin: number): boolean {
  return (
    isOther(from.pulse.rateBpm, to.pulse.rateBpm, perMin) ||
    isOther(from.respiration.rateBrpm, to.respiration.rateBrpm, perMin) ||
    from.pulse.held !== to.pulse.held ||
    from.respiration.held !== to.respiration.held
  );
}

function isOther(from: number | null, to: number | null, perMin: number): boolean {
  if (from === null || to === null) return from !== to;
  return Math.abs(to - from) >= perMin;
}
