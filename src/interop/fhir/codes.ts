import { DISCLAIMER, type Origin } from "../../wire/receiver-notices.ts";
import { RATES as MDC_RATES } from "../hl7/nomenclature.ts";
import { ORIGIN_MARKS } from "../origin-mark.ts";

import type { Coding, Concept, Quantity } from "./elements.ts";

const LOINC = "http://loinc.org";
const MDC = "urn:iso:std:iso:11073:10101";
const UCUM = "http://unitsofmeasure.org";
/** What no published system has a code for. */
const AFAR_TAGS = "urn:afar:tags";

export const RATE_NAMES = ["pulse", "respiration"] as const;
export type RateName = (typeof RATE_NAMES)[number];

interface RateWords {
  readonly codings: readonly Coding[];
  readonly text: string;
  readonly method: Concept;
}

/** Facts: clinical, I4 and I5. No published code says "camera": the method's words do. */
export const RATES: Readonly<Record<RateName, RateWords>> = {
  pulse: {
    codings: [{ system: LOINC, code: "8867-4", display: "Heart rate" }, mdc(MDC_RATES.pulse.code)],
    text: "Pulse rate, by camera",
    method: { text: "camera: remote photoplethysmography (rPPG), without contact" },
  },
  respiration: {
    codings: [{ system: LOINC, code: "9279-1", display: "Respiratory rate" }, mdc(MDC_RATES.respiration.code)],
    text: "Respiratory rate, by camera",
    method: { text: "camera: movement of the chest, not airflow, without contact" },
  },
};

/** A code of ISO/IEEE 11073-10101 as HL7 v2 carries it. */
export function mdc([code, display]: readonly [code: string, name: string, ...rest: readonly string[]]): Coding {
  return { system: MDC, code, display };
}

/** `value` in /min, rounded to 0.1. */
export function perMinute(value: number): Quantity {
  return { value: Math.round(10 * value) / 10, unit: "/min", system: UCUM, code: "/min" };
}

export function decibel(value: number): Quantity {
  return { value: Math.round(10 * value) / 10, unit: "dB", system: UCUM, code: "dB" };
}

export function seconds(value: number): Quantity {
  return { value: Math.round(10 * value) / 10, unit: "s", system: UCUM, code: "s" };
}

/** What every resource about a bed is marked with: investigational always, and test data where nobody real was watched. */
export function markOf(origin: Origin): object {
  const investigational = { system: AFAR_TAGS, code: "investigational", display: DISCLAIMER };
  if (origin === "live") return { tag: [investigational] };
  return {
    security: [
      { system: "http://terminology.hl7.org/CodeSystem/v3-ActReason", code: "HTEST", display: "test health data" },
    ],
    tag: [
      investigational,
      {
        system: AFAR_TAGS,
        code: ORIGIN_MARKS[origin],
        display: markWords(origin),
      },
    ],
  };
}

/** The same for readers of text, before whatever else is said; empty for a patient. */
function markWords(origin: Origin): string {
  if (origin === "live") return "";
  const what = origin === "demonstration" ? "a demonstration, no patient" : "a replay, no patient of now";
  return `${ORIGIN_MARKS[origin]}: ${what}`;
}

/** Sentence for notes. */
export function disclaimed(origin: Origin): string {
  const mark = markWords(origin);
  return mark === "" ? DISCLAIMER : `${mark}. ${DISCLAIMER}`;
}
