import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { compareNewest } from "../../src/evaluate/bench-history.ts";
import { appendRun, historyPath, readRuns } from "../../src/app/bench-history-file.ts";
import { compareLines } from "../../src/app/compare-command.ts";

const MACHINE = { model: "a processor", cores: 2, node: "20.20.2", load: 0.5 };
const at = (median: number) => ({ median, lower: 0.99 * median, upper: 1.01 * median });

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-history-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("runs are appended line by line to a file in a folder that need not be there, and read back in their order", () => {
  const path = join(folder, "new", "runs.jsonl");
  for (const median of [1, 2, 3]) appendRun(path, MACHINE, { updateUs: at(median) });
  const runs = readRuns(path);
  expect(runs.map(({ figures }) => figures.updateUs.median)).toEqual([1, 2, 3]);
  expect(runs[0].machine).toEqual(MACHINE);
  expect(Date.parse(runs[0].at)).toBeGreaterThan(0);
});

test("a slower run is told in the table with its change, the noise and how many runs speak", () => {
  const path = join(folder, "runs.jsonl");
  for (const median of [1, 1.01, 0.99, 1, 1.5]) appendRun(path, MACHINE, { updateUs: at(median) });
  const [, line] = compareLines(compareNewest(readRuns(path)));
  expect(line).toMatch(/^updateUs +1\.50 \(1\.4[89]-1\.5[12]\) +1\.00 +4 +\+50\.0 % +\d+ % +slower$/);
});

test("a line that is no run is named with its place, and a file that is missing with what makes it", () => {
  const path = join(folder, "runs.jsonl");
  appendRun(path, MACHINE, { updateUs: at(1) });
  appendFileSync(path, '{"at":"now","figures":{"updateUs":{"median":-1}}}\n');
  expect(() => readRuns(path)).toThrow(/runs\.jsonl, line 2/);
  expect(() => readRuns(join(folder, "none"))).toThrow(AfarError);
});

test("the file is in the cache unless another is named", () => {
  expect(historyPath("here.jsonl")).toBe("here.jsonl");
  expect(historyPath(undefined)).toMatch(/bench-history\.jsonl$/);
});
