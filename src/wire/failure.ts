import { type Static, Type } from "typebox";

import type { ErrorCode } from "../base/errors.ts";

import { StationNotes } from "./notes.ts";

/** A word of the table of errors. */
export type FailureCode = ErrorCode;

/** What the station answers instead, with the HTTP status that the table of errors gives to the code. */
export const Failure = Type.Object({
  /** A word of the table of errors, which stays the same. */
  code: Type.String(),
  /** One sentence for people. */
  message: Type.String(),
  /** The same as codes, where the code above says less. */
  notes: StationNotes,
});
export type Failure = Static<typeof Failure>;

export const Nothing = Type.Null();
