import { spoken, type Widened } from "../words/language.ts";

const tokenEn = {
  title: "Tokens of programs",
  what: "A program that reads or orders sends a token. It is told once; only a hash is kept.",
  label: "name",
  scopes: "may",
  scope: {
    read: "see beds",
    order: "give orders",
    record: "record",
    replay: "replay",
    export: "take values away",
    diagnose: "see how the box does",
    administer: "keep accounts and tokens",
  },
  by: "made",
  madeBy: (who: string, when: string) => `${when}, ${who}`,
  expires: "ends",
  never: "never",
  expired: "ended",
  days: (days: number) => `after ${days} days`,
  none: "There is no token.",
  make: "make a token",
  makeTitle: "Make a token",
  makeYes: "make",
  noScope: "Choose at least one thing that it may do.",
  tokenTitle: (label: string) => `Token of ${label}`,
  tokenWhat: "It is told only now. Keep it where the program finds it, and nobody else.",
  revoke: "revoke",
  revokeTitle: (label: string) => `Revoke the token of ${label}?`,
  revokeWhat: "The program that has it is refused from now on, and its streams end.",
};

export type TokenWords = Widened<typeof tokenEn>;

export const tokenWords = spoken("tokenWords", tokenEn);
