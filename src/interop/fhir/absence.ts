import type { RateName } from "./codes.ts";
import type { Concept } from "./elements.ts";
import type { SecondRate } from "./fhir-source.ts";

type Why = NonNullable<SecondRate["reason"]>;
/** Codes of FHIR's data-absent-reason, with its own words for them. */
const CODES = {
  unknown: "Unknown",
  "temp-unknown": "Temporarily Unknown",
  error: "Error",
  "not-performed": "Not Performed",
} as const;

const REASONS: Readonly<Record<Why, readonly [code: keyof typeof CODES, words: string]>> = {
  starting: ["temp-unknown", "measuring has only just begun"],
  "no-face": ["temp-unknown", "the patient is not in view"],
  "low-signal": ["temp-unknown", "the signal is too weak"],
  motion: ["temp-unknown", "the patient moves"],
  "low-light": ["temp-unknown", "too little light"],
  "source-lost": ["error", "no values came from the camera"],
  "not-measurable": ["unknown", "not measurable: nothing that is seen is sure enough"],
  "no-breath": ["unknown", "no breathing movement is seen while the patient is in view"],
  "pulse-lost": ["unknown", "the pulse signal vanished while the patient is in view: check the patient"],
  "confirm-patient": ["unknown", "another face may be in view: nobody has confirmed the patient yet"],
  "lamp-flicker": ["temp-unknown", "a lamp flickers at this rate"],
  exposure: ["temp-unknown", "the brightness of the view swings"],
  "out-of-focus": ["temp-unknown", "the picture is out of focus"],
  compression: ["temp-unknown", "the picture is compressed too much"],
  "slow-frames": ["temp-unknown", "too few pictures come a second to tell a pulse"],
  standby: ["not-performed", "the bed was in standby"],
  privacy: ["not-performed", "the camera was off for privacy"],
};

const NAMES: Readonly<Record<RateName, string>> = { pulse: "pulse rate", respiration: "respiratory rate" };

/** Why there is no rate, in the place of one. A held rate is none: it is of an earlier second. Allocates. */
export function absenceOf(rate: RateName, { held, reason }: SecondRate): Concept {
  const [code, why] = reason === null ? (["unknown", null] as const) : REASONS[reason];
  const what = held ? `The last ${NAMES[rate]} was held` : `No ${NAMES[rate]} was shown`;
  return {
    coding: [{ system: "http://terminology.hl7.org/CodeSystem/data-absent-reason", code, display: CODES[code] }],
    text: why === null ? `${what}; the reason is not kept any more` : `${what}: ${why}`,
  };
}
