import { expect, test } from "vitest";

import { ALARM_CODES, type AlarmEvent } from "../../../src/wire/alarms.ts";
import type { Origin } from "../../../src/wire/receiver-notices.ts";
import { temporaryFolders } from "../../history/built-module.ts";
import type { NamedResource } from "../../../src/interop/fhir/elements.ts";
import { type FhirPushPlan, planFhirTransport } from "../../../src/interop/fhir/push-transport.ts";
import { alarmItem, passingItem } from "../../../src/interop/outbox/item.ts";
import { toldSecond } from "../../../src/app/fhir-told-second.ts";
import { selfSigned } from "../certificates.ts";
import { alarmNotice, valuesNotice } from "../made-notices.ts";
import { openMadeOutbox, until } from "../made-outbox.ts";

import { type MadeServer, outcome, startFhirServer } from "./made-server.ts";

const newFolder = temporaryFolders();
const STATION = "02A0370099000001";
const EVIDENCE = {
  windowS: 10,
  snrDb: 6.1,
  pulseSqi: 0.9,
  respirationSqi: 0.8,
  methods: { pos: 72.4, chrom: 72.1 },
  regions: [{ name: "forehead-1", weight: 0.08, snrDb: 5.2 }],
  witnesses: [{ name: "chest", rateBrpm: 15.2, weight: 1 }],
};

function way({ base }: Pick<MadeServer, "base">, changed: Partial<FhirPushPlan> = {}) {
  return planFhirTransport({
    address: base,
    token: null,
    tls: {},
    stationId: STATION,
    version: "1.0",
    secondOf: (notice) =>
      toldSecond(notice, () => ({
        pulse: { perMin: notice.pulse.rateBpm, reason: null },
        respiration: { perMin: notice.respiration.rateBrpm, reason: null },
        evidence: EVIDENCE,
      })),
    nowMs: Date.now,
    ...changed,
  });
}

const alarm = (changed: Partial<AlarmEvent> = {}, origin: Origin = "live") =>
  alarmItem(alarmNotice({ id: "icu-3-17", ...changed }, origin));
const ofType = (server: MadeServer, type: string) =>
  [...server.resources.values()].filter(({ resourceType }) => resourceType === type);
const id = (resource: NamedResource | undefined) => resource?.id;

test("values are put with device, metrics and evidence, an alarm as an issue, all valid by R4, and a repeat changes nothing", async () => {
  const server = await startFhirServer();
  const items = [passingItem(valuesNotice(), "life", 1), alarm()];
  for (const transport of [way(server), way(server)]) {
    for (const item of items) expect(await transport.deliver(item)).toEqual({ kind: "taken" });
  }
  expect(server.faults).toEqual([]);
  const counts = ["Device", "DeviceMetric", "Observation", "Provenance", "DetectedIssue"].map(
    (type) => ofType(server, type).length,
  );
  expect(counts).toEqual([2, 2, 2, 2, 1]);
  const [pulse] = ofType(server, "Observation");
  expect(pulse).toMatchObject({
    id: `${STATION}.icu-3.pulse.1795532399`,
    valueQuantity: { value: 72.4, code: "/min" },
    device: { reference: `Device/${STATION}.bed-icu-3` },
    identifier: [{ system: `urn:afar:station:${STATION}`, value: "icu-3.pulse.1795532399" }],
  });
  const evidence = JSON.stringify(ofType(server, "Provenance")[0]);
  expect(evidence).toContain("2 of 2 methods agree within 3 /min");
  expect(evidence).toContain(`Observation/${pulse.id}`);
});

