import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { expect, test, vi } from "vitest";

import { SESSION_LIMITS } from "../../../src/stream/accounts/sessions.ts";
import { newSetUpCode } from "../../../src/stream/accounts/set-up-code.ts";

import { cookieOf, guardedStation, PASSWORD } from "./guarded-station.ts";

const codeOf = ({ text }: { readonly text: string }) => JSON.parse(text).code as string;

test("a sign-in sets a cookie that no script and no other site can use, and that says who it is", async () => {
  const station = await guardedStation();
  const answer = await station.send("/api/sign-in", { body: { name: " Nurse ", password: PASSWORD } });
  expect(answer.status).toBe(204);
  const [set] = [answer.headers["set-cookie"]].flat();
  expect(set).toMatch(/^afar-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const state = JSON.parse((await station.send("/api/session", { cookie: cookieOf(answer) })).text);
  expect(state).toEqual({
    signIn: true,
    setUp: false,
    elsewhere: null,
    caller: { name: "nurse", role: "nurse", scopes: ["read", "order"], beds: null, stoodDown: false },
  });
  expect(JSON.parse((await station.send("/api/session")).text).caller).toBeNull();
});

test("a wrong password and a name that nobody has are refused in the same words", async () => {
  const station = await guardedStation();
  const wrong = await station.send("/api/sign-in", { body: { name: "nurse", password: "seven green lamb" } });
  const nobody = await station.send("/api/sign-in", { body: { name: "nobody", password: PASSWORD } });
  expect(wrong.status).toBe(401);
  expect(nobody.text).toBe(wrong.text);
  expect(nobody.headers["set-cookie"]).toBeUndefined();
});

test("after five wrong passwords the sixth has to wait, also with the right one, and says for how long", async () => {
  const station = await guardedStation();
  const attempt = (password: string) => station.send("/api/sign-in", { body: { name: "nurse", password } });
  for (let i = 0; i < 5; i += 1) expect((await attempt("wrong wrong")).status).toBe(401);
  const locked = await attempt(PASSWORD);
  expect(locked.status).toBe(429);
  expect(JSON.parse(locked.text)).toMatchObject({
    code: "TOO_OFTEN",
    message: expect.stringMatching(/try again in \d+ s/),
  });
  // The others go on.
  await station.signIn("admin");
});

test("sign-out, another password, another role, other beds and removal each end the sessions and their streams at once", async () => {
  const station = await guardedStation();
  const admin = await station.signIn("admin");
  const patch = (body: unknown) => station.send("/api/accounts/nurse", { method: "PATCH", cookie: admin, body });
  const ends: Record<string, (cookie: string) => Promise<{ status: number }>> = {
    "sign-out": (cookie) => station.send("/api/sign-out", { method: "POST", cookie }),
    "a password of an admin's": () => patch({ password: PASSWORD }),
    "another role": () => patch({ role: "engineer" }),
    "other beds": () => patch({ beds: ["1"] }),
    removal: () => station.send("/api/accounts/nurse", { method: "DELETE", cookie: admin }),
  };
  for (const [what, end] of Object.entries(ends)) {
    const cookie = await station.signIn("nurse");
    const { closed, opened, messages } = station.stream({ cookie });
    expect(await opened).toBe("opened");
    await vi.waitFor(() => expect(messages.length).toBeGreaterThan(0));
    expect((await end(cookie)).status, what).toBe(204);
    expect((await station.send("/api/beds", { cookie })).status, what).toBe(401);
    expect(await closed, what).toBe(4401);
  }
  expect((await station.send("/api/beds", { cookie: admin })).status).toBe(200);
});

test("who changes the own password stays signed in there and nowhere else", async () => {
  const station = await guardedStation();
  const here = await station.signIn("nurse");
  const there = await station.signIn("nurse");
  const wrong = { old: "not the old one", new: "eight blue lamps" };
  expect((await station.send("/api/password", { cookie: here, body: wrong })).status).toBe(401);
  const changed = await station.send("/api/password", {
    cookie: here,
    body: { old: PASSWORD, new: "eight blue lamps" },
  });
  expect(changed.status).toBe(204);
  expect((await station.send("/api/beds", { cookie: cookieOf(changed) })).status).toBe(200);
  expect((await station.send("/api/beds", { cookie: there })).status).toBe(401);
  expect((await station.send("/api/beds", { cookie: here })).status).toBe(401);
  await station.signIn("nurse", "eight blue lamps");
});

test("a token that is revoked ends its stream at once", async () => {
  const station = await guardedStation();
  const admin = await station.signIn("admin");
  const body = { label: "wall", scopes: ["read"], days: 30 };
  const issued = JSON.parse((await station.send("/api/tokens", { cookie: admin, body })).text);
  expect((await station.send("/api/tokens", { cookie: admin })).text).not.toContain(issued.token);
  const { closed, opened } = station.stream({ token: issued.token });
  expect(await opened).toBe("opened");
  const gone = await station.send(`/api/tokens/${issued.row.id}`, { method: "DELETE", cookie: admin });
  expect(gone.status).toBe(204);
  expect(await closed).toBe(4401);
  expect((await station.send("/api/beds", { token: issued.token })).status).toBe(401);
});

test("a session that is left alone goes on showing and gives no order before somebody signs in again", async () => {
  const limits = { ...SESSION_LIMITS, idleMs: 300 };
  const station = await guardedStation({ access: { limits } });
  station.takeOrders({ obey: async () => ({ accepted: true, detail: "", recorded: true }) });
  const cookie = await station.signIn("nurse");
  const order = () => station.send("/api/beds/1/commands", { cookie, body: { order: "standby" } });
  expect(await station.stream({ cookie }).opened).toBe("opened");
  expect((await order()).status).toBe(200);
  await vi.waitFor(
    async () => expect((await station.send("/api/session", { cookie })).text).toContain('"stoodDown":true'),
    10_000,
  );
  expect((await station.send("/api/beds", { cookie })).status).toBe(200);
  const refused = await order();
  expect(refused.status).toBe(401);
  expect(JSON.parse(refused.text).message).toContain("sign in again");
});

test("another site's page can have nothing done with the cookie: form, script and link are all refused", async () => {
  const station = await guardedStation();
  const cookie = await station.signIn("admin");
  const own = `http://127.0.0.1:${station.port}`;
  const body = JSON.stringify({ label: "thief", scopes: ["administer"], days: null });
  for (const headers of [
    // What a form can send.
    { origin: "http://evil.example", "content-type": "application/x-www-form-urlencoded" },
    { origin: "null", "content-type": "text/plain" },
    { "content-type": "application/json" },
    // What a neighbour on the same host sends.
    { origin: "http://127.0.0.1:1", "content-type": "application/json" },
    { origin: own, "sec-fetch-site": "same-site", "content-type": "application/json" },
    { origin: own, "content-type": "text/plain" },
    { origin: own },
  ]) {
    const { status, text } = await station.send("/api/tokens", {
      method: "POST",
      body,
      headers: { cookie, "content-type": "", ...headers },
    });
    expect([403, 415], `${JSON.stringify(headers)} ${text}`).toContain(status);
  }
  expect(station.store.tokens()).toEqual([]);
  const good = {
    cookie,
    origin: own,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json; charset=utf-8",
  };
  expect((await station.send("/api/tokens", { method: "POST", body, headers: good })).status).toBe(201);
});

test("the first account is made with the code of the terminal, once, and is an admin's", async () => {
  const setUpCode = newSetUpCode();
  const station = await guardedStation({ roles: [], access: { setUpCode } });
  expect(setUpCode).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  expect(JSON.parse((await station.send("/api/session")).text)).toMatchObject({
    signIn: true,
    setUp: true,
    caller: null,
  });
  expect((await station.send("/api/beds")).status).toBe(401);
  const setUp = (code: string, name = "ada", password = PASSWORD) =>
    station.send("/api/set-up", { body: { code, name, password } });
  expect((await setUp("AAAA-AAAA-AAAA")).status).toBe(401);
  expect((await setUp(setUpCode, "ada", "short")).status).toBe(400);
  const made = await setUp(setUpCode.toLowerCase().replaceAll("-", " "));
  expect(made.status).toBe(204);
  expect(JSON.parse((await station.send("/api/session", { cookie: cookieOf(made) })).text)).toMatchObject({
    setUp: false,
    caller: { name: "ada", role: "admin" },
  });
  expect((await setUp(setUpCode, "eve")).status).toBe(404);
  expect(station.store.accounts()).toHaveLength(1);
});

test("a station on loopback without accounts asks nobody, and everybody once there is one", async () => {
  const station = await guardedStation({ roles: [], access: { required: false } });
  expect((await station.send("/api/accounts")).status).toBe(200);
  const page = station.stream({ headers: { origin: `http://127.0.0.1:${station.port}` } });
  expect(await page.opened).toBe("opened");
  const body = { name: "ada", role: "admin", password: PASSWORD };
  expect((await station.send("/api/accounts", { body: { ...body, role: "nurse" } })).status).toBe(400);
  expect((await station.send("/api/accounts", { body })).status).toBe(201);
  expect((await station.send("/api/accounts")).status).toBe(401);
  expect(await page.closed).toBe(4401);
});

test("sign-ins, failures, changes and what was not allowed are told to the log with who and where, and no secret", async () => {
  const station = await guardedStation();
  const admin = await station.signIn("admin");
  await station.send("/api/sign-in", { body: { name: "nurse", password: "wrong wrong" } });
  const viewer = await station.signIn("viewer");
  await station.send("/api/tokens", { cookie: viewer });
  await station.send("/api/beds", { token: "afar_stolen" });
  const body = { label: "pager", scopes: ["read"], days: 1 };
  const { token } = JSON.parse((await station.send("/api/tokens", { cookie: admin, body })).text);
  await station.send("/api/accounts/nurse", { method: "PATCH", cookie: admin, body: { role: "engineer" } });
  await station.send("/api/sign-out", { method: "POST", cookie: viewer });
  expect(station.events.map(({ what, by }) => `${by}: ${what}`)).toEqual([
    "admin: signed in",
    "nurse: sign-in refused",
    "viewer: signed in",
    "viewer: not allowed",
    "null: token refused",
    "admin: token issued",
    "admin: account changed",
    "viewer: signed out",
  ]);
  for (const { address } of station.events) expect(address).toBe("127.0.0.1");
  const text = JSON.stringify(station.events);
  for (const secret of [PASSWORD, "wrong wrong", token, admin, viewer, "afar_stolen"])
    expect(text).not.toContain(secret);
});

test("a stranger's thousand failures make thirty rows a minute and one that counts the rest", async () => {
  const station = await guardedStation({ roles: ["admin"] });
  for (let i = 0; i < 200; i += 1) await station.send("/api/beds", { token: `afar_${i}` });
  await station.close();
  expect(station.events).toHaveLength(31);
  expect(station.events.at(-1)).toMatchObject({ what: "token refused", times: 170 });
});

test("one caller who asks without end is told to wait, and the others are not", async () => {
  const station = await guardedStation({ requestsPerMinute: 30 });
  const admin = await station.signIn("admin");
  const { token } = station.store.issue({ label: "mad", scopes: ["read"], days: null }, "test");
  let refused = 0;
  for (let i = 0; i < 40; i += 1) if ((await station.send("/api/session", { token })).status === 429) refused += 1;
  expect(refused).toBe(10);
  const answer = await station.send("/api/session", { token });
  expect(codeOf(answer)).toBe("TOO_OFTEN");
  expect(answer.headers["retry-after"]).toBeDefined();
  expect((await station.send("/api/beds", { cookie: admin })).status).toBe(200);
});

test("sessions outlive the station in a file that its owner alone may read, and no session is in it to be stolen", async () => {
  const before = await guardedStation();
  const cookie = await before.signIn("viewer");
  const path = join(before.folder, "sessions.json");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, "utf8")).not.toContain(cookie.split("=")[1]);
  const after = await guardedStation({ roles: [], access: { folder: before.folder } });
  expect((await after.send("/api/beds", { cookie })).status).toBe(200);
});

