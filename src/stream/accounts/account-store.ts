import { createHash, randomBytes } from "node:crypto";

import { AfarError } from "../../base/errors.ts";
import {
  type AccountChange,
  type AccountFile,
  type AccountRow,
  isAccountFile,
  type NewAccount,
  type NewToken,
  type TokenRow,
} from "../../wire/accounts.ts";

import { checkNewPassword, hashPassword, isPassword } from "./password.ts";
import { readPrivateFile, versionOfFile, writePrivateFile } from "./private-file.ts";

export type Account = AccountFile["accounts"][number];
type Token = AccountFile["tokens"][number];

const DAY_MS = 86_400_000;
const MOST_ACCOUNTS = 1000;
const MOST_TOKENS = 1000;
/** Begins every token, so that one that leaked is found by whoever searches for it. */
const TOKEN_PREFIX = "afar_";
const NAME = /^[a-z0-9][a-z0-9._-]{0,31}$/;

/**
 * Accounts and tokens of a station, in one file that its user alone may read. Another process may change the file: what it
 * wrote is seen at the next question. Throws AfarError FILE_UNREADABLE for a file that cannot be read or is none of these.
 */
export class AccountStore {
  readonly #path: string;
  readonly #nowMs: () => number;
  #file: AccountFile = { version: 1, accounts: [], tokens: [] };
  #version: string | null = null;

  constructor(path: string, nowMs: () => number = Date.now) {
    this.#path = path;
    this.#nowMs = nowMs;
    this.#renew();
  }

  get isEmpty(): boolean {
    return this.#renew().accounts.length === 0;
  }

  accounts(): AccountRow[] {
    return this.#renew().accounts.map(({ hash: _hash, stamp: _stamp, ...row }) => row);
  }

  account(name: string): Account | null {
    return this.#renew().accounts.find((account) => account.name === name) ?? null;
  }

  /** The account of that name and password; null where either is wrong. */
  async checked(name: string, password: string): Promise<Account | null> {
    const account = this.account(name);
    return (await isPassword(password, account?.hash ?? null)) ? account : null;
  }

  async add({ name, role, password, beds = null }: NewAccount): Promise<AccountRow> {
    if (!NAME.test(name)) {
      throw new AfarError("USAGE", "a name has up to 32 small letters, digits, dots, dashes and underscores");
    }
    checkNewPassword(password, name);
    const hash = await hashPassword(password);
    const row = { name, role, beds, createdMs: this.#nowMs() };
    this.#change(({ accounts }) => {
      if (accounts.some((account) => account.name === name)) {
        throw new AfarError("USAGE", `there is an account ${name} already: choose another name`);
      }
      // Once there is an account, sign-in is asked for: somebody must be able to make the next.
      if (accounts.length === 0 && role !== "admin") {
        throw new AfarError("USAGE", `the first account is an admin's: give ${name} the role admin`);
      }
      if (accounts.length >= MOST_ACCOUNTS) throw new AfarError("USAGE", `${MOST_ACCOUNTS} accounts are the most`);
      accounts.push({ ...row, hash, stamp: newStamp() });
    });
    return row;
  }

  /** Changes what is given; sessions of the account are over. */
  async change(name: string, { role, password, beds }: AccountChange): Promise<void> {
    if (password !== undefined) checkNewPassword(password, name);
    const hash = password === undefined ? null : await hashPassword(password);
    this.#change((file) => {
      const account = named(file, name);
      if (role !== undefined && role !== "admin") demandOtherAdmin(file, account);
      if (role !== undefined) account.role = role;
      if (beds !== undefined) account.beds = beds;
      if (hash !== null) account.hash = hash;
      account.stamp = newStamp();
    });
  }

  remove(name: string): void {
    this.#change((file) => {
      const account = named(file, name);
      demandOtherAdmin(file, account);
      file.accounts.splice(file.accounts.indexOf(account), 1);
    });
  }

  tokens(): TokenRow[] {
    return this.#renew().tokens.map(({ hash: _hash, ...row }) => row);
  }

  /** Returns the token itself, which nobody can be told again. */
  issue(
    { label, scopes, beds = null, days }: NewToken,
    by: string,
  ): { readonly token: string; readonly row: TokenRow } {
    const token = `${TOKEN_PREFIX}${randomBytes(32).toString("base64url")}`;
    const createdMs = this.#nowMs();
    const row: TokenRow = {
      id: randomBytes(6).toString("hex"),
      label,
      scopes: [...new Set(scopes)],
      beds,
      by,
      createdMs,
      expiresMs: days === null ? null : createdMs + days * DAY_MS,
    };
    this.#change(({ tokens }) => {
      if (tokens.length >= MOST_TOKENS) throw new AfarError("USAGE", `${MOST_TOKENS} tokens are the most: revoke some`);
      tokens.push({ ...row, hash: hashOf(token) });
    });
    return { token, row };
  }

  revoke(id: string): void {
    this.#change(({ tokens }) => {
      const i = tokens.findIndex((token) => token.id === id);
      if (i < 0) throw new AfarError("NOT_FOUND", `there is no token ${JSON.stringify(id)}`);
      tokens.splice(i, 1);
    });
  }

  /** What a token is for; null where it is none, was revoked or is too old. */
  token(text: string): TokenRow | null {
    if (!text.startsWith(TOKEN_PREFIX) || text.length > 128) return null;
    // Of a hash, nothing is learnt by the time that its comparison takes.
    const hash = hashOf(text);
    const token = this.#renew().tokens.find((each) => each.hash === hash);
    return token !== undefined && isCurrent(token, this.#nowMs()) ? token : null;
  }

  #renew(): AccountFile {
    const version = versionOfFile(this.#path);
    if (version !== this.#version) {
      this.#file = readFile(this.#path);
      this.#version = version;
    }
    return this.#file;
  }

  #change(edit: (file: AccountFile) => void): void {
    const file = structuredClone(this.#renew());
    edit(file);
    writePrivateFile(this.#path, `${JSON.stringify(file, null, 2)}\n`);
    this.#version = null;
  }
}

function readFile(path: string): AccountFile {
  const text = readPrivateFile(path);
  if (text === null) return { version: 1, accounts: [], tokens: [] };
  const file = parsed(text);
  if (isAccountFile(file)) return file;
  throw new AfarError(
    "FILE_UNREADABLE",
    `${path} holds no accounts of a station: put back an older copy, or move it away`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function named({ accounts }: AccountFile, name: string): Account {
  const account = accounts.find((each) => each.name === name);
  if (!account) throw new AfarError("NOT_FOUND", `there is no account ${JSON.stringify(name)}`);
  return account;
}

/** A station whose last admin went could not be mended from its pages. */
function demandOtherAdmin({ accounts }: AccountFile, account: Account): void {
  if (account.role !== "admin" || accounts.some((each) => each !== account && each.role === "admin")) return;
  throw new AfarError("USAGE", `${account.name} is the last admin: make another one first`);
}

function isCurrent({ expiresMs }: Token, nowMs: number): boolean {
  return expiresMs === null || nowMs < expiresMs;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

function newStamp(): string {
  return randomBytes(9).toString("base64url");
}