test("devices are told once, again when they change, and again to a server that has lost them", async () => {
  const server = await startFhirServer();
  const outbox = await openMadeOutbox(newFolder(), way(server));
  const devices = () => server.versions.filter(({ resourceType }) => resourceType === "Device").length;
  await outbox.putAlarm(alarmNotice({ id: "icu-3-1", tMs: 1 }));
  await outbox.putAlarm(alarmNotice({ id: "icu-3-1", tMs: 2, phase: "update" }));
  await until(() => server.bundles.length === 2);
  expect(devices()).toBe(2);
  await outbox.putAlarm({ ...alarmNotice({ id: "icu-3-1", tMs: 3, phase: "update" }), label: "Bed Three" });
  await until(() => server.bundles.length === 3);
  expect(devices()).toBe(4);
  server.clear();
  await outbox.putAlarm({ ...alarmNotice({ id: "icu-3-1", tMs: 4, phase: "end" }), label: "Bed Three" });
  await until(() => outbox.health()[0].delivered === 4);
  expect(outbox.deadLetters()).toEqual([]);
  expect(ofType(server, "DetectedIssue")[0]).toMatchObject({ status: "final" });
});

test("an alarm is one issue from its start to its end, with when it was acknowledged, also over a restart", async () => {
  const server = await startFhirServer();
  const at = (tMs: number, changed: Partial<AlarmEvent>) => alarm({ tMs, sinceMs: 1000, ...changed });
  const first = way(server);
  await first.deliver(at(1000, { phase: "start" }));
  expect(ofType(server, "DetectedIssue")[0]).toMatchObject({
    status: "preliminary",
    identifiedPeriod: { start: "1970-01-01T00:00:01.000Z" },
  });
  await first.deliver(at(2000, { phase: "update", inactivation: "acknowledged" }));
  const second = way(server);
  await second.deliver(at(9000, { phase: "continue", inactivation: "acknowledged" }));
  await second.deliver(at(10_000, { phase: "end", inactivation: "acknowledged", ended: "cleared" }));
  const issues = ofType(server, "DetectedIssue");
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({
    id: `${STATION}.icu-3.alarm.17`,
    status: "final",
    identifiedPeriod: { start: "1970-01-01T00:00:01.000Z", end: "1970-01-01T00:00:10.000Z" },
    mitigation: [{ date: "1970-01-01T00:00:02.000Z" }],
  });
  expect(server.faults).toEqual([]);
});

test("an older event never takes the place of a newer one, though it comes later and from another life", async () => {
  const server = await startFhirServer();
  await way(server).deliver(alarm({ tMs: 10_000, phase: "end", ended: "cleared" }));
  const next = way(server);
  expect(await next.deliver(alarm({ tMs: 1000, phase: "start" }))).toEqual({ kind: "taken" });
  expect(server.bundles).toHaveLength(1);
  expect(ofType(server, "DetectedIssue")[0]).toMatchObject({ status: "final" });
  // The same alarm begins anew, as after an ordered end of the station.
  await next.deliver(alarm({ tMs: 20_000, phase: "start" }));
  expect(ofType(server, "DetectedIssue")[0]).toMatchObject({ status: "preliminary" });
});

test.each([
  ["demonstration", "DEMO"],
  ["replay", "TEST"],
] as const)("whatever comes of a %s is marked HTEST and %s, in a place of its own", async (origin, mark) => {
  const server = await startFhirServer();
  const transport = way(server);
  const items = (of: Origin) => [passingItem(valuesNotice({ origin: of }), "life", 1), alarm({}, of)];
  for (const item of [...items("live"), ...items(origin)]) await transport.deliver(item);
  expect(server.faults).toEqual([]);
  const marked = [...server.resources.values()].filter((resource) => JSON.stringify(resource.meta).includes("HTEST"));
  expect(marked).toHaveLength(server.resources.size / 2);
  for (const resource of marked) {
    expect(resource.id).toContain(`.${mark}.`);
    expect(JSON.stringify(resource.meta)).toContain(`"code":"${mark}"`);
    expect(JSON.stringify(resource)).not.toMatch(new RegExp(`"reference":"\\w+/${STATION}\\.(?!${mark})`));
  }
  expect(JSON.stringify(server.bundles.at(-1)?.meta)).toContain("HTEST");
});

