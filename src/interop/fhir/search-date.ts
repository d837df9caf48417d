import type { Stretch } from "./fhir-source.ts";
import { usage } from "./operation-outcome.ts";

/** As long as the history keeps seconds. */
const LONGEST_MS = 72 * 3_600_000;
/** Years that a time of FHIR can be written in, wherever a stretch of theirs ends. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 9000];
const FORM =
  /^(eq|ge|gt|le|lt)?(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** A date of FHIR stands for all of its day, minute or whatever it tells: from included, to left out. */
interface Asked extends Stretch {
  readonly prefix: string;
}

/**
 * The stretch that dates of a search ask for, ms since 1970; the last 72 h where there is none. A time without a zone is UTC. Throws
 * USAGE for what is no date, for prefixes other than eq, ge, gt, le and lt, and for more than 72 h. Allocates.
 */
export function askedStretch(dates: readonly string[], nowMs: number): Stretch {
  let from: number | null = null;
  let to: number | null = null;
  for (const date of dates) {
    const { prefix, fromMs, toMs } = askedDate(date);
    if (prefix === "eq" || prefix === "ge") from = Math.max(from ?? fromMs, fromMs);
    if (prefix === "gt") from = Math.max(from ?? toMs, toMs);
    if (prefix === "eq" || prefix === "le") to = Math.min(to ?? toMs, toMs);
    if (prefix === "lt") to = Math.min(to ?? fromMs, fromMs);
  }
  const toMs = to ?? Math.max(nowMs, from ?? nowMs);
  const fromMs = from ?? toMs - LONGEST_MS;
  if (toMs - fromMs > LONGEST_MS) {
    throw usage("the dates lie more than 72 h apart: ask for a shorter stretch, such as date=ge...&date=le...");
  }
  return { fromMs, toMs: Math.max(fromMs, toMs) };
}

function askedDate(date: string): Asked {
  // A plus that was not escaped arrives as a space.
  const found = FORM.exec(date.replace(" ", "+"));
  if (!found) {
    throw usage(
      `${JSON.stringify(date)} is no date: give one such as ge2026-11-24T10:00:00Z, with eq, ge, gt, le or lt`,
    );
  }
  const [, prefix = "eq", year, month, day, hour, minute, second, fraction, zone] = found;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const ms = Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
  const clock: [number, number, number, number] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0), ms];
  const at = Date.UTC(y, m, d, ...clock);
  if (new Date(at).getUTCMonth() !== m || clock[0] > 23 || clock[1] > 59 || clock[2] > 59) {
    throw usage(`${JSON.stringify(date)} is no date that there is`);
  }
  const end =
    month === undefined
      ? Date.UTC(y + 1, 0)
      : day === undefined
        ? Date.UTC(y, m + 1)
        : at + (hour === undefined ? 86_400_000 : second === undefined ? 60_000 : fraction === undefined ? 1000 : 1);
  if (y < FIRST_YEAR || y > LAST_YEAR) throw usage(`${JSON.stringify(date)} is no date of this station's life`);
  const offset = zoneMs(zone);
  return { prefix, fromMs: at - offset, toMs: end - offset };
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const [hours, minutes] = zone.slice(1).split(":").map(Number);
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
