import { Value } from "typebox/value";
import { expect, test, vi } from "vitest";

import { STREAM_MESSAGES } from "../../../src/wire/message-schemas.ts";
import type { AlarmMessage, BedMessage, StreamMessage } from "../../../src/wire/messages.ts";
import { type Caller, thisScreen } from "../../../src/stream/caller.ts";
import { MESSAGE_SCOPES, messageFor } from "../../../src/stream/message-access.ts";
import { type RouteScope, SCOPE_NAMES, type Scope, scopesOfRole } from "../../../src/stream/scopes.ts";
import { buildServer, type ServerParts } from "../../../src/stream/server-parts.ts";
import { fhirRoutes } from "../../../src/app/fhir-routes.ts";

import { type GuardedStation, guardedStation, pageFolder, type Sent, temporaryFolder } from "./guarded-station.ts";

/** What each role may do, written down here a second time. */
const ALLOWED = {
  viewer: ["read"],
  nurse: ["read", "order"],
  engineer: ["read", "order", "record", "replay", "export", "diagnose"],
  admin: ["read", "order", "record", "replay", "export", "diagnose", "administer"],
} as const satisfies Record<string, readonly Scope[]>;
const ROLE_NAMES = ["viewer", "nurse", "engineer", "admin"] as const;

/** Routes that answer whoever asks: nothing else does. */
const PUBLIC = [
  "GET /*",
  "HEAD /*",
  "GET /api/oidc/callback",
  "GET /api/oidc/start",
  "GET /api/session",
  "HEAD /api/oidc/callback",
  "HEAD /api/oidc/start",
  "HEAD /api/session",
  "POST /api/account-set-up",
  "POST /api/set-up",
  "POST /api/sign-in",
  "POST /api/sign-out",
];

/** Those of the hospital's interfaces. */
const MOUNTED = fhirRoutes(() => null);

const OIDC = {
  label: "Hospital",
  issuer: "http://127.0.0.1:1",
  clientId: "afar",
  clientSecret: null,
  roleClaim: "groups",
  roles: {},
  scopes: [],
};

async function builtRoutes(): Promise<ServerParts["routes"]> {
  const accounts = { folder: temporaryFolder(), required: true, setUpCode: null, oidc: OIDC, audit: () => undefined };
  const { server, routes } = await buildServer({ port: 0, staticDir: pageFolder(), accounts, mounted: MOUNTED });
  await server.ready();
  await server.close();
  return routes;
}

function pathOf(url: string): string {
  return url.replace(":bed", "1").replace(/:\w+/g, "nobody").replace("*", "index.html");
}

function isAllowed(scope: RouteScope, held: readonly Scope[] | null): boolean {
  return scope === "public" || (held?.includes(scope) ?? false);
}

test("the roles hold what they are said to hold", () => {
  for (const role of ROLE_NAMES) expect([...scopesOfRole(role)].sort(), role).toEqual([...ALLOWED[role]].sort());
});

test("only the page and what leads to a sign-in is public, and nothing but one's own password is changed by reading alone", async () => {
  const routes = await builtRoutes();
  expect(routes.length).toBeGreaterThan(20);
  const named = (scope: RouteScope) =>
    routes.filter((each) => each.scope === scope).map(({ method, url }) => `${method} ${url}`);
  expect(named("public").sort()).toEqual([...PUBLIC].sort());
  expect(named("read").filter((route) => !/^(GET|HEAD) /.test(route))).toEqual(["POST /api/password"]);
});

test("a route that does not say which scope it needs is refused at the start", async () => {
  const accounts = { folder: temporaryFolder(), required: true, setUpCode: null, audit: () => undefined };
  const { server } = await buildServer({ port: 0, staticDir: pageFolder(), accounts });
  expect(() => server.get("/api/forgotten", () => "")).toThrow(
    "the route GET /api/forgotten does not say which scope it needs",
  );
  await server.close();
});

/** Everybody who may call: nobody, each role, a token of each single scope, and credentials that are none. */
async function callers(station: GuardedStation): Promise<[name: string, sent: Sent, held: readonly Scope[] | null][]> {
  const roles = await Promise.all(
    ROLE_NAMES.map(async (role) => [role, { cookie: await station.signIn(role) }, ALLOWED[role]] as const),
  );
  const tokens = SCOPE_NAMES.map((scope) => {
    const { token } = station.store.issue({ label: scope, scopes: [scope], days: null }, "test");
    return [`token ${scope}`, { token }, [scope]] as const;
  });
  const revoked = station.store.issue({ label: "old", scopes: [...SCOPE_NAMES], days: null }, "test");
  station.store.revoke(revoked.row.id);
  return [
    ["nobody", {}, null],
    ["a made-up cookie", { cookie: "afar-session=AAAA" }, null],
    ["a made-up token", { token: "afar_AAAA" }, null],
    ["a revoked token", { token: revoked.token }, null],
    ...roles.map((each): [string, Sent, readonly Scope[]] => [...each]),
    ...tokens.map((each): [string, Sent, readonly Scope[]] => [...each]),
  ];
}