test("sessions and tokens grow old by the station's own clock", async () => {
  let nowMs = 1_000_000_000;
  const station = await guardedStation({ access: { nowMs: () => nowMs } });
  const cookie = await station.signIn("nurse");
  const admin = { cookie: await station.signIn("admin") };
  const body = { label: "pager", scopes: ["read"], days: 1 };
  const { token } = JSON.parse((await station.send("/api/tokens", { ...admin, body })).text);
  expect((await station.send("/api/beds", { cookie })).status).toBe(200);
  expect((await station.send("/api/beds", { token })).status).toBe(200);
  nowMs += SESSION_LIMITS.longestMs;
  expect((await station.send("/api/beds", { cookie })).status).toBe(401);
  expect((await station.send("/api/beds", { token })).status).toBe(200);
  nowMs += 24 * 3_600_000;
  expect((await station.send("/api/beds", { token })).status).toBe(401);
});

test("who takes a trend away as a file is told to the log, with the bed and the stretch", async () => {
  const station = await guardedStation();
  async function* lines() {
    yield "tMs\n";
  }
  const nothing = () => undefined;
  station.readHistory({ trend: nothing, events: nothing, eventWaves: nothing, trendLines: lines });
  const cookie = await station.signIn("engineer");
  const path = "/api/beds/1/trends.csv?from=1795532400000&to=1795536000000";
  expect((await station.send(path, { cookie })).status).toBe(200);
  const told = station.events.filter(({ what }) => what === "exported");
  expect(told).toMatchObject([
    { by: "engineer", detail: "trend of bed 1, 2026-11-24T15:00:00.000Z to 2026-11-24T16:00:00.000Z" },
  ]);
});
