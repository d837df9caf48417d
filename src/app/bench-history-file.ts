import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { AfarError } from "../base/errors.ts";
import { cacheDirectory } from "../inference/model-cache.ts";
import type { BenchRun } from "../evaluate/bench-history.ts";
import type { Spread } from "../evaluate/spread.ts";

import type { Machine } from "./bench-machine.ts";
import { cannotWrite } from "./named-file.ts";
import { packageRoot } from "./package-root.ts";

/** Where runs are kept unless a file is named: in the cache, one line of JSON each. */
export function historyPath(named: string | undefined): string {
  return named ?? join(cacheDirectory(process.env), "bench-history.jsonl");
}

/** Appends a run. Throws AfarError where the file cannot be written. */
export function appendRun(path: string, machine: Machine, figures: Record<string, Spread>): void {
  const run: BenchRun = { at: new Date().toISOString(), machine, commit: commitHere(), figures };
  try {
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, `${JSON.stringify(run)}\n`);
  } catch (error) {
    throw cannotWrite(path, "--history", error);
  }
}

/** All runs, oldest first. Throws AfarError where there is no such file, or a line of it is no run. */
export function readRuns(path: string): BenchRun[] {
  if (!existsSync(path)) throw new AfarError("FILE_MISSING", `${path} does not exist: run afar bench first.`);
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line, i) => (line.trim() === "" ? [] : parseRun(line, `${path}, line ${i + 1}`)));
}

function parseRun(line: string, place: string): BenchRun {
  try {
    const run = JSON.parse(line) as BenchRun;
    if (Object.values(run.figures).every(isSpread) && typeof run.machine.model === "string") return run;
  } catch {
    // Told below.
  }
  throw new AfarError("FILE_UNREADABLE", `${place}: this is no run of the bench; take the line out.`);
}

function isSpread(value: unknown): value is Spread {
  const { median, lower, upper } = (value ?? {}) as Partial<Spread>;
  return [median, lower, upper].every((one) => typeof one === "number" && one > 0);
}

/** Null where the sources are no checkout. */
function commitHere(): string | null {
  try {
    const found = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: packageRoot(),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return found.trim() || null;
  } catch {
    return null;
  }
}