test.each([
  ["a message that it does not understand", 422, "refused"],
  ["a conflict", 409, "refused"],
  ["a condition that fails", 412, "refused"],
  ["a bad request", 400, "refused"],
  ["a token that it does not take", 401, "failed"],
  ["what is not allowed", 403, "failed"],
  ["an address where no server is", 404, "failed"],
  ["a redirection", 302, "failed"],
  ["too many requests", 429, "failed"],
  ["a server that is down", 503, "failed"],
])("%s, %i: %s, with the server's own words", async (_, status, kind) => {
  const server = await startFhirServer();
  server.behave({ status, body: JSON.stringify(outcome("HAPI-0821: no such thing")) });
  const answer = await way(server).deliver(alarm());
  expect(answer).toMatchObject({ kind, detail: `it answered ${status}: HAPI-0821: no such thing` });
});

test.each([
  ["a page of a proxy", "<html>Sign in</html>"],
  ["nothing", ""],
  ["a bundle of another kind", JSON.stringify({ resourceType: "Bundle", type: "searchset" })],
  ["an answer for one resource", JSON.stringify({ resourceType: "Bundle", type: "transaction-response", entry: [{}] })],
])("%s under 200 is no acknowledgement", async (_, body) => {
  const server = await startFhirServer();
  server.behave({ status: 200, body });
  expect(await way(server).deliver(alarm())).toMatchObject({ kind: "failed" });
});

test("one resource that was not taken makes a dead letter with what the server said of it", async () => {
  const server = await startFhirServer();
  const response = { status: "422 Unprocessable", outcome: outcome("code is unknown") };
  const entry = [...Array(4).fill({ response: { status: "200" } }), { response }];
  server.behave({ status: 200, body: JSON.stringify({ resourceType: "Bundle", type: "batch-response", entry }) });
  const outbox = await openMadeOutbox(newFolder(), way(server));
  await outbox.putAlarm(alarmNotice({ id: "icu-3-1" }));
  await until(() => outbox.deadLetters().length === 1);
  expect(outbox.deadLetters()[0].why).toBe("it answered 422 Unprocessable to a resource: code is unknown");
});

test("Retry-After is waited for, as seconds and as a time, and no longer than the station waits at most", async () => {
  const server = await startFhirServer();
  server.behave({ status: 429, headers: { "retry-after": "7" } });
  expect(await way(server).deliver(alarm())).toMatchObject({ kind: "failed", waitMs: 7000 });
  const nowMs = Date.UTC(2026, 10, 28, 12);
  server.behave({ status: 503, headers: { "retry-after": "Sat, 28 Nov 2026 12:00:30 GMT" } });
  expect(await way(server, { nowMs: () => nowMs }).deliver(alarm())).toMatchObject({ waitMs: 30_000 });
  server.behave({ status: 429, headers: { "retry-after": "soon" } });
  expect(await way(server).deliver(alarm())).toMatchObject({ waitMs: 0 });
  server.behave({ status: 429, headers: { "retry-after": "86400" } });
  const outbox = await openMadeOutbox(newFolder(), way(server));
  await outbox.putAlarm(alarmNotice({ id: "icu-3-1" }));
  await until(() => outbox.health()[0].trouble !== null);
  server.behave("take");
  await until(() => outbox.health()[0].delivered === 1);
});

test("a server that stalls, closes, or closes after it took it has the same transaction again until it answers", async () => {
  const server = await startFhirServer();
  const outbox = await openMadeOutbox(newFolder(), way(server, { answerMs: 100 }));
  server.behave("stall");
  await outbox.putAlarm(alarmNotice({ id: "icu-3-1", tMs: 1 }));
  await until(() => outbox.health()[0].trouble?.isFailing === true);
  expect(outbox.health()[0].trouble?.detail).toBe("no answer within 100 ms");
  server.behave("close");
  await new Promise((done) => setTimeout(done, 100));
  server.behave("take and close");
  await until(() => ofType(server, "DetectedIssue").length === 1);
  server.behave("take");
  await until(() => outbox.health()[0].delivered === 1);
  expect(outbox.health()[0].trouble).toBeNull();
  expect(ofType(server, "DetectedIssue")).toHaveLength(1);
  expect(new Set(server.bundles.map((bundle) => JSON.stringify(bundle))).size).toBe(1);
});

