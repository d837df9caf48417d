import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Value } from "typebox/value";
import { expect, test, vi } from "vitest";

import type { StreamMessage } from "../../src/wire/messages.ts";
import { describeApi } from "../../src/stream/description.ts";
import { MESSAGE_SCOPES } from "../../src/stream/message-access.ts";
import { SCOPE_NAMES } from "../../src/stream/scopes.ts";
import { buildServer } from "../../src/stream/server-parts.ts";
import { fhirRoutes } from "../../src/app/fhir-routes.ts";

import { guardedStation, pageFolder, temporaryFolder } from "./accounts/guarded-station.ts";
import { liveScene, status } from "./synthetic-bed.ts";

interface Operation {
  readonly summary?: string;
  readonly "x-scope": string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
  readonly requestBody?: object;
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface AsyncApi {
  readonly asyncapi: string;
  readonly channels: { readonly stream: { readonly address: string; readonly messages: object } };
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: object; readonly "x-scope": string }>>;
  };
}

const DOCS = join(import.meta.dirname, "../../docs/api");
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
const written = (name: string) => JSON.parse(readFileSync(join(DOCS, name), "utf8")) as unknown;

function operations({ paths }: OpenApi): [name: string, operation: Operation][] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
}

test("the written descriptions are those of the station: afar api > docs/api/openapi.json, afar api stream > docs/api/asyncapi.json", async () => {
  const { openapi, asyncapi } = await describeApi(
    temporaryFolder(),
    fhirRoutes(() => null),
  );
  expect(plain(openapi)).toEqual(written("openapi.json"));
  expect(plain(asyncapi)).toEqual(written("asyncapi.json"));
});

test("the description names every route of the station, each once, with the scope that its guard asks for, and no other", async () => {
  const oidc = {
    label: "",
    issuer: "https://localhost",
    clientId: "",
    clientSecret: null,
    roleClaim: "",
    roles: {},
    scopes: [],
  };
  const accounts = { folder: temporaryFolder(), required: true, setUpCode: null, oidc, audit: () => undefined };
  const { server, routes } = await buildServer({
    port: 0,
    staticDir: pageFolder(),
    accounts,
    mounted: fhirRoutes(() => null),
  });
  await server.ready();
  const guarded = routes
    .filter(({ method, url }) => method !== "HEAD" && !url.endsWith("*"))
    .map(({ method, url, scope }) => `${method} ${url.replace(/:(\w+)/g, "{$1}")} ${scope}`);
  await server.close();
  const described = operations(written("openapi.json") as OpenApi).filter(([name]) => !name.includes("*"));
  expect(described.map(([name, operation]) => `${name} ${operation["x-scope"]}`).sort()).toEqual(guarded.sort());
  for (const [name, { summary, responses, requestBody }] of described) {
    expect(summary?.length, name).toBeGreaterThan(5);
    expect(
      Object.keys(responses).some((code) => /^[123]/.test(code)),
      name,
    ).toBe(true);
    if (/^(POST \/api\/beds|PATCH)/.test(name)) expect(requestBody, name).toBeDefined();
  }
});

test("what a running station answers is what its description says, values and failures alike", async () => {
  const station = await guardedStation();
  const { token } = station.store.issue({ label: "test", scopes: [...SCOPE_NAMES], days: null }, "test");
  station.hub.publish(status("1", "running", "running"));
  for (const message of liveScene(72)("1", 12_000, 1000)) station.hub.publish(message);
  station.takeOrders({ obey: async () => ({ accepted: true, detail: "done", recorded: true }) });
  const document = JSON.parse((await station.send("/api/openapi.json", { token })).text) as OpenApi;
  expect(document.openapi).toMatch(/^3\.1\./);
  let checked = 0;
  for (const [name, { responses }] of operations(document)) {
    const [method, path] = name.split(" ");
    if (method !== "GET" || path === "/api/stream") continue;
    for (const sent of [{ token }, {}, { token: "afar_none" }]) {
      const answer = await station.send(path.replace("{bed}", "1").replace(/\{\w+\}/g, "none"), sent);
      const said = responses[answer.status];
      expect(said, `${name} ${answer.status}`).toBeDefined();
      const schema = said.content?.["application/json"]?.schema;
      if (schema === undefined || !String(answer.headers["content-type"]).includes("json")) continue;
      const value: unknown = JSON.parse(answer.text);
      expect(Value.Check(schema, value), `${name} ${answer.text.slice(0, 300)}`).toBe(true);
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan(25);
  const order = await station.send("/api/beds/1/commands", { token, body: { order: "standby" } });
  const { schema } = document.paths["/api/beds/{bed}/commands"].post.responses[200].content?.["application/json"] ?? {};
  expect(Value.Check(schema ?? { not: {} }, JSON.parse(order.text))).toBe(true);
});

test("what a running station streams is what its description says, message by message", async () => {
  const station = await guardedStation();
  const { token } = station.store.issue({ label: "test", scopes: ["read"], days: null }, "test");
  const { asyncapi, channels, components } = JSON.parse(
    (await station.send("/api/asyncapi.json", { token })).text,
  ) as AsyncApi;
  expect(asyncapi).toBe("3.0.0");
  expect(channels.stream.address).toBe("/api/stream");
  expect(Object.keys(components.messages).sort()).toEqual(Object.keys(MESSAGE_SCOPES).sort());
  const { messages } = station.stream({ token });
  await vi.waitFor(() => expect(messages.length).toBeGreaterThan(1), 10_000);
  station.hub.publish(status("1", "running", "running"));
  for (const message of liveScene(72)("1", 12_000, 1000)) station.hub.publish(message);
  const kinds = () => new Set(messages.map(({ kind }) => kind));
  const told: StreamMessage["kind"][] = ["hello", "tick", "status", "vitals", "wave", "movement", "outline"];
  await vi.waitFor(() => expect([...kinds()]).toEqual(expect.arrayContaining(told)), 10_000);
  for (const message of messages) {
    const { payload } = components.messages[message.kind];
    expect(Value.Check(payload, message), JSON.stringify(message).slice(0, 300)).toBe(true);
    expect(Value.Check(payload, { ...message, kind: "other" })).toBe(false);
  }
});
