import { spoken, type Widened } from "../words/language.ts";

const accountEn = {
  title: "Accounts",
  name: "name",
  role: "role",
  roles: { viewer: "viewer", nurse: "nurse", engineer: "engineer", admin: "admin" },
  roleNotes: {
    viewer: "sees",
    nurse: "sees and gives orders",
    engineer: "also records, replays and takes values away",
    admin: "also keeps accounts, tokens and receivers",
  },
  you: "you",
  lastSignIn: "last sign-in",
  never: "never",
  locked: (seconds: number) =>
    seconds < 60 ? `LOCKED OUT, ${seconds} s` : `LOCKED OUT, ${Math.ceil(seconds / 60)} min`,
  awaits: (until: string) => `waits for its code, until ${until}`,
  codeIsOld: "its code is too old: reset the password",
  someBeds: (beds: string) => `only ${beds}`,
  change: "change",
  changeOf: (name: string) => `Change ${name}`,
  add: "add an account",
  addTitle: "Add an account",
  nameNote: "up to 32 small letters, digits, dots, dashes and underscores",
  byCode: "its owner chooses a password, with a code",
  byPassword: "I choose its password now",
  password: "password, at least 10 characters",
  make: "add",
  setRole: "set the role",
  reset: "reset the password",
  resetTitle: (name: string) => `Reset the password of ${name}?`,
  resetWhat:
    "The old password and every session of the account end now. You are told a code, once; with it the owner chooses another password.",
  unlock: "unlock",
  unlocked: "unlocked: the next attempt need not wait",
  remove: "remove",
  removeTitle: (name: string) => `Remove ${name}?`,
  removeWhat: "Its sessions end now. What it did stays in the log.",
  elsewhere: "Signed in elsewhere",
  elsewhereWhat:
    "They have no account here: the sign-in service keeps them, and its groups give the role. Listed is who is signed in now.",
  elsewhereNone: "Nobody is signed in this way now.",
  own: "This is your own account. Another admin changes its role.",
  ownPassword: "Change your password",
  oldPassword: "password until now",
  codeTitle: (name: string) => `Code for ${name}`,
  codeWhat: (until: string) =>
    `Hand it over in person. It is told only now, works once, and until ${until}: choose “I have a code” at the sign-in.`,
  copy: "copy",
  copied: "copied",
  done: "done",
  cancel: "cancel",
  close: "close",
};

export type AccountWords = Widened<typeof accountEn>;

export const accountWords = spoken("accountWords", accountEn);
