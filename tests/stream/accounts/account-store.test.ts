import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { AccountStore } from "../../../src/stream/accounts/account-store.ts";
import { hashPassword, isPassword } from "../../../src/stream/accounts/password.ts";

import { PASSWORD, temporaryFolder } from "./guarded-station.ts";

const ADMIN = { name: "ada", role: "admin", password: PASSWORD } as const;

describe("a password", () => {
  test("is found right by its hash and any other is not; the same one has another hash each time", async () => {
    const stored = await hashPassword(PASSWORD);
    expect(stored).toMatch(/^scrypt\$32768\$8\$1\$/);
    expect(await hashPassword(PASSWORD)).not.toBe(stored);
    expect(await isPassword(PASSWORD, stored)).toBe(true);
    for (const wrong of ["", "seven green lamp", `${PASSWORD} `, PASSWORD.toUpperCase()]) {
      expect(await isPassword(wrong, stored), wrong).toBe(false);
    }
    expect(await isPassword(PASSWORD, null)).toBe(false);
  });

  test("is the same in whichever form a keyboard sends its accents", async () => {
    expect(await isPassword("cafe\u0301 au lait", await hashPassword("caf\u00e9 au lait"))).toBe(true);
  });

  test("of a hash that was made with another cost still holds", async () => {
    const { scryptSync } = await import("node:crypto");
    const salt = Buffer.from("0123456789abcdef");
    const hash = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 });
    const stored = `scrypt$1024$8$1$${salt.toString("base64url")}$${hash.toString("base64url")}`;
    expect(await isPassword(PASSWORD, stored)).toBe(true);
  });

  test("that is short, long, monotonous or holds the name is not taken", async () => {
    const store = new AccountStore(join(temporaryFolder(), "accounts.json"));
    for (const password of ["short", "aaaaaaaaaaaaaaaa", "x".repeat(200), "my name is ADA 1"]) {
      await expect(store.add({ ...ADMIN, password })).rejects.toMatchObject({ code: "USAGE" });
    }
    expect(store.isEmpty).toBe(true);
  });

  test("is not hashed for more than sixteen at a time: the rest is asked to wait", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 40 }, () => isPassword("x", null)));
    const refused = tries.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
    expect(refused).toHaveLength(24);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "TOO_OFTEN" });
  }, 120_000);
});

describe("the file of accounts", () => {
  test("is its owner's alone, holds no password and no token, and leaves nothing beside it", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "accounts.json");
    const store = new AccountStore(path);
    await store.add(ADMIN);
    const { token } = store.issue({ label: "pager", scopes: ["read"], days: null }, "ada");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, "utf8");
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(token);
    expect(readdirSync(folder)).toEqual(["accounts.json"]);
  });

  test("that another process changed is read again at the next question", async () => {
    const path = join(temporaryFolder(), "accounts.json");
    const station = new AccountStore(path);
    expect(station.isEmpty).toBe(true);
    const command = new AccountStore(path);
    await command.add(ADMIN);
    expect(station.accounts()).toMatchObject([{ name: "ada", role: "admin" }]);
    const before = station.account("ada")?.stamp;
    await command.change("ada", { password: `${PASSWORD} more` });
    expect(station.account("ada")?.stamp).not.toBe(before);
  });

  test("that is damaged is named together with the remedy, and nobody gets in by it", () => {
    const path = join(temporaryFolder(), "accounts.json");
    for (const text of ["", "{", '{"version":2}', '{"version":1,"accounts":[{"name":"x"}],"tokens":[]}', "[]"]) {
      writeFileSync(path, text);
      expect(() => new AccountStore(path).isEmpty, text).toThrow(/accounts\.json holds no accounts/);
    }
  });

  test("always has an admin: the first account is one, and the last cannot be removed or lowered", async () => {
    const store = new AccountStore(join(temporaryFolder(), "accounts.json"));
    await expect(store.add({ ...ADMIN, role: "nurse" })).rejects.toThrow("the first account is an admin's");
    await store.add(ADMIN);
    expect(() => store.remove("ada")).toThrow("the last admin");
    await expect(store.change("ada", { role: "nurse" })).rejects.toThrow("the last admin");
    await store.add({ ...ADMIN, name: "bob" });
    store.remove("ada");
    expect(store.accounts().map(({ name }) => name)).toEqual(["bob"]);
    await expect(store.add({ ...ADMIN, name: "bob" })).rejects.toThrow("already");
  });

  test("takes no name that could be taken for another or lead elsewhere", async () => {
    const store = new AccountStore(join(temporaryFolder(), "accounts.json"));
    for (const name of ["", "Ada", "a da", "../ada", "ada@ward", "\u0430da", "-ada", "a".repeat(33), "__proto__"]) {
      await expect(store.add({ ...ADMIN, name }), name).rejects.toMatchObject({ code: "USAGE" });
    }
  });
});

test("a token is good until it is revoked or its days are over, and only as a whole", () => {
  const now = { ms: 0 };
  const store = new AccountStore(join(temporaryFolder(), "accounts.json"), () => now.ms);
  const day = store.issue({ label: "pager", scopes: ["read", "read"], days: 1 }, "ada");
  const ever = store.issue({ label: "wall", scopes: ["read"], days: null }, "ada");
  expect(day.row.scopes).toEqual(["read"]);
  expect(store.token(day.token)).toMatchObject({ label: "pager" });
  for (const wrong of [day.token.slice(0, -1), `${day.token}A`, "afar_", "", day.row.id])
    expect(store.token(wrong)).toBeNull();
  now.ms = 86_400_000;
  expect(store.token(day.token)).toBeNull();
  expect(store.token(ever.token)).not.toBeNull();
  store.revoke(ever.row.id);
  expect(store.token(ever.token)).toBeNull();
  expect(() => store.revoke("none")).toThrow("there is no token");
});