test("every route lets in who may and nobody else: each role, each scope, no role, and credentials that are none", async () => {
  const station = await guardedStation({ access: { oidc: OIDC }, mounted: MOUNTED });
  const routes = await builtRoutes();
  const who = await callers(station);
  let denied = 0;
  for (const { method, url, scope } of routes) {
    // Ends the sessions that the others need.
    if (url === "/api/sign-out") continue;
    for (const [name, sent, held] of who) {
      const body = /GET|HEAD|DELETE/.test(method) ? {} : { body: {} };
      const { status, text } = await station.send(pathOf(url), { method, ...body, ...sent });
      const what = `${name}: ${method} ${url}: ${status} ${text}`;
      if (isAllowed(scope, held)) expect([401, 403], what).not.toContain(status);
      else expect(status, what).toBe(held === null ? 401 : 403);
      if (!isAllowed(scope, held)) denied += 1;
    }
  }
  expect(denied).toBeGreaterThan(200);
  for (const role of ROLE_NAMES) {
    const cookie = await station.signIn(role);
    expect((await station.send("/api/sign-out", { method: "POST", cookie })).status).toBe(204);
    expect((await station.send("/api/beds", { cookie })).status).toBe(401);
  }
}, 300_000);

test("an order to record needs the engineer's scope, which the nurse's order does not have", async () => {
  const station = await guardedStation();
  const by: string[] = [];
  station.takeOrders({
    obey: async (_bed, _order, who) => {
      by.push(who);
      return { accepted: true, detail: "", recorded: true };
    },
  });
  const order = (body: unknown, sent: Sent) => station.send("/api/beds/1/commands", { ...sent, body });
  const nurse = { cookie: await station.signIn("nurse") };
  const engineer = { cookie: await station.signIn("engineer") };
  const { token } = station.store.issue({ label: "pager", scopes: ["order"], days: null }, "test");
  const record = { order: "record", action: "start", landmarks: true };
  expect((await order({ order: "acknowledge", id: null }, nurse)).status).toBe(200);
  expect((await order(record, nurse)).status).toBe(403);
  expect((await order(record, { token })).status).toBe(403);
  expect((await order(record, engineer)).status).toBe(200);
  expect((await order({ order: "standby" }, { token })).status).toBe(200);
  expect(by).toEqual(["nurse", "engineer", "token pager"]);
});

/** One message of each kind, of a bed; of the ward where it is not a bed's. */
function samples(bed: string): StreamMessage[] {
  return Object.entries(STREAM_MESSAGES).map(([kind, { schema }]) => {
    const made = Value.Create(schema) as StreamMessage;
    if (made.kind === "hello") return { ...made, beds: [{ bed, label: "Bed", demo: false }] };
    if (made.kind === "tick") return { ...made, silentMs: { [bed]: 1 } };
    if (made.kind === "ward-alarm") return { ...made, beds: [bed] };
    expect(made.kind).toBe(kind);
    return { ...made, bed } as StreamMessage;
  });
}

function caller(scopes: readonly Scope[], beds: readonly string[] | null): Caller {
  return { ...thisScreen(() => true), scopes: new Set(scopes), beds: beds && new Set(beds) };
}

test("every message of the stream reaches who may read and nobody else, and of a bed only who may see it", () => {
  for (const message of samples("1")) {
    for (const role of ROLE_NAMES) expect(messageFor(caller(ALLOWED[role], null), message), message.kind).toBe(message);
    for (const scope of SCOPE_NAMES) {
      const told = messageFor(caller([scope], null), message);
      expect(told, `${scope} ${message.kind}`).toBe(scope === MESSAGE_SCOPES[message.kind] ? message : null);
    }
    expect(messageFor(caller([], null), message)).toBeNull();
    expect(JSON.stringify(messageFor(caller(["read"], ["1"]), message)), message.kind).toContain('"1"');
    expect(JSON.stringify(messageFor(caller(["read"], ["2"]), message)), message.kind).not.toContain('"1"');
  }
});

