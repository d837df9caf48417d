import { CALLER_NAMES } from "../wire/caller-names.ts";

import { type Role, SCOPE_NAMES, type Scope } from "./scopes.ts";

/** Who speaks to the station, as far as it is known. */
export interface Caller {
  /** Who the caller is in the log. */
  readonly name: string;
  /** Null for a token, and where nobody signs in. */
  readonly role: Role | null;
  /** False where nobody signs in: then all are one. */
  readonly isSignedIn: boolean;
  readonly scopes: ReadonlySet<Scope>;
  /** Beds that the caller may see and order about; null: all. */
  readonly beds: ReadonlySet<string> | null;
  /** Left alone for so long that it only reads until somebody signs in again. */
  readonly stoodDown: boolean;
  /** False once the caller may not go on reading the stream that was opened for it. */
  isCurrent(): boolean;
  /** The caller opens its stream. Returns what is to be called when that closes. */
  reading(): () => void;
}

/** Who a page is where nobody signs in: whoever sits at the box. */
export function thisScreen(isCurrent: () => boolean): Caller {
  const reading = () => () => undefined;
  const scopes = new Set(SCOPE_NAMES);
  return {
    name: CALLER_NAMES.screen,
    isSignedIn: false,
    role: null,
    scopes,
    beds: null,
    stoodDown: false,
    isCurrent,
    reading,
  };
}

export function maySeeBed({ beds }: Caller, bed: string): boolean {
  return beds === null || beds.has(bed);
}
