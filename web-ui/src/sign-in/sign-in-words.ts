import { spoken, type Widened } from "../words/language.ts";

/** What is said around signing in. */
const signInEn = {
  title: "Sign in",
  setUpTitle: "Set up this station",
  setUpNote: "The station has told a code on its terminal. It makes the first account, an admin's, once.",
  code: "code",
  name: "name",
  password: "password",
  newPassword: "password, at least 10 characters",
  signIn: "sign in",
  setUp: "make the account",
  cancel: "cancel",
  refusedElsewhere: "The sign-in was refused: ask who runs this station for a role.",
  stoodDown: "shows only",
  again: "Sign in again to give orders: this screen was left alone.",
  signOut: "sign out",
  other: "sign in as somebody else",
  close: "close",
  station: "station",
  parts: {
    accounts: "accounts",
    tokens: "tokens of programs",
    receivers: "receivers",
    "own-password": "change your password",
  },
  haveCode: "I have a code",
  haveNoCode: "I have a password",
  claimTitle: "Choose a password",
  claimNote: "An admin has told you a code. It works once.",
  claim: "set the password",
  account: (name: string) => `signed in as ${name}`,
};

export type SignInWords = Widened<typeof signInEn>;

export const signInWords = spoken("signInWords", signInEn);
