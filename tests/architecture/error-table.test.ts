import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { expect, test } from "vitest";

import { ERROR_TABLE } from "../../src/base/errors.ts";

test("the README's table of error codes and the code's say the same", () => {
  const readme = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");
  const rows = readme.matchAll(/^\| `([A-Z_]+)` \| (\d) \| (\d{3}) \| (.+) \|$/gm);
  const documented = Object.fromEntries(
    [...rows].map(([, code, exit, httpStatus, meaning]) => [
      code,
      { exit: Number(exit), httpStatus: Number(httpStatus), meaning },
    ]),
  );
  expect(documented).toEqual(ERROR_TABLE);
});
