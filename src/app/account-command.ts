import { AfarError } from "../base/errors.ts";
import { AccountStore } from "../stream/accounts/account-store.ts";
import { accountFile } from "../stream/accounts/accounts.ts";
import { ROLES, type Role, SCOPE_NAMES, type Scope } from "../stream/scopes.ts";

import { dataDirectory } from "./history-place.ts";
import { readSecret } from "./secret-prompt.ts";

interface DataChoice {
  /** Folder of the station's data; default AFAR_DATA, else ~/.local/share/afar. */
  readonly data?: string;
  readonly json?: boolean;
}

/** `afar account WHAT [NAME]`: a station that runs sees the change at its next question. */
export async function manageAccounts(
  what: string,
  name: string | undefined,
  options: DataChoice & { readonly role?: string },
): Promise<void> {
  const store = storeIn(options);
  switch (what) {
    case "list":
      tell(options, store.accounts(), ({ name: who, role, beds }) => `${who}  ${role}  ${bedWords(beds)}`);
      return;
    case "add": {
      const who = named(name, "account add NAME");
      const role = roleOf(options.role ?? (store.isEmpty ? "admin" : "viewer"));
      await store.add({ name: who, role, password: await readSecret(`Password of ${who}`) });
      say(`${who} may sign in as ${role}.`);
      return;
    }
    case "password": {
      const who = named(name, "account password NAME");
      await store.change(who, { password: await readSecret(`New password of ${who}`) });
      say(`${who} has a new password; all its sessions are over.`);
      return;
    }
    case "role": {
      const who = named(name, "account role NAME --role ROLE");
      await store.change(who, { role: roleOf(options.role ?? "") });
      say(`${who} is ${options.role} now; all its sessions are over.`);
      return;
    }
    default: {
      const who = named(name, "account remove NAME");
      store.remove(who);
      say(`${who} has no account any more.`);
    }
  }
}

/** `afar token WHAT [LABEL or ID]`. */
export function manageTokens(
  what: string,
  name: string | undefined,
  options: DataChoice & {
    readonly scope?: readonly string[];
    readonly bed?: readonly string[];
    readonly days?: number;
  },
): void {
  const store = storeIn(options);
  switch (what) {
    case "list":
      tell(options, store.tokens(), ({ id, label, scopes, beds, expiresMs }) => {
        const until = expiresMs === null ? "for ever" : `until ${new Date(expiresMs).toISOString()}`;
        return `${id}  ${label}  ${scopes.join(",")}  ${bedWords(beds)}  ${until}`;
      });
      return;
    case "add": {
      const label = named(name, "token add LABEL --scope read");
      const { scope = ["read"], bed, days } = options;
      const scopes = scope.map(scopeOf);
      const { token } = store.issue({ label, scopes, beds: bed ? [...bed] : null, days: days ?? null }, "command line");
      process.stderr.write("This is the only time that the token is told:\n");
      process.stdout.write(`${token}\n`);
      return;
    }
    default:
      store.revoke(named(name, "token revoke ID"));
      say(`Token ${name} is revoked.`);
  }
}

function storeIn({ data }: DataChoice): AccountStore {
  return new AccountStore(accountFile(data ?? dataDirectory(process.env)));
}

function named(name: string | undefined, usage: string): string {
  if (name === undefined || name === "") throw new AfarError("USAGE", `a name is missing: afar ${usage}`);
  return name;
}

function roleOf(word: string): Role {
  const role = ROLES.find((each) => each === word);
  if (role === undefined)
    throw new AfarError("USAGE", `there is no role ${JSON.stringify(word)}: give ${ROLES.join(", ")}`);
  return role;
}

function scopeOf(word: string): Scope {
  const scope = SCOPE_NAMES.find((each) => each === word);
  if (scope === undefined) {
    throw new AfarError("USAGE", `there is no scope ${JSON.stringify(word)}: give ${SCOPE_NAMES.join(", ")}`);
  }
  return scope;
}

function bedWords(beds: readonly string[] | null): string {
  return beds === null ? "all beds" : `beds ${beds.join(", ")}`;
}

function tell<T>({ json }: DataChoice, rows: readonly T[], line: (row: T) => string): void {
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : rows.map((row) => `${line(row)}\n`).join(""));
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
