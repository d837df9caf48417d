import { scryptSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";
import { WebSocket } from "ws";

import type { StreamMessage } from "../../../src/wire/messages.ts";
import { AccountStore } from "../../../src/stream/accounts/account-store.ts";
import { type AccountsOptions, accountFile } from "../../../src/stream/accounts/accounts.ts";
import type { AccessEvent } from "../../../src/stream/accounts/audit.ts";
import type { Role } from "../../../src/stream/scopes.ts";
import { type StationServer, startServer } from "../../../src/stream/server.ts";
import type { ServerOptions } from "../../../src/stream/server-options.ts";

export const PASSWORD = "seven green lamps";
export const BEDS = [
  { bed: "1", label: "Bed 1", demo: false },
  { bed: "2", label: "Bed 2", demo: false },
];

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: unknown;
  /** What a sign-in returned: sent as a page of the station would. */
  readonly cookie?: string;
  readonly token?: string;
}

/** A station with accounts, and who speaks to it. */
export interface GuardedStation extends StationServer {
  readonly store: AccountStore;
  readonly folder: string;
  readonly events: (AccessEvent & { readonly times: number })[];
  send(path: string, sent?: Sent): Promise<Answer>;
  /** The cookie of a new session. */
  signIn(name: string, password?: string): Promise<string>;
  stream(sent?: Sent): Reader;
}

export interface Reader {
  readonly socket: WebSocket;
  readonly messages: StreamMessage[];
  /** Why it was refused, or that it was opened. */
  readonly opened: Promise<string>;
  readonly closed: Promise<number>;
}

/** Folder with a page in it, until the test is over. */
export function pageFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Afar</title>");
  return folder;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "afar-accounts-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a station with an account of each role, called as the role is, until the test is over. */
export async function guardedStation(
  options: Partial<ServerOptions> & {
    readonly access?: Partial<AccountsOptions>;
    readonly roles?: readonly Role[];
  } = {},
): Promise<GuardedStation> {
  const { access, roles = ["admin", "engineer", "nurse", "viewer"], ...rest } = options;
  const folder = access?.folder ?? temporaryFolder();
  const store = new AccountStore(accountFile(folder));
  if (roles.length > 0) writeFileSync(accountFile(folder), JSON.stringify(accountsOf(roles)), { mode: 0o600 });
  const events: GuardedStation["events"] = [];
  const server = await startServer({
    port: 0,
    staticDir: pageFolder(),
    ...rest,
    accounts: {
      folder,
      required: true,
      setUpCode: null,
      audit: (event, times) => void events.push({ ...event, times }),
      ...access,
    },
  });
  onTestFinished(() => server.close());
  server.hub.setBeds(BEDS);
  const secure = rest.tls !== undefined && rest.tls !== null;
  const origin = `${secure ? "https" : "http"}://127.0.0.1:${server.port}`;

  function headersOf({ cookie, token, headers, body }: Sent): Record<string, string> {
    return {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(cookie !== undefined && { cookie, origin, "x-afar": "page" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    };
  }

  function send(path: string, sent: Sent = {}): Promise<Answer> {
    const { method = sent.body === undefined ? "GET" : "POST", body } = sent;
    const request = secure ? secureRequest : plainRequest;
    return new Promise((resolve, reject) => {
      const target = { host: "127.0.0.1", port: server.port, path, method, headers: headersOf(sent), agent: false };
      request({ ...target, rejectUnauthorized: false }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      })
        .on("error", reject)
        .end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
    });
  }

  return {
    ...server,
    store,
    folder,
    events,
    send,
    async signIn(name, password = PASSWORD) {
      const answer = await send("/api/sign-in", { body: { name, password } });
      if (answer.status !== 204) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
      return cookieOf(answer);
    },
    stream(sent = {}) {
      const socket = new WebSocket(`${origin.replace("http", "ws")}/api/stream`, {
        headers: headersOf(sent),
        rejectUnauthorized: false,
      });
      const messages: StreamMessage[] = [];
      socket.on("message", (data) => messages.push(JSON.parse(String(data))));
      const opened = new Promise<string>((resolve) => {
        socket.on("error", (error) => resolve(error.message));
        socket.on("open", () => resolve("opened"));
      });
      const closed = new Promise<number>((resolve) => void socket.on("close", resolve));
      onTestFinished(() => socket.terminate());
      return { socket, messages, opened, closed };
    },
  };
}

/** Accounts whose hashes cost little, as the cost stands in each hash: sign-ins of tests need not take long. */
function accountsOf(roles: readonly Role[]): object {
  const salt = Buffer.from("0123456789abcdef");
  const hash = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 });
  const stored = `scrypt$1024$8$1$${salt.toString("base64url")}$${hash.toString("base64url")}`;
  const accounts = roles.map((role) => ({ name: role, role, beds: null, createdMs: 0, hash: stored, stamp: role }));
  return { version: 1, accounts, tokens: [] };
}

/** What the browser is to send back. */
export function cookieOf({ headers }: Answer): string {
  return String([headers["set-cookie"]].flat().at(-1)).split(";", 1)[0];
}
