import { join } from "node:path";

import type { AlarmEvent } from "../../src/wire/alarms.ts";
import { type AlarmNotice, DISCLAIMER, type Origin, type ValuesNotice } from "../../src/wire/receiver-notices.ts";
import type { Hl7Station } from "../../src/interop/hl7/message-frame.ts";
import { loadProfile } from "../../src/interop/hl7/profile-file.ts";

const STATION_MS = Date.UTC(2026, 10, 24, 14, 59, 59, 250);

/** A pulse that is too fast, as a bed's alarms put it out. */
function alarmEvent(changed: Partial<AlarmEvent> = {}): AlarmEvent {
  return {
    kind: "alarm",
    bed: "icu-3",
    tMs: STATION_MS - 100,
    phase: "start",
    id: "icu-3/17",
    alarm: "pulse-high",
    group: "physiological",
    priority: "medium",
    state: "active",
    inactivation: "enabled",
    text: "** PR 134>120",
    value: { worst: 134, last: 134, limit: 120, unit: "bpm" },
    signalLost: false,
    sinceMs: STATION_MS - 100,
    audible: true,
    delays: { measurementMs: 5000, conditionMs: 10_000, signalMs: null },
    ended: null,
    by: null,
    ...changed,
  };
}

export function alarmNotice(changed: Partial<AlarmEvent> = {}, origin: Origin = "live"): AlarmNotice {
  const alarm = alarmEvent(changed);
  return {
    type: "alarm",
    disclaimer: DISCLAIMER,
    bed: alarm.bed,
    label: "Bed 3",
    origin,
    stationMs: STATION_MS,
    alarm,
  };
}

export function valuesNotice(changed: Partial<ValuesNotice> = {}): ValuesNotice {
  return {
    type: "values",
    disclaimer: DISCLAIMER,
    bed: "icu-3",
    label: "Bed 3",
    origin: "live",
    stationMs: STATION_MS,
    pulse: { rateBpm: 72.4, confidence: 0.97, held: false, reason: null, inhibited: false },
    respiration: { rateBrpm: 15.2, confidence: 0.93, held: false, reason: null, inhibited: false },
    limits: { pulse: { low: 50, high: 120 }, respiration: { low: 8, high: 30 } },
    ...changed,
  };
}

/** A station that speaks to a receiver of this make. */
export function madeStation(profile = "ihe"): Hl7Station {
  const path = join(import.meta.dirname, "..", "..", "fixtures", "receivers", `${profile}.json`);
  return { stationId: "02A0370099000001", facility: "ICU", profile: loadProfile(path) };
}
