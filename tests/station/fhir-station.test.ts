import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { type Bundle, everyPage, resourcesOf } from "../interop/fhir/fhir-client.ts";
import { r4Faults } from "../interop/fhir/r4-validity.ts";
import { unitFaults } from "../interop/fhir/unit-faults.ts";

import { receiverModules, startReceiverStation } from "./receiver-lives.ts";

const modules = receiverModules();
const newFolder = temporaryFolders();

async function get(url: string): Promise<Bundle> {
  const answer = await fetch(url);
  expect(answer.headers.get("content-type")).toBe("application/fhir+json; charset=utf-8");
  const text = await answer.text();
  expect(answer.status, `${url}: ${text}`).toBe(200);
  return JSON.parse(text) as Bundle;
}

/** Every resource that tests look into. */
interface Told {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: {
    readonly tag: readonly { readonly code: string }[];
    readonly security?: readonly { readonly code: string }[];
  };
  readonly device?: { readonly reference: string };
  readonly valueQuantity?: { readonly value: number };
  readonly dataAbsentReason?: { readonly text: string };
  readonly extension?: readonly { readonly extension: readonly { readonly url: string }[] }[];
  readonly code?: { readonly coding: readonly { readonly code: string }[] };
}

const marksOf = ({ meta }: Told) => [...(meta.security ?? []), ...meta.tag].map(({ code }) => code);

test("a station answers with its rates, evidence, devices and alarms, all valid, and marks those of a demonstration and a replay", {
  timeout: 240_000,
}, async () => {
  const station = startReceiverStation(modules(), {
    historyPath: join(newFolder(), "history.db"),
    sources: ["v4l2:/dev/video0", "phantom:demo-adult", "recording.mp4"],
    receivers: [],
  });
  onTestFinished(() => station.kill());
  const base = `http://127.0.0.1:${await station.port}/fhir`;
  const found = async (search: string) =>
    resourcesOf(await everyPage(await get(`${base}/${search}`), get)) as unknown as Told[];
  const isAlarming = async () => {
    const issues = await Promise.all(["1", "2", "3"].map((bed) => found(`DetectedIssue?author=Device/bed-${bed}`)));
    return issues.every((each) => each.some(({ code }) => code?.coding[0].code === "pulse-high"));
  };
  for (let tries = 0; !(await isAlarming()); tries++) {
    if (tries === 200) throw new Error("the station never told an alarm of each bed");
    await new Promise((done) => setTimeout(done, 500));
  }

  const bundle = await get(`${base}/Observation?_revinclude=Provenance:target&_count=50`);
  const metadata = await get(`${base}/metadata`);
  for (const resource of [bundle, metadata]) expect(r4Faults(resource)).toEqual([]);
  const kinds = ["Device", "DeviceMetric", "Observation", "Provenance", "DetectedIssue"];
  const all = (await Promise.all(kinds.map((kind) => found(`${kind}?_count=7`)))).flat();
  for (const resource of all) {
    expect(r4Faults(resource as never), JSON.stringify(resource)).toEqual([]);
    expect(unitFaults(resource as never), JSON.stringify(resource)).toEqual([]);
    const marks = marksOf(resource);
    expect(marks).toContain("investigational");
    // Of bed 1, or of the station itself.
    const isLive = /^(station|(bed-)?1(\..*)?)$/.test(resource.id);
    const isDemonstration = /^(bed-)?2(\..*)?$/.test(resource.id);
    const mark = isLive ? [] : ["HTEST", isDemonstration ? "DEMO" : "TEST"];
    expect(marks.filter((each) => each !== "investigational").sort(), resource.id).toEqual(mark.sort());
    if (resource.resourceType !== "Observation") continue;
    expect((resource.valueQuantity === undefined) !== (resource.dataAbsentReason === undefined), resource.id).toBe(
      true,
    );
  }
  const rates = all.filter(({ valueQuantity }) => valueQuantity !== undefined);
  expect(rates.length).toBeGreaterThan(20);
  for (const { valueQuantity } of rates) expect([15, 75, 150]).toContain(valueQuantity?.value);
  const evidence = all
    .filter(({ resourceType }) => resourceType === "Provenance")
    .map(({ extension }) => extension?.[0].extension.map(({ url }) => url));
  expect(
    evidence.some((parts) =>
      ["confidence", "quality", "window", "agreement", "method", "region"].every((url) => parts?.includes(url)),
    ),
  ).toBe(true);

  // Whatever a search lists can be asked for by itself.
  for (const kind of kinds) {
    const { resourceType, id } = all.findLast((each) => each.resourceType === kind) as Told;
    expect(await get(`${base}/${resourceType}/${id}`)).toMatchObject({ resourceType, id });
  }
});

test("what a station does not have or understand is an OperationOutcome with its status", {
  timeout: 120_000,
}, async () => {
  const station = startReceiverStation(modules(), {
    historyPath: join(newFolder(), "history.db"),
    sources: ["v4l2:/dev/video0"],
    receivers: [],
  });
  onTestFinished(() => station.kill());
  const base = `http://127.0.0.1:${await station.port}/fhir`;
  const wrong: [path: string, status: number, code: string][] = [
    ["Observation/none", 404, "not-found"],
    ["Observation/1.pulse.1", 404, "not-found"],
    ["DetectedIssue/1.alarm.1", 404, "not-found"],
    ["Device/bed-7", 404, "not-found"],
    ["Patient", 404, "not-found"],
    ["Patient/1", 404, "not-found"],
    ["Observation?patient=1", 400, "invalid"],
    ["Observation?date=yesterday", 400, "invalid"],
    ["Observation?date=ge2020&date=le2024", 400, "invalid"],
    ["Observation?_count=0", 400, "invalid"],
    ["Observation?_place=x", 400, "invalid"],
    ["Observation?_format=xml", 400, "invalid"],
    ["Observation?_revinclude=Patient:subject", 400, "invalid"],
  ];
  for (const [path, status, code] of wrong) {
    const answer = await fetch(`${base}/${path}`);
    expect(answer.status, path).toBe(status);
    expect(answer.headers.get("content-type"), path).toBe("application/fhir+json; charset=utf-8");
    const outcome = JSON.parse(await answer.text());
    expect(r4Faults(outcome), path).toEqual([]);
    expect(outcome, path).toMatchObject({ resourceType: "OperationOutcome", issue: [{ severity: "error", code }] });
  }
});
