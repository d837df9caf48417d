import fc from "fast-check";
import { expect, test } from "vitest";

import { AfarError } from "../../../src/base/errors.ts";
import { RESOURCE_TYPES, type ResourceType } from "../../../src/interop/fhir/elements.ts";
import { type FhirDesk, planFhirDesk } from "../../../src/interop/fhir/fhir-desk.ts";
import type { FhirSharedAlarm } from "../../../src/interop/fhir/fhir-source.ts";
import { bedDeviceId } from "../../../src/interop/fhir/resource-id.ts";

import { type Bundle, everyPage, resourcesOf } from "./fhir-client.ts";
import { FIRST_S, type MadeBed, madeSource } from "./made-source.ts";
import { r4Faults } from "./r4-validity.ts";

async function get(desk: FhirDesk, url: string): Promise<Bundle> {
  const { pathname, searchParams } = new URL(url, "http://station.test/fhir/");
  const query: Record<string, string[]> = {};
  for (const [name, value] of searchParams) query[name] = [...(query[name] ?? []), value];
  return (await desk.search(pathname.split("/").at(-1) as ResourceType, query, () => true)) as Bundle;
}

async function idsOf(desk: FhirDesk, url: string): Promise<string[]> {
  const pages = await everyPage(await get(desk, url), (next) => get(desk, next));
  return resourcesOf(pages).map(({ id }) => id);
}

const seconds = fc.uniqueArray(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3599 })), {
  maxLength: 30,
});
const pastBeds = fc
  .uniqueArray(fc.constantFrom("1", "10", "2", "icu_3", "icu.3"), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((bed) => seconds.map((each): MadeBed => ({ bed, seconds: each })))));

test("whatever gaps a past has and however long its pages are, their links lead to each rate once and to no other", async () => {
  await fc.assert(
    fc.asyncProperty(pastBeds, fc.integer({ min: 1, max: 50 }), async (beds, count) => {
      const desk = planFhirDesk(madeSource(beds));
      const ids = await idsOf(desk, `Observation?_count=${count}`);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(2 * beds.reduce((sum, bed) => sum + bed.seconds.length, 0));
      const from = FIRST_S + 10;
      const part = `date=ge${new Date(1000 * from).toISOString()}&date=lt${new Date(1000 * (from + 20)).toISOString()}`;
      const within = (second: number) => second >= 10 && second < 30;
      expect(await idsOf(desk, `Observation?code=9279-1&_count=${count}&${part}`)).toHaveLength(
        beds.reduce((sum, bed) => sum + bed.seconds.filter(within).length, 0),
      );
    }),
    { numRuns: 60 },
  );
});

test("alarms come once each, also those that began before the stretch or are still there, as valid resources", async () => {
  const alarms = [
    [1_795_885_760_813, 0, 5],
    [1_795_885_760_814, 2, null],
    [1_795_885_760_815, 20, 30],
    [1_795_885_760_816, 100, null],
  ] as const;
  const desk = planFhirDesk(madeSource(["2", "1"].map((bed) => ({ bed, seconds: [], alarms }))));
  for (const count of [1, 2, 3, 8, 9]) {
    expect(await idsOf(desk, `DetectedIssue?_count=${count}`)).toHaveLength(8);
    const stretch = "identified=ge2026-11-24T14:00:10Z&identified=lt2026-11-24T14:00:40Z";
    const ids = await idsOf(desk, `DetectedIssue?author=bed-1&_count=${count}&${stretch}`);
    expect(ids).toEqual(["1.alarm.1795885760814", "1.alarm.1795885760815"]);
  }
  const { entry = [] } = await get(desk, "DetectedIssue");
  for (const { resource } of entry) expect(r4Faults(resource)).toEqual([]);
  expect(entry.map(({ resource }) => resource.status).slice(0, 4)).toEqual([
    "final",
    "preliminary",
    "final",
    "preliminary",
  ]);
  expect(JSON.stringify(entry[0].resource)).toContain('"code":"irregular-rhythm"');
});

const SHARED: FhirSharedAlarm = {
  ...{ ward: "ward", number: 7, alarm: "low-light", priority: "low", origin: "live" },
  beds: ["1", "2", "icu_3"],
  present: ["1", "2"],
  startMs: 1000 * (FIRST_S + 10),
  endMs: null,
};

