import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { AccountState, AddedAccount, SetUpCode } from "../../../src/wire/accounts.ts";
import { AccountStore } from "../../../src/stream/accounts/account-store.ts";
import { accountFile } from "../../../src/stream/accounts/accounts.ts";
import { LockOut } from "../../../src/stream/accounts/lock-out.ts";
import { SignInTimes } from "../../../src/stream/accounts/sign-in-times.ts";

import { cookieOf, type GuardedStation, guardedStation, PASSWORD, temporaryFolder } from "./guarded-station.ts";

const OWN_PASSWORD = "eleven quiet rivers";
const DAY_MS = 86_400_000;

async function listed(station: GuardedStation, cookie: string): Promise<Map<string, AccountState>> {
  const { text } = await station.send("/api/accounts", { cookie });
  const { accounts } = JSON.parse(text) as { readonly accounts: readonly AccountState[] };
  return new Map(accounts.map((account) => [account.name, account]));
}

const setUp = (station: GuardedStation, name: string, code: string, password = OWN_PASSWORD) =>
  station.send("/api/account-set-up", { body: { name, code, password } });

test("an account without a password lets nobody in but who has its code, once, and that one chooses the password", async () => {
  const station = await guardedStation();
  const cookie = await station.signIn("admin");
  const added = await station.send("/api/accounts", { cookie, body: { name: "ben", role: "nurse" } });
  expect(added.status).toBe(201);
  const { setUpCode } = JSON.parse(added.text) as AddedAccount;
  expect(setUpCode?.code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  const code = setUpCode?.code ?? "";
  expect((await listed(station, cookie)).get("ben")).toMatchObject({
    setUpUntilMs: setUpCode?.untilMs,
    lastSignInMs: null,
    lockedForS: null,
  });
  for (const password of ["", code, PASSWORD]) {
    expect((await station.send("/api/sign-in", { body: { name: "ben", password } })).status).not.toBe(204);
  }
  expect((await setUp(station, "ben", "AAAA-AAAA-AAAA")).status).toBe(401);
  expect((await setUp(station, "admin", code)).status).toBe(401);
  // A password that is refused does not use the code up.
  expect((await setUp(station, "ben", code, "short")).status).toBe(400);
  const claimed = await setUp(station, "ben", code.toLowerCase().replaceAll("-", " "));
  expect(claimed.status).toBe(204);
  expect((await station.send("/api/beds", { cookie: cookieOf(claimed) })).status).toBe(200);
  expect((await setUp(station, "ben", code, "another one of those")).status).toBe(401);
  await station.signIn("ben", OWN_PASSWORD);
  const row = (await listed(station, cookie)).get("ben");
  expect(row?.setUpUntilMs).toBeNull();
  expect(row?.lastSignInMs).toBeGreaterThan(Date.now() - 60_000);
  const text = readFileSync(accountFile(station.folder), "utf8");
  expect(text).not.toContain(code);
  expect(text).not.toContain(code.replaceAll("-", ""));
  expect(station.events.map(({ what }) => what)).toEqual(expect.arrayContaining(["account added", "password set up"]));
  expect(JSON.stringify(station.events)).not.toContain(code);
});

test("a password that is reset is gone at once, with the sessions that it opened; the code brings another", async () => {
  const station = await guardedStation();
  const cookie = await station.signIn("admin");
  const nurse = await station.signIn("nurse");
  const answer = await station.send("/api/accounts/nurse/set-up-code", { method: "POST", cookie, body: {} });
  expect(answer.status).toBe(201);
  const { code } = JSON.parse(answer.text) as SetUpCode;
  expect((await station.send("/api/beds", { cookie: nurse })).status).toBe(401);
  expect((await station.send("/api/sign-in", { body: { name: "nurse", password: PASSWORD } })).status).toBe(401);
  expect((await setUp(station, "nurse", code)).status).toBe(204);
  await station.signIn("nurse", OWN_PASSWORD);
  expect(station.events.filter(({ what }) => what === "password reset")).toMatchObject([
    { by: "admin", detail: "nurse" },
  ]);
});

test("nobody resets the own password by a code, and the last admin who can sign in stays one", async () => {
  const station = await guardedStation();
  const cookie = await station.signIn("admin");
  const own = await station.send("/api/accounts/admin/set-up-code", { method: "POST", cookie, body: {} });
  expect(own.status).toBe(400);
  expect(own.text).toContain("your own account");
  await station.send("/api/accounts", { cookie, body: { name: "eve", role: "admin" } });
  // An admin who has not chosen a password yet cannot mend anything.
  const { token } = station.store.issue({ label: "robot", scopes: ["administer"], days: null }, "test");
  for (const [method, path, body] of [
    ["DELETE", "/api/accounts/admin", undefined],
    ["PATCH", "/api/accounts/admin", { role: "nurse" }],
    ["POST", "/api/accounts/admin/set-up-code", {}],
  ] as const) {
    const refused = await station.send(path, { method, token, body });
    expect(refused.status, path).toBe(400);
    expect(refused.text).toContain("the last admin");
  }
  await station.signIn("admin");
});

test("the first account has a password: a code alone would leave nobody who may enter", async () => {
  const store = new AccountStore(accountFile(temporaryFolder()));
  await expect(store.add({ name: "ada", role: "admin" })).rejects.toThrow("the first account needs a password");
  expect(store.isEmpty).toBe(true);
});

test("a code holds for four days and no longer", async () => {
  let nowMs = 1_000_000;
  const store = new AccountStore(accountFile(temporaryFolder()), () => nowMs);
  await store.add({ name: "ada", role: "admin", password: PASSWORD });
  const { setUpCode } = await store.add({ name: "ben", role: "nurse" });
  const code = setUpCode?.code ?? "";
  nowMs += 4 * DAY_MS - 1;
  const ticket = (await store.awaiting("ben", code)) ?? "";
  expect(ticket).not.toBe("");
  nowMs += 1;
  expect(await store.awaiting("ben", code)).toBeNull();
  // Of two who hold it at one time, the second comes too late.
  await store.setUp("ben", OWN_PASSWORD, ticket);
  await expect(store.setUp("ben", PASSWORD, ticket)).rejects.toMatchObject({ code: "SIGN_IN" });
  expect(await store.checked("ben", OWN_PASSWORD)).not.toBeNull();
});

test("an account that was locked out says so to the admin, and lets its owner in once it is unlocked", async () => {
  const station = await guardedStation();
  const cookie = await station.signIn("admin");
  const wrong = () => station.send("/api/sign-in", { body: { name: "viewer", password: "not this one" } });
  for (let i = 0; i < 6; i += 1) await wrong();
  expect((await wrong()).status).toBe(429);
  expect((await listed(station, cookie)).get("viewer")?.lockedForS).toBeGreaterThan(0);
  expect((await listed(station, cookie)).get("nurse")?.lockedForS).toBeNull();
  const unlock = (name: string) => station.send(`/api/accounts/${name}/unlock`, { method: "POST", cookie, body: {} });
  expect((await unlock("viewer")).status).toBe(204);
  expect((await unlock("nobody")).status).toBe(404);
  expect((await listed(station, cookie)).get("viewer")?.lockedForS).toBeNull();
  await station.signIn("viewer");
  expect(station.events.filter(({ what }) => what === "account unlocked")).toMatchObject([
    { by: "admin", detail: "viewer" },
  ]);
});

test("what is forgiven is the account's own: the address and other accounts go on waiting", () => {
  const lockOut = new LockOut();
  for (let i = 0; i < 40; i += 1) {
    lockOut.attempted("ann", "10.0.0.1", 0);
    lockOut.attempted("ann lee", "10.0.0.2", 0);
  }
  expect(lockOut.lockedMs("ann", 0)).toBeGreaterThan(10_000);
  lockOut.forgive("ann");
  expect(lockOut.lockedMs("ann", 0)).toBe(0);
  expect(lockOut.lockedMs("ann lee", 0)).toBeGreaterThan(0);
  expect(lockOut.waitMs("bob", "10.0.0.1", 0)).toBeGreaterThan(0);
});

test("times of sign-ins outlive the station, are its user's alone, and are not those of an earlier account of the name", () => {
  const path = join(temporaryFolder(), "sign-ins.json");
  const faults: unknown[] = [];
  new SignInTimes(path, (fault) => faults.push(fault)).note("ada", 5000, ["ada"]);
  const later = new SignInTimes(path, (fault) => faults.push(fault));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(later.lastMs({ name: "ada", createdMs: 1000 })).toBe(5000);
  expect(later.lastMs({ name: "ada", createdMs: 6000 })).toBeNull();
  expect(later.lastMs({ name: "constructor", createdMs: 0 })).toBeNull();
  later.note("ben", 7000, ["ben"]);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ ben: 7000 });
  expect(faults).toEqual([]);
  writeFileSync(path, "{");
  const broken = new SignInTimes(path, (fault) => faults.push(fault));
  expect(faults).toHaveLength(1);
  broken.note("ada", 9000, ["ada"]);
  expect(new SignInTimes(path, () => undefined).lastMs({ name: "ada", createdMs: 0 })).toBe(9000);
});
