import { createHash, randomBytes } from "node:crypto";

import { AfarError } from "../../base/errors.ts";
import { type AccountFile, type AccountRow, isAccountFile } from "../../wire/accounts.ts";
import { noteOf } from "../../wire/note-codes.ts";

import { readPrivateFile } from "./private-file.ts";

export type Account = AccountFile["accounts"][number];
export type Token = AccountFile["tokens"][number];

/** Throws AfarError FILE_UNREADABLE. */
export function readAccounts(path: string): AccountFile {
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

export function rowOf({ name, role, beds, createdMs, setUp }: Account): AccountRow {
  return { name, role, beds, createdMs, setUpUntilMs: setUp?.untilMs ?? null };
}

/** Throws AfarError NOT_FOUND. */
export function named({ accounts }: AccountFile, name: string): Account {
  const account = accounts.find((each) => each.name === name);
  if (!account) {
    throw new AfarError("NOT_FOUND", `there is no account ${JSON.stringify(name)}`, {
      note: noteOf("no-such-account", { name }),
    });
  }
  return account;
}

/** A station whose last admin went could not be mended from its pages. One who has no password yet is none. */
export function demandOtherAdmin({ accounts }: AccountFile, account: Account): void {
  const isAdmin = ({ role, hash }: Account) => role === "admin" && hash !== "";
  if (!isAdmin(account) || accounts.some((each) => each !== account && isAdmin(each))) return;
  throw new AfarError("USAGE", `${account.name} is the last admin: make another one first`, {
    note: noteOf("last-admin", {}),
  });
}

export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

export function newStamp(): string {
  return randomBytes(9).toString("base64url");
}
