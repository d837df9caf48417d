import { isSignInTimes } from "../../wire/accounts.ts";

import { readPrivateFile, writePrivateFile } from "./private-file.ts";

/**
 * When each account signed in last, in a file of its own that the station's user alone may read: accounts are not written anew at
 * each sign-in. What cannot be read or written costs the time, never the sign-in: `onFault` is told.
 */
export class SignInTimes {
  readonly #path: string;
  readonly #onFault: (error: unknown) => void;
  #times: Record<string, number> = {};

  constructor(path: string, onFault: (error: unknown) => void) {
    this.#path = path;
    this.#onFault = onFault;
    try {
      const kept: unknown = JSON.parse(readPrivateFile(path) ?? "{}");
      if (isSignInTimes(kept)) this.#times = kept;
    } catch (error) {
      onFault(error);
    }
  }

  /** ms; null where it never did. An account of that name that was made later has not either. */
  lastMs({ name, createdMs }: { readonly name: string; readonly createdMs: number }): number | null {
    const lastMs = Object.hasOwn(this.#times, name) ? this.#times[name] : null;
    return lastMs !== null && lastMs >= createdMs ? lastMs : null;
  }

  /** `known`: names of all accounts; what is kept of others goes. */
  note(name: string, nowMs: number, known: readonly string[]): void {
    const kept = Object.entries(this.#times).filter(([each]) => known.includes(each));
    this.#times = { ...Object.fromEntries(kept), [name]: nowMs };
    try {
      writePrivateFile(this.#path, `${JSON.stringify(this.#times)}\n`);
    } catch (error) {
      this.#onFault(error);
    }
  }
}
