import { describe, expect, test } from "vitest";

import { AfarError, ERROR_TABLE, type ErrorCode } from "../../src/base/errors.ts";

const CODES = Object.keys(ERROR_TABLE) as ErrorCode[];

describe("an AfarError", () => {
  test("carries its code, its sentence and its cause", () => {
    const cause = new Error("errno 28");
    const error = new AfarError("DISK_FULL", "The disk is full; free some space.", { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "AfarError",
      code: "DISK_FULL",
      message: "The disk is full; free some space.",
      cause,
    });
  });

  test("ends the command line with 2 for bad input and 1 for what is not the user's doing", () => {
    const exits = (["USAGE", "FILE_MISSING", "NO_VIDEO", "DISK_FULL", "INTERNAL"] as const).map(
      (code) => new AfarError(code, "Sentence.").exit,
    );
    expect(exits).toEqual([2, 2, 2, 1, 1]);
  });
});

describe("the table of errors", () => {
  test("never exits with success and answers with an HTTP error", () => {
    const odd = CODES.filter((code) => {
      const { exit, httpStatus } = ERROR_TABLE[code];
      return (exit !== 1 && exit !== 2) || httpStatus < 400 || httpStatus > 599;
    });
    expect(CODES.length).toBeGreaterThan(5);
    expect(odd).toEqual([]);
  });

  test("gives each code a meaning of its own", () => {
    expect(new Set(CODES.map((code) => ERROR_TABLE[code].meaning)).size).toBe(CODES.length);
  });
});