test("a cause that beds share is one issue that implicates each of them, found by bed and time, page by page, and valid", async () => {
  const past = ["1", "2", "icu_3", "4"].map((bed): MadeBed => ({ bed, seconds: [], alarms: [[1, 0, 20]] }));
  const over = { ...SHARED, number: 8, beds: ["2", "4"], present: [], startMs: SHARED.startMs + 1000 };
  const desk = planFhirDesk(madeSource(past, [SHARED, { ...over, endMs: over.startMs + 5000 }]));
  const [first, second] = resourcesOf([await get(desk, "DetectedIssue")]);
  expect(first).toMatchObject({
    id: "ward.shared.7",
    status: "preliminary",
    severity: "low",
    identifiedPeriod: { start: "2026-11-24T14:00:10.000Z" },
    author: { reference: "Device/station" },
    identifier: [{ system: "urn:afar:alarm", value: "ward-7" }],
  });
  expect(first.implicated).toMatchObject(
    [1, 2].map((bed) => ({ reference: `Device/bed-${bed}` })).concat([{ reference: `Device/${bedDeviceId("icu_3")}` }]),
  );
  expect(first.detail).toContain("Now of Bed 1, Bed 2.");
  expect(second).toMatchObject({ status: "final", identifiedPeriod: { end: "2026-11-24T14:00:16.000Z" } });
  for (const issue of [first, second]) expect(r4Faults(issue)).toEqual([]);

  for (const count of [1, 2, 3, 5, 6]) {
    const all = await idsOf(desk, `DetectedIssue?_count=${count}`);
    expect(all).toHaveLength(6);
    expect(new Set(all).size).toBe(6);
    expect(await idsOf(desk, `DetectedIssue?implicated=Device/bed-4&_count=${count}`)).toEqual([
      "ward.shared.8",
      "4.alarm.1",
    ]);
    expect(await idsOf(desk, `DetectedIssue?author=Device/station&_count=${count}`)).toEqual([
      "ward.shared.7",
      "ward.shared.8",
    ]);
  }
  expect(await idsOf(desk, "DetectedIssue?implicated=bed-4&identified=ge2026-11-24T14:00:30Z")).toEqual([]);
  expect(await idsOf(desk, "DetectedIssue?implicated=bed-1&identified=ge2026-11-24T14:00:30Z")).toEqual([first.id]);
  expect(await idsOf(desk, "DetectedIssue?author=Device/bed-1")).toEqual(["1.alarm.1"]);
});

test("who may see some beds is told of no other, also where they share a cause", async () => {
  const desk = planFhirDesk(
    madeSource(
      ["1", "2", "icu_3"].map((bed) => ({ bed, seconds: [] })),
      [SHARED],
    ),
  );
  const seen = (beds: readonly string[]) => (bed: string) => beds.includes(bed);
  const issue = await desk.read("DetectedIssue", "ward.shared.7", {}, seen(["2"]));
  expect(issue.implicated).toEqual([{ reference: "Device/bed-2", display: "Camera of Bed 2" }]);
  expect(JSON.stringify(issue)).not.toMatch(/Bed 1|icu_3/);
  const left = await desk.read("DetectedIssue", "ward.shared.7", {}, seen(["icu_3"]));
  expect(left.detail).toContain("Now of other beds");
  await expect(desk.read("DetectedIssue", "ward.shared.7", {}, seen([]))).rejects.toThrow("there is no DetectedIssue");
  expect(await desk.search("DetectedIssue", {}, seen([]))).not.toHaveProperty("entry");
});

test("a cause that a replay shares is marked as test data", async () => {
  const desk = planFhirDesk(madeSource([{ bed: "1", seconds: [] }], [{ ...SHARED, origin: "replay" }]));
  const issue = await desk.read("DetectedIssue", "ward.shared.7", {}, () => true);
  expect(JSON.stringify(issue.meta)).toMatch(/HTEST.*TEST/);
  expect(issue.detail).toContain("TEST");
  expect(r4Faults(issue)).toEqual([]);
});

test("whatever is asked is answered or refused in one sentence", async () => {
  const desk = planFhirDesk(madeSource([{ bed: "1", seconds: [1, 2, 3] }]));
  const names = [
    "device",
    "date",
    "code",
    "_count",
    "_place",
    "_id",
    "author",
    "implicated",
    "identified",
    "_revinclude",
    "source",
  ];
  const value = fc.oneof(fc.string(), fc.constantFrom("1", "Device/bed-1", "ge2026", "1~5~1", "8867-4", "a,b"));
  const query = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.oneof(value, fc.array(value)));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...RESOURCE_TYPES), query, fc.string(), async (type, asked, id) => {
      await desk.search(type, asked, () => true).catch((error) => expect(error).toBeInstanceOf(AfarError));
      await desk.read(type, id, asked, () => true).catch((error) => expect(error).toBeInstanceOf(AfarError));
    }),
    { numRuns: 2000 },
  );
});
