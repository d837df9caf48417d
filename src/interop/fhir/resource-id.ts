import { createHash } from "node:crypto";

import { RATE_NAMES, type RateName } from "./codes.ts";

/** Id of the station's own Device. */
export const STATION_ID = "station";

/** A rate of one second of a bed, as ids name it. */
export interface NamedSecond {
  readonly token: string;
  readonly rate: RateName;
  readonly second: number;
}

/**
 * A bed's name as a part of ids, at most 41 characters: FHIR allows letters, digits, dashes and dots, and no more than 64
 * of them. The dot keeps changed names apart from all that stayed as they are.
 */
export function bedToken(bed: string): string {
  if (/^[A-Za-z0-9-]{1,32}$/.test(bed)) return bed;
  const digest = createHash("sha256").update(bed).digest("hex").slice(0, 8);
  return `${bed.slice(0, 32).replace(/[^A-Za-z0-9-]/g, "-")}.${digest}`;
}

export function bedDeviceId(bed: string): string {
  return `bed-${bedToken(bed)}`;
}

export function metricId(bed: string, rate: RateName): string {
  return `${bedToken(bed)}.${rate}`;
}

/** Of an Observation, and of the Provenance that belongs to it. */
export function secondId(bed: string, rate: RateName, second: number): string {
  return `${bedToken(bed)}.${rate}.${second}`;
}

export function alarmId(bed: string, number: number): string {
  return `${bedToken(bed)}.alarm.${number}`;
}

/** Of a cause that several beds share; `ward`: letters alone. */
export function sharedAlarmId(ward: string, number: number): string {
  return `${ward}.shared.${number}`;
}

/** Null for an id that names no second. Allocates. */
export function readSecondId(id: string): NamedSecond | null {
  const [, token, name, second] = /^([\w.-]{1,41})\.(\w+)\.(\d{1,11})$/.exec(id) ?? [];
  const rate = RATE_NAMES.find((each) => each === name);
  return rate ? { token, rate, second: Number(second) } : null;
}

/** Null for an id that names no alarm. Allocates. */
export function readAlarmId(id: string): { readonly token: string; readonly number: number } | null {
  const [, token, number] = /^([\w.-]{1,41})\.alarm\.(\d{1,16})$/.exec(id) ?? [];
  return token === undefined ? null : { token, number: Number(number) };
}

/** Null for an id that names no cause that beds share. Allocates. */
export function readSharedAlarmId(id: string): { readonly ward: string; readonly number: number } | null {
  const [, ward, number] = /^([a-z]{1,32})\.shared\.(\d{1,16})$/.exec(id) ?? [];
  return ward === undefined ? null : { ward, number: Number(number) };
}
