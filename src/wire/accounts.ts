import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

import { nullable } from "./nullable.ts";

/** Roles of accounts: each may do what those before it may. */
const Role = Type.Union([
  Type.Literal("viewer"),
  Type.Literal("nurse"),
  Type.Literal("engineer"),
  Type.Literal("admin"),
]);

/** What a caller may do: routes and messages of the stream each ask for one of these. */
const Scope = Type.Union([
  Type.Literal("read"),
  Type.Literal("order"),
  Type.Literal("record"),
  Type.Literal("replay"),
  Type.Literal("export"),
  Type.Literal("diagnose"),
  Type.Literal("administer"),
]);

const Name = Type.String({ pattern: "^[a-z0-9][a-z0-9._-]{0,31}$" });
/** Long enough for any; whether a new one is taken is the station's to say. */
const Password = Type.String({ minLength: 1, maxLength: 512 });
/** Beds that may be seen and ordered about; null: all. */
const Beds = nullable(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 256 }));

const closed = { additionalProperties: false };

export const SignIn = Type.Object({ name: Type.String({ maxLength: 64 }), password: Password }, closed);
export type SignIn = Static<typeof SignIn>;

export const FirstSetUp = Type.Object({ code: Type.String({ maxLength: 64 }), name: Name, password: Password }, closed);
export type FirstSetUp = Static<typeof FirstSetUp>;

/** The owner of a new account, or of one whose password was reset, chooses a password. */
export const OwnSetUp = Type.Object({ name: Name, code: Type.String({ maxLength: 64 }), password: Password }, closed);
export type OwnSetUp = Static<typeof OwnSetUp>;

export const PasswordChange = Type.Object({ old: Password, new: Password }, closed);
export type PasswordChange = Static<typeof PasswordChange>;

export const NewAccount = Type.Object(
  {
    name: Name,
    role: Role,
    /** Absent: the station makes a code with which the account's owner chooses one. */
    password: Type.Optional(Password),
    beds: Type.Optional(Beds),
  },
  closed,
);
export type NewAccount = Static<typeof NewAccount>;

export const AccountChange = Type.Object(
  { role: Type.Optional(Role), password: Type.Optional(Password), beds: Type.Optional(Beds) },
  closed,
);
export type AccountChange = Static<typeof AccountChange>;

export const NewToken = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 64 }),
    scopes: Type.Array(Scope, { minItems: 1, maxItems: 7 }),
    beds: Type.Optional(Beds),
    /** After so many days it is refused; null: never. */
    days: nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
  },
  closed,
);
export type NewToken = Static<typeof NewToken>;

const accountFields = { name: Name, role: Role, beds: Beds, createdMs: Type.Number() };

/** An account as an admin sees it. */
export const AccountRow = Type.Object({
  ...accountFields,
  /** Until when its owner may choose a password by the code that was told; null: it has a password. */
  setUpUntilMs: nullable(Type.Number()),
});
export type AccountRow = Static<typeof AccountRow>;

/** An account and what became of its sign-ins. */
export const AccountState = Type.Object({
  ...AccountRow.properties,
  /** Null: never, as far as this station remembers. */
  lastSignInMs: nullable(Type.Number()),
  /** For so long at most, s, a further sign-in is refused after too many failures; null: it is not. */
  lockedForS: nullable(Type.Integer()),
});
export type AccountState = Static<typeof AccountState>;

/** The only time that a code is told. */
export const SetUpCode = Type.Object({ code: Type.String(), untilMs: Type.Number() });
export type SetUpCode = Static<typeof SetUpCode>;

export const AddedAccount = Type.Object({ ...AccountRow.properties, setUpCode: nullable(SetUpCode) });
export type AddedAccount = Static<typeof AddedAccount>;

/** A token as an admin sees it: never the token itself. */
export const TokenRow = Type.Object({
  id: Type.String(),
  label: Type.String(),
  scopes: Type.Array(Scope),
  beds: Beds,
  /** Who issued it. */
  by: Type.String(),
  createdMs: Type.Number(),
  /** Null: never. */
  expiresMs: nullable(Type.Number()),
});
export type TokenRow = Static<typeof TokenRow>;

/** What a page must know before anything else. */
export const SessionState = Type.Object({
  /** False: whoever sits at the box may do everything. */
  signIn: Type.Boolean(),
  /** Nobody has an account yet: the code from the station's terminal makes the first. */
  setUp: Type.Boolean(),
  /** What to write on the button that signs in elsewhere; null: there is none. */
  elsewhere: nullable(Type.String()),
  /** Null while nobody is signed in. */
  caller: nullable(
    Type.Object({
      name: Type.String(),
      /** Null for a token, and where nobody signs in. */
      role: nullable(Role),
      scopes: Type.Array(Scope),
      beds: Beds,
      /** The session was left alone for so long that it only reads: orders ask to sign in again. */
      stoodDown: Type.Boolean(),
    }),
  ),
});
export type SessionState = Static<typeof SessionState>;

/** What the station keeps of accounts and tokens: hashes, never what they are of. */
export const AccountFile = Type.Object({
  version: Type.Literal(1),
  accounts: Type.Array(
    Type.Object({
      ...accountFields,
      /** Empty: it has no password yet. */
      hash: Type.String(),
      /** Of the code with which its owner chooses a password. */
      setUp: Type.Optional(Type.Object({ hash: Type.String(), untilMs: Type.Number() })),
      /** Another after each change of password, role or beds: sessions opened before it are over. */
      stamp: Type.String(),
    }),
  ),
  tokens: Type.Array(Type.Object({ ...TokenRow.properties, hash: Type.String() })),
});
export type AccountFile = Static<typeof AccountFile>;

export function isAccountFile(value: unknown): value is AccountFile {
  return Value.Check(AccountFile, value);
}

/** Who signed in, and since when. */
export const Session = Type.Object({
  name: Type.String(),
  role: Role,
  beds: Beds,
  /** Of the account when it signed in; null for one that signed in elsewhere. */
  stamp: nullable(Type.String()),
  openedMs: Type.Number(),
});
export type Session = Static<typeof Session>;

/** A session as the station keeps it while it is down. */
export const KeptSession = Type.Object({
  /** Hash of what the browser holds. */
  key: Type.String(),
  session: Session,
  actedMs: Type.Number(),
});
export type KeptSession = Static<typeof KeptSession>;

export function isKeptSessions(value: unknown): value is KeptSession[] {
  return Value.Check(Type.Array(KeptSession), value);
}

/** When each account signed in last, ms. */
export function isSignInTimes(value: unknown): value is Record<string, number> {
  return Value.Check(Type.Record(Type.String(), Type.Number()), value);
}

/** Somebody who signed in at the service elsewhere: the station keeps no account of them. */
export const ElsewhereRow = Type.Object({
  name: Type.String(),
  role: Role,
  /** The last time. */
  signedInMs: Type.Number(),
});
export type ElsewhereRow = Static<typeof ElsewhereRow>;

export const AccountStates = Type.Object({
  accounts: Type.Array(AccountState),
  /** Who is signed in now by the service elsewhere, each once; null: nobody can. */
  elsewhere: nullable(Type.Array(ElsewhereRow)),
});
export type AccountStates = Static<typeof AccountStates>;
export const TokenRows = Type.Object({ tokens: Type.Array(TokenRow) });
/** The only time that a token is told. */
export const IssuedToken = Type.Object({ token: Type.String(), row: TokenRow });
export type IssuedToken = Static<typeof IssuedToken>;
export const NamedAccount = Type.Object({ name: Name });
export const NamedToken = Type.Object({ id: Type.String({ maxLength: 64 }) });
