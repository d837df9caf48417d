import type { Resource } from "../../../src/interop/fhir/elements.ts";

type Node = Readonly<Record<string, unknown>>;

/** Unit of each rate by its code of LOINC, and of what an extension holds by its name. */
const OF_CODE: Readonly<Record<string, string>> = { "8867-4": "/min", "9279-1": "/min" };
const OF_EXTENSION: Readonly<Record<string, string>> = { rate: "/min", signalToNoise: "dB", window: "s" };
const UCUM = "http://unitsofmeasure.org";

/** What is wrong with the units of a resource, which R4's definitions do not look at; empty where nothing is. */
export function unitFaults(resource: Resource): string[] {
  const faults: string[] = [];
  const { code, type, unit, valueQuantity, resourceType } = resource as Node;
  const demanded = codesOf(code ?? type).flatMap((each) => OF_CODE[each] ?? [])[0];
  if (resourceType === "Observation" && demanded === undefined) faults.push("an Observation of no known rate");
  if (valueQuantity !== undefined) faults.push(...quantityFaults(valueQuantity as Node, demanded ?? "none"));
  if (resourceType === "DeviceMetric" && !codesOf(unit).includes(demanded ?? "none")) faults.push("a metric's unit");
  faults.push(...extensionFaults(resource as Node));
  return faults;
}

function extensionFaults({ extension = [] }: Node): string[] {
  return (extension as readonly Node[]).flatMap((each) => [
    ...(each.valueQuantity === undefined
      ? []
      : quantityFaults(each.valueQuantity as Node, OF_EXTENSION[String(each.url)] ?? "none")),
    ...extensionFaults(each),
  ]);
}

function quantityFaults({ value, unit, system, code }: Node, demanded: string): string[] {
  const faults = [];
  if (typeof value !== "number" || !Number.isFinite(value)) faults.push(`value ${value}`);
  if (system !== UCUM) faults.push(`system ${system} instead of UCUM`);
  if (code !== demanded) faults.push(`unit code ${code} instead of ${demanded}`);
  if (unit !== demanded) faults.push(`unit ${unit} instead of ${demanded}`);
  return faults;
}

function codesOf(concept: unknown): string[] {
  const { coding = [] } = (concept ?? {}) as { readonly coding?: readonly { readonly code: string }[] };
  return coding.map(({ code }) => code);
}
