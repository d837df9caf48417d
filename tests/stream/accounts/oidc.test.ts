import { expect, test } from "vitest";

import { roleOf } from "../../../src/stream/accounts/oidc.ts";

import { type Answer, cookieOf, type GuardedStation, guardedStation } from "./guarded-station.ts";
import { type MadeOidcService, madeOidcService } from "./made-oidc-service.ts";

const CLIENT = "afar-ward-3";
const SECRET = "kept in a file";
const ROLES = { nurses: "nurse", "ward-engineers": "engineer" } as const;

async function joined(): Promise<{ station: GuardedStation; service: MadeOidcService }> {
  const service = await madeOidcService(CLIENT, SECRET);
  const oidc = {
    label: "Hospital",
    issuer: service.issuer,
    clientId: CLIENT,
    clientSecret: SECRET,
    roleClaim: "groups",
    roles: ROLES,
    scopes: ["profile"],
  };
  return { service, station: await guardedStation({ roles: ["admin"], access: { oidc } }) };
}

/** Begins at the station; returns where the user is sent, and what the browser holds then. */
async function begin(station: GuardedStation): Promise<{ address: string; cookie: string }> {
  const answer = await station.send("/api/oidc/start");
  expect(answer.status).toBe(302);
  expect([answer.headers["set-cookie"]].flat()[0]).toMatch(
    /^afar-oidc=[\w-]+; Max-Age=600; Path=\/api\/oidc; HttpOnly; SameSite=Lax$/,
  );
  return { address: String(answer.headers.location), cookie: cookieOf(answer) };
}

/** As a browser that a link of another site led here: with its cookie, without an Origin. */
function back(station: GuardedStation, path: string, cookie: string): Promise<Answer> {
  return station.send(path, { headers: { cookie, "sec-fetch-site": "cross-site" } });
}

test("a user of the hospital's service signs in with a code and a proof of it, and has the role of the highest group", async () => {
  const { station, service } = await joined();
  service.user.claims = { sub: "17", preferred_username: "anna", groups: ["nurses", "ward-engineers", "others"] };
  expect(JSON.parse((await station.send("/api/session")).text).elsewhere).toBe("Hospital");
  const { address, cookie } = await begin(station);
  const returned = await service.agree(address);
  const answer = await back(station, returned, cookie);
  expect(answer.headers.location).toBe("/");
  const session = JSON.parse((await station.send("/api/session", { cookie: cookieOf(answer) })).text);
  expect(session.caller).toMatchObject({ name: "anna@127.0.0.1", role: "engineer" });
  const [asked] = service.asked;
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: "code",
    client_id: CLIENT,
    scope: "openid profile",
    code_challenge_method: "S256",
    redirect_uri: `http://127.0.0.1:${station.port}/api/oidc/callback`,
  });
  for (const key of ["state", "nonce", "code_challenge"]) expect(asked.get(key)?.length, key).toBeGreaterThan(40);
  expect(station.events.at(-1)).toMatchObject({ what: "signed in", by: "anna@127.0.0.1" });
});

test("an admin sees who is signed in by the service, each once, until they sign out", async () => {
  const { station, service } = await joined();
  const admin = await station.signIn("admin");
  const listed = async () => JSON.parse((await station.send("/api/accounts", { cookie: admin })).text).elsewhere;
  expect(await listed()).toEqual([]);
  const held: string[] = [];
  for (const [name, groups] of [
    ["anna", ["nurses"]],
    ["ben", ["nurses"]],
    ["anna", ["ward-engineers"]],
  ]) {
    service.user.claims = { sub: name, preferred_username: name, groups };
    const { address, cookie } = await begin(station);
    held.push(cookieOf(await back(station, await service.agree(address), cookie)));
  }
  const signedInMs = expect.any(Number);
  expect(await listed()).toEqual([
    { name: "anna@127.0.0.1", role: "engineer", signedInMs },
    { name: "ben@127.0.0.1", role: "nurse", signedInMs },
  ]);
  await station.send("/api/sign-out", { cookie: held[1], body: {} });
  expect((await listed()).map(({ name }: { name: string }) => name)).toEqual(["anna@127.0.0.1"]);
  const without = await guardedStation({ roles: ["admin"] });
  const answer = await without.send("/api/accounts", { cookie: await without.signIn("admin") });
  expect(JSON.parse(answer.text).elsewhere).toBeNull();
});