test("alarms of a bed come in their order, though the server was away between them", async () => {
  const server = await startFhirServer();
  server.behave({ status: 503 });
  const outbox = await openMadeOutbox(newFolder(), way(server));
  for (let i = 0; i < 20; i++) await outbox.putAlarm(alarmNotice({ id: `icu-3-${i}`, tMs: i }));
  server.behave("take");
  await until(() => outbox.health()[0].delivered === 20);
  const told = server.versions.filter(({ resourceType }) => resourceType === "DetectedIssue").map(id);
  expect(told).toEqual(Array.from({ length: 20 }, (_, i) => `${STATION}.icu-3.alarm.${i}`));
});

test("a server that is down is found out without a message", async () => {
  const server = await startFhirServer();
  const outbox = await openMadeOutbox(newFolder(), way(server, { answerMs: 100 }));
  server.behave("stall");
  await until(() => outbox.health()[0].trouble?.isFailing === true);
  server.behave("take");
  await until(() => outbox.health()[0].trouble === null);
});

test("the token is sent with every request, read anew each time, and stands in no answer", async () => {
  const server = await startFhirServer();
  let token = "first-token";
  const transport = way(server, { token: () => token });
  await transport.deliver(alarm({ tMs: 1 }));
  token = "second-token";
  await transport.deliver(alarm({ tMs: 2 }));
  expect([...new Set(server.authorizations)]).toEqual(["Bearer first-token", "Bearer second-token"]);
  const gone = way(server, {
    token: () => {
      throw new Error("receiver there has no secret");
    },
  });
  expect(await gone.deliver(alarm())).toEqual({ kind: "failed", detail: "receiver there has no secret" });
});

test("over TLS only a server is spoken to that the given certificate signed", async () => {
  const known = selfSigned(newFolder());
  const other = selfSigned(newFolder());
  const server = await startFhirServer({ cert: known.certificate, key: known.key });
  expect(await way(server, { tls: { ca: other.certificate } }).deliver(alarm())).toMatchObject({ kind: "failed" });
  expect(await way(server).deliver(alarm())).toMatchObject({ kind: "failed" });
  expect(server.bundles).toEqual([]);
  expect(await way(server, { tls: { ca: known.certificate } }).deliver(alarm())).toEqual({ kind: "taken" });
});

test("every kind of alarm is a valid issue under its own code, missing breath and an irregular rhythm among them", async () => {
  const server = await startFhirServer();
  const transport = way(server);
  for (const [i, code] of ALARM_CODES.entries()) {
    const value = code === "no-breath" ? { worst: 24, last: 24, limit: 20, unit: "s" as const } : null;
    await transport.deliver(alarm({ id: `icu-3-${i}`, alarm: code, value, text: code }));
  }
  expect(server.faults).toEqual([]);
  const codes = ofType(server, "DetectedIssue").map(
    ({ code }) => (code as { coding: { code: string }[] }).coding[0].code,
  );
  expect(codes).toEqual([...ALARM_CODES]);
  expect(codes).toEqual(expect.arrayContaining(["no-breath", "irregular-rhythm"]));
});

test("ids stay within FHIR's 64 letters and apart, whatever the bed's name", async () => {
  const server = await startFhirServer();
  const transport = way(server);
  const beds = ["a".repeat(32), `${"a".repeat(31)}b`, "Zimmer 3 / Bett ä", "Zimmer 3 / Bett ö"];
  for (const bed of beds) {
    for (const origin of ["live", "replay"] as const) {
      await transport.deliver(passingItem(valuesNotice({ bed, origin }), "life", 1));
      await transport.deliver(alarm({ bed, id: `${bed}-1795532399250` }, origin));
    }
  }
  expect(server.faults).toEqual([]);
  expect(ofType(server, "DetectedIssue")).toHaveLength(2 * beds.length);
  expect(ofType(server, "Observation")).toHaveLength(4 * beds.length);
});
