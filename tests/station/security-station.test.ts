import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { describe, expect, onTestFinished, test, vi } from "vitest";

import { historyParts } from "../../src/history/history-logs.ts";
import type { LogRow } from "../../src/history/log-entry.ts";
import { AccountStore } from "../../src/stream/accounts/account-store.ts";
import { accountFile } from "../../src/stream/accounts/accounts.ts";
import { SESSION_LIMITS } from "../../src/stream/accounts/sessions.ts";
import { madeCertificate } from "../stream/accounts/made-certificate.ts";
import { startStation } from "../../src/app/station.ts";
import { afar } from "../command-line.ts";

import { madeModules } from "./made-ward.ts";

const PASSWORD = "seven green lamps";
const TIMEOUT_MS = 180_000;
const PATIENCE = { timeout: 60_000, interval: 100 };
const modules = madeModules();

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "afar-security-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test(
  "the station's log says who signed in, who was refused, and who gave which order, and holds no secret",
  async () => {
    const folder = newFolder();
    const store = new AccountStore(accountFile(folder));
    await store.add({ name: "ada", role: "admin", password: PASSWORD });
    await store.add({ name: "nora", role: "nurse", password: PASSWORD });
    const place = { kind: "sqlite", path: join(folder, "history.db"), threadModule: modules().thread } as const;
    const station = await startStation(
      [{ bed: "1", label: "Bed 1", source: "made", demo: false }],
      0,
      async () => undefined,
      {
        historyPlace: () => place,
        bedModule: modules().bed,
        access: {
          address: "127.0.0.1",
          accounts: { folder, required: true, setUpCode: null, limits: SESSION_LIMITS },
        },
      },
    );
    const url = `http://127.0.0.1:${station.port}`;
    const post = (path: string, body: object, cookie = "") =>
      fetch(`${url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url, cookie },
        body: JSON.stringify(body),
      });
    expect((await post("/api/sign-in", { name: "nora", password: "not this one" })).status).toBe(401);
    const signedIn = await post("/api/sign-in", { name: "nora", password: PASSWORD });
    const cookie = String(signedIn.headers.get("set-cookie")).split(";", 1)[0];
    const answer = await vi.waitFor(async () => {
      const given = await post("/api/beds/1/commands", { order: "admit", patient: "A. B.", profile: "adult" }, cookie);
      expect(given.status).toBe(200);
      return (await given.json()) as { accepted: boolean };
    }, PATIENCE);
    expect(answer.accepted).toBe(true);
    expect((await post("/api/accounts", { name: "eve", role: "admin", password: PASSWORD }, cookie)).status).toBe(403);
    await station.close();

    const rows = await logOf(place);
    const access = rows
      .filter(({ kind }) => kind === "access")
      .map(({ by, record }) => ({ by, ...(record as object) }));
    expect(access).toMatchObject([
      { by: "nora", what: "sign-in refused", address: "127.0.0.1" },
      { by: "nora", what: "signed in", detail: "nurse" },
      { by: "nora", what: "not allowed", detail: "POST /api/accounts needs administer" },
    ]);
    const orders = rows.filter(({ kind, by }) => kind === "order" && by === "nora");
    expect(orders[0]).toMatchObject({ bed: "1", record: { order: { order: "admit" }, accepted: true } });
    const text = JSON.stringify(rows);
    for (const secret of [PASSWORD, "not this one", cookie.split("=")[1], "A. B."]) expect(text).not.toContain(secret);
  },
  TIMEOUT_MS,
);

async function logOf(place: Parameters<typeof historyParts>[0]): Promise<LogRow[]> {
  const [part] = historyParts(place);
  const history = await part.open();
  try {
    return (await history.log({ before: null, bed: null, limit: 1000 })).reverse();
  } finally {
    await history.close();
  }
}

describe("afar serve", () => {
  test.each([
    ["neither", "", "set signIn = true in [accounts] and certFile and keyFile in [tls]"],
    ["accounts alone", "[accounts]\nsignIn = true\n", "set certFile and keyFile in [tls]"],
    ["TLS alone", '[tls]\ncertFile = "a.crt"\nkeyFile = "a.key"\n', "set signIn = true in [accounts]"],
  ])(
    "refuses to listen wider with %s, in one sentence and with 2",
    async (_name, tables, remedy) => {
      const path = join(newFolder(), "afar.toml");
      const bed = '[[beds]]\nid = "1"\nsource = "rtsp://192.0.2.1/a"\n';
      writeFileSync(path, `[station]\naddress = "0.0.0.0"\n${tables}${bed}`);
      const { code, out, err } = await afar("serve", "--config", path, "--port", "0");
      expect(code).toBe(2);
      expect(out).toBe("");
      expect(err).toBe(`afar: ${path} line 2: station.address 0.0.0.0 lets others in than this box: ${remedy}\n`);
    },
    TIMEOUT_MS,
  );

  test(
    "names a certificate that is none, and a secret that is not there, without telling any",
    async () => {
      const folder = newFolder();
      const path = join(folder, "afar.toml");
      const { certFile } = madeCertificate(folder);
      writeFileSync(join(folder, "no.key"), "-----BEGIN PRIVATE KEY-----\ngeheim\n");
      const bed = '[[beds]]\nid = "1"\nsource = "rtsp://192.0.2.1/a"\n';
      writeFileSync(path, `[tls]\ncertFile = "${certFile}"\nkeyFile = "no.key"\n${bed}`);
      const wrong = await afar("serve", "--config", path, "--port", "0");
      expect(wrong.code).toBe(2);
      expect(wrong.err).toContain("no certificate and its key");
      const oidc =
        '[accounts]\nsignIn = true\n[accounts.oidc]\nissuer = "https://id.example"\nclientId = "a"\nnurses = ["n"]\n';
      writeFileSync(path, `${oidc}clientSecretVariable = "AFAR_NO_SUCH_SECRET"\n${bed}`);
      const missing = await afar("serve", "--config", path, "--port", "0");
      expect(missing.code).toBe(2);
      expect(missing.err).toContain("AFAR_NO_SUCH_SECRET holds no secret");
      expect(wrong.err + missing.err).not.toContain("geheim");
    },
    TIMEOUT_MS,
  );
});

test(
  "accounts and tokens are kept by the command line, which takes a password from its input and from nowhere else",
  async () => {
    const data = newFolder();
    const run = (input: string, ...args: readonly string[]) =>
      new Promise<{ code: number | null; out: string; err: string }>((done) => {
        const child = spawn(process.execPath, [resolve("dist", "main.js"), ...args, "--data", data]);
        let out = "";
        let err = "";
        child.stdout.on("data", (chunk) => {
          out += chunk;
        });
        child.stderr.on("data", (chunk) => {
          err += chunk;
        });
        child.once("close", (code) => done({ code, out, err }));
        child.stdin.end(input);
      });
    expect(await run(`${PASSWORD}\n`, "account", "add", "ada")).toMatchObject({
      code: 0,
      out: "ada may sign in as admin.\n",
    });
    expect(await run("", "account", "add", "bob")).toMatchObject({ code: 2, err: expect.stringContaining("is empty") });
    expect(await run("short\n", "account", "add", "bob")).toMatchObject({
      code: 2,
      err: expect.stringContaining("10 to 128"),
    });
    expect((await run(`${PASSWORD}\n`, "account", "add", "bob", "--role", "nurse")).code).toBe(0);
    expect((await run("", "account", "list")).out).toBe("ada  admin  all beds\nbob  nurse  all beds\n");
    expect((await run("", "account", "remove", "ada")).err).toContain("the last admin");
    expect((await run("", "account", "role", "bob", "--role", "boss")).code).toBe(2);
    const { out } = await run("", "token", "add", "pager", "--scope", "read", "order", "--bed", "1", "--days", "30");
    expect(out).toMatch(/^afar_[\w-]{43}\n$/);
    const store = new AccountStore(accountFile(data));
    expect(store.token(out.trim())).toMatchObject({ label: "pager", scopes: ["read", "order"], beds: ["1"] });
    const [{ id }] = store.tokens();
    expect((await run("", "token", "revoke", id)).code).toBe(0);
    expect(store.token(out.trim())).toBeNull();
    expect(statSync(accountFile(data)).mode & 0o777).toBe(0o600);
  },
  TIMEOUT_MS,
);