test("what comes back without the browser's cookie, twice, or with another state is refused", async () => {
  const { station, service } = await joined();
  service.user.claims = { sub: "17", groups: "nurses" };
  const { address, cookie } = await begin(station);
  const returned = await service.agree(address);
  const refused = async (path: string, held: string) => {
    const answer = await back(station, path, held);
    expect(answer.headers.location).toBe("/?sign-in=refused");
    expect(String(answer.headers["set-cookie"])).not.toContain("afar-session");
  };
  await refused(returned, "");
  await refused(returned, "afar-oidc=made-up");
  const other = await begin(station);
  await refused(returned, other.cookie);
  expect((await back(station, returned, cookie)).headers.location).toBe("/");
  await refused(returned, cookie);
});

test("a token that is forged, too old, meant for another, from another, or an answer to another question lets nobody in", async () => {
  const { station, service } = await joined();
  for (const wrong of [
    { forged: true },
    { expired: true },
    { audience: "another-client" },
    { issuer: "http://127.0.0.1:1" },
    { nonce: "of yesterday" },
  ]) {
    Object.assign(service.user, {
      forged: false,
      expired: false,
      audience: undefined,
      issuer: undefined,
      nonce: undefined,
    });
    Object.assign(service.user, { claims: { sub: "17", groups: ["nurses"] }, ...wrong });
    const { address, cookie } = await begin(station);
    const answer = await back(station, await service.agree(address), cookie);
    expect(answer.headers.location, JSON.stringify(wrong)).toBe("/?sign-in=refused");
    expect(String(answer.headers["set-cookie"])).not.toContain("afar-session");
  }
  const text = JSON.stringify(station.events);
  expect(text).not.toContain(SECRET);
});

test("a user in no group that has a role is turned away, and the log says who it was", async () => {
  const { station, service } = await joined();
  service.user.claims = { sub: "18", email: "eve@hospital.example", groups: ["visitors", "__proto__", "constructor"] };
  const { address, cookie } = await begin(station);
  const answer = await back(station, await service.agree(address), cookie);
  expect(answer.headers.location).toBe("/?sign-in=refused");
  expect(station.events.at(-1)).toMatchObject({ what: "sign-in refused", by: "eve@hospital.example@127.0.0.1" });
});

test("a service that is silent is said to have failed, and asked again the next time", async () => {
  const oidc = {
    label: "Hospital",
    issuer: "http://127.0.0.1:1",
    clientId: CLIENT,
    clientSecret: null,
    roleClaim: "groups",
    roles: ROLES,
    scopes: [],
  };
  const station = await guardedStation({ roles: ["admin"], access: { oidc } });
  for (let i = 0; i < 2; i += 1) {
    expect((await station.send("/api/oidc/start")).headers.location).toBe("/?sign-in=refused");
  }
  await station.signIn("admin");
});

test("the role is read from a word, a list, a table by dots, and a claim whose name holds dots", () => {
  const roles = { a: "viewer", b: "admin" } as const;
  expect(roleOf({ groups: "a" }, { roleClaim: "groups", roles })).toBe("viewer");
  expect(roleOf({ groups: ["a", "b", 7, null] }, { roleClaim: "groups", roles })).toBe("admin");
  expect(roleOf({ realm_access: { roles: ["a"] } }, { roleClaim: "realm_access.roles", roles })).toBe("viewer");
  expect(roleOf({ "https://x.example/groups": ["b"] }, { roleClaim: "https://x.example/groups", roles })).toBe("admin");
  for (const claims of [{}, { groups: null }, { groups: { a: true } }, { groups: ["c"] }]) {
    expect(roleOf(claims, { roleClaim: "groups", roles })).toBeNull();
  }
});
