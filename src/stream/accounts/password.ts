import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

import { AfarError } from "../../base/errors.ts";
import { noteOf } from "../../wire/note-codes.ts";

/** 32 MiB and about a tenth of a second a guess on one core; kept with each hash, so that it may be raised later. */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
const MAX_MEMORY_BYTES = 128 * 1024 * 1024;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const PASSWORD_LENGTH = { least: 10, most: 128 } as const;

/** Passwords that are being hashed, and those that wait: more would only be a stranger who keeps the box busy. */
const MOST_WAITING = 16;

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** Hash of a password with its cost and salt, as text: `scrypt$N$r$p$salt$hash`. Throws TOO_OFTEN when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/**
 * Whether a password is the one of a hash. `stored`: null where there is no such account; that takes as long and is never
 * true, so that nobody learns by the clock which accounts there are. Throws TOO_OFTEN when too many wait.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, n, r, p, salt, hash] = (stored ?? "").split("$");
  if (kind !== "scrypt") {
    await derive(password, randomBytes(SALT_BYTES), COST);
    return false;
  }
  const expected = Buffer.from(hash, "base64url");
  const found = await derive(password, Buffer.from(salt, "base64url"), { N: Number(n), r: Number(r), p: Number(p) });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** Throws AfarError USAGE where a password may not be taken for an account. */
export function checkNewPassword(password: string, name: string): void {
  const { least, most } = PASSWORD_LENGTH;
  const length = [...password].length;
  if (length < least || length > most) {
    throw new AfarError("USAGE", `a password has ${least} to ${most} characters: choose another`, {
      note: noteOf("password-length", { least, most }),
    });
  }
  if (new Set(password).size < 4 || password.toLowerCase().includes(name.toLowerCase())) {
    throw new AfarError("USAGE", "this password is guessed easily: choose one without the name and of more signs", {
      note: noteOf("password-easy", {}),
    });
  }
}

/** One at a time, on a thread of its own: the station goes on meanwhile. */
function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  if (waiting >= MOST_WAITING) {
    throw new AfarError("TOO_OFTEN", "too many sign-ins at one time: wait a moment and try again", {
      note: noteOf("sign-in-busy", {}),
    });
  }
  waiting += 1;
  const work = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        // The same password typed on two keyboards may come in two forms of Unicode.
        scrypt(password.normalize("NFKC"), salt, HASH_BYTES, { ...cost, maxmem: MAX_MEMORY_BYTES }, (error, hash) => {
          if (error) reject(error);
          else resolve(hash);
        });
      }),
  );
  last = work.catch(() => undefined).finally(() => (waiting -= 1));
  return work;
}
