import { Value } from "typebox/value";

import { BedOrder, Patient } from "./alarm-messages.ts";
import { AlarmSettings } from "./alarms.ts";

/** An order as it came from a screen or over the network; null for anything else. Allocates nothing. */
export function parseBedOrder(value: unknown): BedOrder | null {
  return Value.Check(BedOrder, value) ? value : null;
}

/** Settings as a site or a snapshot gives them; null for anything else. Allocates nothing. */
export function parseAlarmSettings(value: unknown): AlarmSettings | null {
  return Value.Check(AlarmSettings, value) ? value : null;
}

/** A patient as a document gives it; null for anything else. Allocates nothing. */
export function parsePatient(value: unknown): Patient | null {
  return Value.Check(Patient, value) ? value : null;
}
