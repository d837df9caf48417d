import fc from "fast-check";
import { Value } from "typebox/value";
import { expect } from "vitest";

import { BedOrder } from "../../../src/wire/alarm-messages.ts";
import { Failure } from "../../../src/wire/failure.ts";
import { AccountStore } from "../../../src/stream/accounts/account-store.ts";
import { accountFile } from "../../../src/stream/accounts/accounts.ts";
import { SCOPE_NAMES } from "../../../src/stream/scopes.ts";
import { buildServer } from "../../../src/stream/server-parts.ts";
import { noteMemory } from "../../bounded-memory.ts";
import { BEDS, pageFolder, temporaryFolder } from "../accounts/guarded-station.ts";

import { BODIES } from "./corpus.ts";

const HOST = "127.0.0.1:8080";
/** Words that routes look for, so that some inputs get far. */
const WORDS = [
  "order",
  "id",
  "seconds",
  "limits",
  "patient",
  "profile",
  "alarm",
  "on",
  "action",
  "landmarks",
  "bed",
  "name",
];
const ORDERS = ["acknowledge", "pause-audio", "limits", "admit", "record", "standby", "switch", "delays", "discharge"];

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(fc.constantFrom(...WORDS, "__proto__", "constructor"), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 }),
  fc.record({
    order: fc.constantFrom(...ORDERS),
    seconds: fc.double(),
    limits: fc.jsonValue(),
    id: fc.jsonValue(),
    patient: fc.string(),
  }),
);
const text = fc.oneof(
  json.map((value) => JSON.stringify(value) ?? ""),
  fc.constantFrom(...BODIES),
  fc.tuple(json, fc.nat(), fc.string({ maxLength: 8 })).map(([value, at, more]) => {
    const whole = JSON.stringify(value) ?? "";
    const cut = at % (whole.length + 1);
    return whole.slice(0, cut) + more + whole.slice(cut);
  }),
  fc.string({ maxLength: 300, unit: "binary" }),
);
const query = fc.dictionary(
  fc.constantFrom("from", "to", "step", "bed", "renew", "count", "before", "code", "state", "__proto__"),
  fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.double().map(String),
    fc.constantFrom("1e999", "-1", "NaN", "minute", "second", "2026-11-28T07:30Z"),
  ),
  { maxKeys: 4 },
);
const contentType = fc.constantFrom(
  "application/json",
  "application/json; charset=utf-16",
  "text/plain",
  "multipart/form-data",
  "",
  "x",
);

/** Sends `count` requests with odd bodies, queries and paths to every route; each is answered below 500, in the API's own words, and keeps no memory. */
export async function fuzzHttp(count: number): Promise<void> {
  const folder = temporaryFolder();
  const { token } = new AccountStore(accountFile(folder)).issue(
    { label: "fuzz", scopes: [...SCOPE_NAMES], days: null },
    "test",
  );
  const faults: unknown[] = [];
  const { server, routes, hub, desks } = await buildServer({
    port: 8080,
    staticDir: pageFolder(),
    accounts: { folder, required: true, setUpCode: "AAAA-AAAA-AAAA", audit: () => undefined },
    requestsPerMinute: 1e9,
    onFault: (error) => void faults.push(error),
  });
  hub.setBeds(BEDS);
  const obeyed: unknown[] = [];
  desks.orders = {
    obey: async (_bed, order) => {
      obeyed.push(order);
      return { accepted: true, detail: "", recorded: true };
    },
  };
  // What hashes passwords is slow, and its bodies are no other's: the sign-in is bounded by itself.
  const open = routes.filter(({ url, method }) => method !== "HEAD" && !/sign-in|set-up|password|stream/.test(url));
  const part = fc.oneof(
    fc.constantFrom("1", "2", "%00", "..%2f..", "%E0%A4%A"),
    fc.string({ maxLength: 40 }).map(encodeURIComponent),
  );
  const expectFreed = noteMemory();
  const input = fc.record({ route: fc.constantFrom(...open), part, query, text, contentType });
  await fc.assert(
    fc.asyncProperty(input, async ({ route, part: name, query: asked, text: body, contentType: type }) => {
      const path = route.url.replace(/:\w+|\*/g, () => name);
      const search = new URLSearchParams(asked).toString();
      const hasBody = route.method !== "GET" && route.method !== "DELETE";
      const answer = await server.inject({
        method: route.method as "GET",
        url: `${path}?${search}`,
        headers: {
          host: HOST,
          authorization: `Bearer ${token}`,
          ...(hasBody && type !== "" && { "content-type": type }),
        },
        ...(hasBody && { payload: body }),
      });
      expect(answer.statusCode, `${route.method} ${path} ${body}`).toBeLessThan(500);
      if (answer.statusCode >= 400) expect(Value.Check(Failure, answer.json()), answer.body).toBe(true);
    }),
    { numRuns: count },
  );
  expectFreed();
  expect(faults).toEqual([]);
  expect(({} as Record<string, unknown>).order).toBeUndefined();
  // What got through is an order, whole and of the known kind.
  for (const order of obeyed) expect(Value.Check(BedOrder, order)).toBe(true);
  await server.close();
}
