import { expect, test } from "vitest";

import { SCOPE_NAMES } from "../../src/stream/scopes.ts";
import { guardedStation } from "../stream/accounts/guarded-station.ts";
import { planFhirDesk } from "../../src/interop/fhir/fhir-desk.ts";
import type { FhirSource } from "../../src/interop/fhir/fhir-source.ts";
import { fhirRoutes } from "../../src/app/fhir-routes.ts";

const source: FhirSource = {
  version: "0",
  startedMs: 0,
  base: "http://station.test/fhir",
  nowMs: () => 1_000_000_000_000,
  beds: () => ["1", "2"].map((bed) => ({ bed, label: `Bed ${bed}`, origin: "live" })),
  seconds: async () => [],
  alarms: async () => [],
  alarm: async () => null,
  sharedAlarms: async () => [],
  sharedAlarm: async () => null,
};

test("each FHIR route lets in who may read and nobody else, and says so in an OperationOutcome", async () => {
  const routes = fhirRoutes(() => planFhirDesk(source));
  const station = await guardedStation({ mounted: routes });
  const tokens = SCOPE_NAMES.map((scope) => ({
    scope,
    token: station.store.issue({ label: scope, scopes: [scope], days: null }, "test").token,
  }));
  expect(routes.length).toBe(12);
  for (const { url, scope: needed } of routes) {
    expect(needed).toBe("read");
    const path = url.replace(":id", "none").replace("*", "Patient");
    const stranger = await station.send(path);
    expect(stranger.status, path).toBe(401);
    expect(JSON.parse(stranger.text)).toMatchObject({ resourceType: "OperationOutcome", issue: [{ code: "login" }] });
    for (const { scope, token } of tokens) {
      const { status, headers } = await station.send(path, { token });
      expect(headers["content-type"], path).toBe("application/fhir+json; charset=utf-8");
      if (scope === "read") expect([200, 404], path).toContain(status);
      else expect(status, `${scope} ${path}`).toBe(403);
    }
  }
});

test("an account of one bed finds no other bed's Device", async () => {
  const station = await guardedStation({ mounted: fhirRoutes(() => planFhirDesk(source)) });
  await station.store.change("viewer", { beds: ["2"] });
  const cookie = await station.signIn("viewer");
  const { text, headers } = await station.send("/fhir/Device", { cookie });
  expect(text).toContain("bed-2");
  expect(text).not.toContain("bed-1");
  expect(headers["cache-control"]).toBe("no-store");
  expect((await station.send("/fhir/Device/bed-1", { cookie })).status).toBe(404);
  expect((await station.send("/fhir/DeviceMetric/1.pulse", { cookie })).status).toBe(404);
});

test("a station whose history is not open yet asks to be asked again", async () => {
  const station = await guardedStation({ mounted: fhirRoutes(() => null) });
  const { status, text } = await station.send("/fhir/Observation", { cookie: await station.signIn("viewer") });
  expect(status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({ resourceType: "OperationOutcome", issue: [{ code: "transient" }] });
});
