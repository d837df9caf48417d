import { AfarError } from "../../base/errors.ts";
import { noteOf } from "../../wire/note-codes.ts";

import type { Account } from "./account-file.ts";
import type { AccountStore } from "./account-store.ts";
import type { AuditTrail } from "./audit.ts";
import { LockOut } from "./lock-out.ts";
import { isSameSecret } from "./set-up-code.ts";

export interface SignInPlan {
  readonly store: AccountStore;
  readonly trail: AuditTrail;
  /** Makes the first account; null: none is to be made. */
  readonly setUpCode: string | null;
  /** Any clock that never jumps, ms. */
  readonly nowMs: () => number;
}

/** Where names and passwords are looked at. Every failure throws AfarError, SIGN_IN or TOO_OFTEN. */
export interface SignInDesk {
  /** True while nobody has an account and the code of the terminal makes the first. */
  awaitsSetUp(): boolean;
  check(name: string, password: string, address: string): Promise<Account>;
  /** Makes the first account, an admin's. */
  setUp(code: string, name: string, password: string, address: string): Promise<Account>;
  /** Gives an account its first password, by the code that an admin was told. */
  claim(name: string, code: string, password: string, address: string): Promise<Account>;
  /** For how long at most, s, a further attempt at the account is refused; null: it is not. */
  lockedForS(name: string): number | null;
  /** Forgets the failures at an account. */
  unlock(name: string): void;
}

/** Failures over this code count as one account's. */
const SET_UP = "(set-up)";
const WRONG = {
  "wrong-password": "name or password is wrong",
  "wrong-code": "the code is wrong",
  "wrong-name-or-code": "name or code is wrong, or too old",
} as const;

export function planSignIn({ store, trail, setUpCode, nowMs }: SignInPlan): SignInDesk {
  const lockOut = new LockOut();
  const awaitsSetUp = () => setUpCode !== null && store.isEmpty;

  /** Does what tells right from wrong, slowing down whoever is wrong. Null is wrong. */
  async function guarded<T>(
    name: string,
    address: string,
    wrong: keyof typeof WRONG,
    work: () => Promise<T | null>,
  ): Promise<T> {
    const waitS = Math.ceil(lockOut.waitMs(name, address, nowMs()) / 1000);
    if (waitS > 0) {
      trail.refused({ what: "sign-in refused", by: name, address, detail: "too many failures" });
      throw new AfarError("TOO_OFTEN", `too many wrong attempts: try again in ${waitS} s`, {
        note: noteOf("wait-seconds", { seconds: waitS }),
      });
    }
    lockOut.attempted(name, address, nowMs());
    const found = await work();
    if (found === null) {
      trail.refused({ what: "sign-in refused", by: name, address, detail: "wrong" });
      throw new AfarError("SIGN_IN", WRONG[wrong], { note: noteOf(wrong, {}) });
    }
    lockOut.succeeded(name, address);
    return found;
  }

  return {
    awaitsSetUp,
    async check(typed, password, address) {
      const name = typed.trim().toLowerCase();
      const account = await guarded(name, address, "wrong-password", () => store.checked(name, password));
      trail.note({ what: "signed in", by: name, address, detail: account.role });
      return account;
    },
    async setUp(code, name, password, address) {
      if (!awaitsSetUp())
        throw new AfarError("NOT_FOUND", "this station is set up already: sign in", {
          note: noteOf("set-up-already", {}),
        });
      await guarded(SET_UP, address, "wrong-code", async () => (isSameSecret(code, setUpCode ?? "") ? true : null));
      await store.add({ name, role: "admin", password });
      trail.note({ what: "set up", by: name, address, detail: null });
      const account = store.account(name);
      if (account === null) throw new AfarError("INTERNAL", "the first account could not be kept");
      return account;
    },
    async claim(name, code, password, address) {
      const ticket = await guarded(name, address, "wrong-name-or-code", () => store.awaiting(name, code));
      await store.setUp(name, password, ticket);
      trail.note({ what: "password set up", by: name, address, detail: null });
      const account = store.account(name);
      if (account === null) throw new AfarError("NOT_FOUND", `there is no account ${JSON.stringify(name)} any more`);
      return account;
    },
    lockedForS(name) {
      const waitMs = lockOut.lockedMs(name, nowMs());
      return waitMs > 0 ? Math.ceil(waitMs / 1000) : null;
    },
    unlock: (name) => lockOut.forgive(name),
  };
}
