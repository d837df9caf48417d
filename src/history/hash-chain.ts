import { createHash } from "node:crypto";

import { canonicalJson } from "./canonical.ts";
import type { LogHead, LogRow } from "./log-entry.ts";

/** Before the first row. */
export const EMPTY_HEAD: LogHead = { sequence: 0, hash: "0".repeat(64) };

/** A row as it lies in the store. `body` is the whole row as canonical JSON; the other columns only serve to find it. */
export interface StoredRow {
  readonly sequence: number;
  readonly key: string;
  readonly bed: string | null;
  readonly kind: string;
  /** Rounded. */
  readonly tMs: number;
  readonly body: string;
  readonly hash: string;
}

/** Next row of the chain: its hash is the SHA-256 over the 32 bytes of the hash before it and the UTF-8 bytes of its body. Allocates. */
export function chainRow(previous: LogHead, row: LogRow): StoredRow {
  const body = canonicalJson(row);
  const { sequence, key, bed, kind } = row;
  return { sequence, key, bed, kind, tMs: Math.round(row.tMs), body, hash: chainHash(previous.hash, body) };
}

function chainHash(previousHash: string, body: string): string {
  return createHash("sha256").update(Buffer.from(previousHash, "hex")).update(body, "utf8").digest("hex");
}

/** The row that a body holds. Throws a SyntaxError where it is no JSON. Allocates. */
export function parseBody(body: string): LogRow {
  return JSON.parse(body) as LogRow;
}

/**
 * Why a stored row is not the one that was written after `previous`, as one sentence; null where it is. Finds a row that was
 * removed before it, put in, or changed in any column.
 */
export function chainFault(previous: LogHead, stored: StoredRow): string | null {
  const expected = previous.sequence + 1;
  if (stored.sequence !== expected) {
    return `row ${expected} is missing: row ${stored.sequence} follows row ${previous.sequence}`;
  }
  if (chainHash(previous.hash, stored.body) !== stored.hash) {
    return `row ${expected} was changed, or the row before it was: its hash does not fit`;
  }
  const { sequence, key, bed, kind, tMs } = parseBody(stored.body);
  const same =
    sequence === stored.sequence &&
    key === stored.key &&
    bed === stored.bed &&
    kind === stored.kind &&
    Math.round(tMs) === stored.tMs;
  return same ? null : `row ${expected} was changed: its columns and its body differ`;
}