test("of an alarm that beds share, who may see one of them is told of that one alone, and no words of the others", () => {
  const shared = Value.Create(STREAM_MESSAGES["ward-alarm"].schema) as Extract<StreamMessage, { kind: "ward-alarm" }>;
  const message = { ...shared, phase: "start" as const, text: "Bed 1 and Bed 2", beds: ["1", "2"] };
  expect(messageFor(caller(["read"], ["2"]), message)).toEqual({ ...message, beds: ["2"], text: "" });
  expect(messageFor(caller(["read"], ["2"]), { ...message, phase: "end", beds: [] })).toMatchObject({ text: "" });
});

test("over the network, an account of one bed sees and orders about that bed only, and hears of no other", async () => {
  const station = await guardedStation();
  await station.store.change("viewer", { beds: ["2"] });
  await station.store.change("nurse", { beds: ["2"] });
  station.takeOrders({ obey: async () => ({ accepted: true, detail: "", recorded: true }) });
  const viewer = { cookie: await station.signIn("viewer") };
  const nurse = { cookie: await station.signIn("nurse") };
  const all = { cookie: await station.signIn("admin") };

  expect(JSON.parse((await station.send("/api/beds", viewer)).text).beds).toHaveLength(1);
  expect(JSON.parse((await station.send("/api/health", viewer)).text).beds).toHaveLength(1);
  for (const path of ["vitals", "trends", "events"]) {
    const { status, text } = await station.send(`/api/beds/1/${path}`, viewer);
    expect(status).toBe(404);
    expect(text).toContain("there is no bed");
  }
  const order = { body: { order: "standby" }, ...nurse };
  expect((await station.send("/api/beds/1/commands", order)).status).toBe(404);
  expect((await station.send("/api/beds/2/commands", order)).status).toBe(200);

  const one = station.stream(viewer);
  const both = station.stream(all);
  await vi.waitFor(() =>
    expect([...one.messages, ...both.messages].filter(({ kind }) => kind === "tick").length).toBeGreaterThan(1),
  );
  const live = ["1", "2"].flatMap(samples).filter(({ kind }) => kind !== "hello" && kind !== "tick");
  for (const message of live) station.hub.publish(message as BedMessage | AlarmMessage);
  await vi.waitFor(() =>
    expect(both.messages.filter(({ kind }) => kind !== "tick").length).toBeGreaterThan(live.length),
  );
  await vi.waitFor(() =>
    expect(one.messages.filter(({ kind }) => kind !== "tick").length).toBeGreaterThan(live.length / 2),
  );
  for (const message of one.messages) expect(JSON.stringify(message)).not.toMatch(/"bed":"1"|"beds":\["1"|"1":/);
});

test("what concerns all beds at once is denied to who may see only some, whatever the role", async () => {
  const station = await guardedStation();
  const { token } = station.store.issue({ label: "one", scopes: [...SCOPE_NAMES], beds: ["1"], days: null }, "test");
  for (const path of ["/api/accounts", "/api/tokens", "/api/recordings", "/api/receivers"]) {
    const { status, text } = await station.send(path, { token });
    expect(status, path).toBe(403);
    expect(text).toContain("concerns all beds");
  }
  expect((await station.send("/api/beds", { token })).status).toBe(200);
});

test("the stream opens for who may read, with the page's own origin, and for nobody else", async () => {
  const station = await guardedStation();
  const { token } = station.store.issue({ label: "wall", scopes: ["read"], days: null }, "test");
  const blind = station.store.issue({ label: "blind", scopes: ["order", "administer"], days: null }, "test").token;
  for (const role of ROLE_NAMES)
    expect(await station.stream({ cookie: await station.signIn(role) }).opened).toBe("opened");
  expect(await station.stream({ token }).opened).toBe("opened");
  expect(await station.stream({ token: blind }).opened).toBe("Unexpected server response: 403");
  expect(await station.stream().opened).toBe("Unexpected server response: 401");
  expect(await station.stream({ token: "afar_none" }).opened).toBe("Unexpected server response: 401");
  expect(await station.stream({ cookie: "afar-session=none" }).opened).toBe("Unexpected server response: 401");
  const cookie = await station.signIn("viewer");
  // A cookie alone, as another site's page would have it sent.
  expect(await station.stream({ headers: { cookie } }).opened).toBe("Unexpected server response: 403");
  expect(await station.stream({ headers: { cookie, origin: "http://evil.example" } }).opened).toBe(
    "Unexpected server response: 403",
  );
});
