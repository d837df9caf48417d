import { randomBytes } from "node:crypto";

import { AfarError } from "../../base/errors.ts";
import type {
  AccountChange,
  AccountFile,
  AccountRow,
  AddedAccount,
  NewAccount,
  NewToken,
  SetUpCode,
  TokenRow,
} from "../../wire/accounts.ts";
import { noteOf } from "../../wire/note-codes.ts";

import {
  type Account,
  demandOtherAdmin,
  hashOf,
  named,
  newStamp,
  readAccounts,
  rowOf,
  type Token,
} from "./account-file.ts";
import { checkNewPassword, hashPassword, isPassword } from "./password.ts";
import { versionOfFile, writePrivateFile } from "./private-file.ts";
import { newSetUpCode, plainCode } from "./set-up-code.ts";

const DAY_MS = 86_400_000;
/** Over a weekend; whoever comes later is given another. */
const SET_UP_MS = 4 * DAY_MS;
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
    return this.#renew().accounts.map(rowOf);
  }

  account(name: string): Account | null {
    return this.#renew().accounts.find((account) => account.name === name) ?? null;
  }

  /** The account of that name and password; null where either is wrong. */
  async checked(name: string, password: string): Promise<Account | null> {
    const account = this.account(name);
    return (await isPassword(password, account?.hash ?? null)) ? account : null;
  }

  /** Without a password, the answer has the code with which the account's owner chooses one. */
  async add({ name, role, password, beds = null }: NewAccount): Promise<AddedAccount> {
    if (!NAME.test(name)) {
      throw new AfarError("USAGE", "a name has up to 32 small letters, digits, dots, dashes and underscores", {
        note: noteOf("name-form", {}),
      });
    }
    if (password !== undefined) checkNewPassword(password, name);
    const setUp = password === undefined ? await this.#newSetUp() : null;
    const hash = password === undefined ? "" : await hashPassword(password);
    const account: Account = { name, role, beds, createdMs: this.#nowMs(), hash, stamp: newStamp() };
    if (setUp) account.setUp = setUp.kept;
    this.#change(({ accounts }) => {
      if (accounts.some((each) => each.name === name)) {
        throw new AfarError("USAGE", `there is an account ${name} already: choose another name`, {
          note: noteOf("name-taken", { name }),
        });
      }
      // Once there is an account, sign-in is asked for: somebody must be able to make the next.
      if (accounts.length === 0 && role !== "admin") {
        throw new AfarError("USAGE", `the first account is an admin's: give ${name} the role admin`);
      }
      if (accounts.length === 0 && setUp) throw new AfarError("USAGE", `the first account needs a password: give one`);
      if (accounts.length >= MOST_ACCOUNTS) throw new AfarError("USAGE", `${MOST_ACCOUNTS} accounts are the most`);
      accounts.push(account);
    });
    return { ...rowOf(account), setUpCode: setUp?.told ?? null };
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
      if (hash !== null) {
        account.hash = hash;
        delete account.setUp;
      }
      account.stamp = newStamp();
    });
  }

  /** Takes the password away; its owner chooses another with the code, which is told this once. Its sessions are over. */
  async reset(name: string): Promise<SetUpCode> {
    const { kept, told } = await this.#newSetUp();
    this.#change((file) => {
      const account = named(file, name);
      demandOtherAdmin(file, account);
      Object.assign(account, { hash: "", setUp: kept, stamp: newStamp() });
    });
    return told;
  }

  /** What lets `setUp` choose a password, once the code is the account's and still holds; null where it is not. Takes as long either way. */
  async awaiting(name: string, code: string): Promise<string | null> {
    const setUp = this.account(name)?.setUp;
    const hash = setUp && this.#nowMs() < setUp.untilMs ? setUp.hash : null;
    return (await isPassword(plainCode(code), hash)) ? hash : null;
  }

  /** Gives the account its first password; `ticket`: of `awaiting`, good for one. */
  async setUp(name: string, password: string, ticket: string): Promise<void> {
    checkNewPassword(password, name);
    const hash = await hashPassword(password);
    this.#change((file) => {
      const account = named(file, name);
      if (account.setUp?.hash !== ticket) {
        throw new AfarError("SIGN_IN", "this code was used already: ask an admin", { note: noteOf("code-used", {}) });
      }
      delete account.setUp;
      Object.assign(account, { hash, stamp: newStamp() });
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

  async #newSetUp(): Promise<{ readonly told: SetUpCode; readonly kept: NonNullable<Account["setUp"]> }> {
    const code = newSetUpCode();
    const untilMs = this.#nowMs() + SET_UP_MS;
    return { told: { code, untilMs }, kept: { hash: await hashPassword(plainCode(code)), untilMs } };
  }

  #renew(): AccountFile {
    const version = versionOfFile(this.#path);
    if (version !== this.#version) {
      this.#file = readAccounts(this.#path);
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

function isCurrent({ expiresMs }: Token, nowMs: number): boolean {
  return expiresMs === null || nowMs < expiresMs;
}
