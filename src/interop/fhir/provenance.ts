import { absenceOf } from "./absence.ts";
import { decibel, disclaimed, markOf, perMinute, RATES, type RateName, seconds } from "./codes.ts";
import { type Extension, fhirTime, type NamedResource } from "./elements.ts";
import type { FhirBed, FhirSecond, SecondEvidence } from "./fhir-source.ts";
import { shownRate } from "./observation.ts";
import { bedDeviceId, STATION_ID, secondId } from "./resource-id.ts";

const EVIDENCE = "urn:afar:evidence";
const NOT_KEPT = "The rest of the evidence is not kept any more";
/** A method agrees with a rate when it differs by less than that of the confidence: 3 /min of the pulse, 2 of breathing. */
const AGREES_WITHIN: Readonly<Record<RateName, number>> = { pulse: 3, respiration: 2 };

/** What a second's rate rests on, as the Provenance of its Observation. Allocates. */
export function provenanceOf(bed: FhirBed, second: FhirSecond, name: RateName): NamedResource {
  const id = secondId(bed.bed, name, second.second);
  const time = fhirTime(second.clockMs);
  const evidence = evidenceParts(second, name);
  return {
    resourceType: "Provenance",
    id,
    meta: markOf(second.origin),
    text: { status: "generated", div: narrative([disclaimed(second.origin), ...evidenceWords(second, name)]) },
    extension: [{ url: EVIDENCE, extension: evidence }],
    target: [{ reference: `Observation/${id}` }],
    occurredDateTime: time,
    recorded: time,
    activity: { text: RATES[name].method.text },
    agent: [
      {
        type: { text: "measures" },
        who: { reference: `Device/${bedDeviceId(bed.bed)}`, display: `Camera of ${bed.label}` },
        onBehalfOf: { reference: `Device/${STATION_ID}` },
      },
    ],
  };
}

function evidenceParts(second: FhirSecond, name: RateName): Extension[] {
  const { confidence } = second[name];
  const { evidence } = second;
  const parts: Extension[] = [];
  // A confidence of a value that is not sent would be taken for that of its absence.
  if (confidence !== null && shownRate(second, name) !== null) {
    parts.push({ url: "confidence", valueDecimal: share(confidence) });
  }
  if (evidence === "none") return [...parts, { url: "note", valueString: absenceOf(name, second[name]).text }];
  if (evidence === null) return [...parts, { url: "note", valueString: NOT_KEPT }];
  parts.push({ url: "quality", valueDecimal: share(name === "pulse" ? evidence.pulseSqi : evidence.respirationSqi) });
  if (name === "pulse") {
    parts.push({ url: "window", valueQuantity: seconds(evidence.windowS) });
    if (evidence.snrDb !== null) parts.push({ url: "signalToNoise", valueQuantity: decibel(evidence.snrDb) });
  }
  const agreement = agreementWords(second, name);
  if (agreement !== null) parts.push({ url: "agreement", valueString: agreement });
  parts.push(
    ...witnessesOf(evidence, name).map(([witness, perMin, weight]) => ({
      url: name === "pulse" ? "method" : "witness",
      extension: [
        { url: "name", valueString: witness },
        ...(perMin === null ? [] : [{ url: "rate", valueQuantity: perMinute(perMin) }]),
        ...(weight === null ? [] : [{ url: "weight", valueDecimal: share(weight) }]),
      ],
    })),
  );
  if (name === "pulse") {
    parts.push(
      ...evidence.regions.map(({ name: region, weight, snrDb }) => ({
        url: "region",
        extension: [
          { url: "name", valueString: region },
          { url: "weight", valueDecimal: share(weight) },
          ...(snrDb === null ? [] : [{ url: "signalToNoise", valueQuantity: decibel(snrDb) }]),
        ],
      })),
    );
  }
  return parts;
}

/** Sentences for a reader. */
function evidenceWords(second: FhirSecond, name: RateName): string[] {
  const { evidence } = second;
  const { confidence } = second[name];
  const isShown = shownRate(second, name) !== null;
  const words =
    isShown && confidence !== null ? [`Confidence ${share(confidence)}`] : [absenceOf(name, second[name]).text];
  if (evidence === "none") return words;
  if (evidence === null) return [...words, NOT_KEPT];
  const agreement = agreementWords(second, name);
  if (agreement !== null) words.push(agreement);
  if (name === "pulse" && evidence.snrDb !== null) words.push(`Signal to noise ${evidence.snrDb.toFixed(1)} dB`);
  if (name === "pulse" && evidence.regions.length > 0) {
    words.push(`Regions ${evidence.regions.map(({ name: region }) => region).join(", ")}`);
  }
  return words;
}

/** How many of those that read a rate agree with the one that was shown; null where there is nothing to agree with. */
function agreementWords(second: FhirSecond, name: RateName): string | null {
  const shown = shownRate(second, name);
  const { evidence } = second;
  if (shown === null || evidence === null || evidence === "none") return null;
  const rates = witnessesOf(evidence, name).flatMap(([, perMin]) => perMin ?? []);
  const within = AGREES_WITHIN[name];
  const agreeing = rates.filter((perMin) => Math.abs(perMin - shown.value) <= within).length;
  const what = name === "pulse" ? "methods" : "witnesses";
  return rates.length === 0 ? null : `${agreeing} of ${rates.length} ${what} agree within ${within} /min`;
}

type Witness = readonly [name: string, perMin: number | null, weight: number | null];

function witnessesOf({ methods, witnesses }: SecondEvidence, name: RateName): Witness[] {
  if (name === "pulse") return Object.entries(methods).map(([method, perMin]) => [method, perMin, null]);
  return witnesses.map(({ name: witness, rateBrpm, weight }) => [witness, rateBrpm, weight]);
}

/** To three decimals. */
function share(value: number): number {
  return Math.round(1000 * value) / 1000;
}

function narrative(sentences: readonly string[]): string {
  const escaped = `${sentences.join(". ")}.`.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<div xmlns="http://www.w3.org/1999/xhtml">${escaped}</div>`;
}
