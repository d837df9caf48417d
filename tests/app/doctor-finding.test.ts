import { expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { examine, fine } from "../../src/app/doctor-finding.ts";

const REMEDY = "try again";

test("a check's verdict becomes its finding", async () => {
  const finding = await examine({ name: "sun", remedy: REMEDY, run: () => fine("it shines") });
  expect(finding).toEqual({ check: "sun", state: "ok", detail: "it shines", remedy: null });
});

test.each([
  ["throws", () => Promise.reject(new Error("no luck\n    at somewhere.ts:1"))],
  [
    "throws at once",
    () =>
      (() => {
        throw new Error("no luck");
      })(),
  ],
  ["throws a bare string", () => Promise.reject("no luck")],
])("a check that %s is a wrong of one line with the check's remedy", async (_how, run) => {
  const finding = await examine({ name: "sun", remedy: REMEDY, run });
  expect(finding).toEqual({ check: "sun", state: "failure", detail: "no luck", remedy: REMEDY });
});

test("an AfarError brings its own remedy", async () => {
  const error = new AfarError("DISK_FULL", "the file a:b does not fit: free some space.");
  const finding = await examine({ name: "disk", remedy: REMEDY, run: () => Promise.reject(error) });
  expect(finding).toEqual({
    check: "disk",
    state: "failure",
    detail: "the file a:b does not fit",
    remedy: "free some space",
  });
});
