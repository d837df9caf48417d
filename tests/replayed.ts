import { expect } from "vitest";

import type { Vitals } from "../src/wire/vitals.ts";

import { afar } from "./command-line.ts";
import { recordingPath } from "./recordings.ts";

/** The values of a recording that the command line replays without a complaint, one a second. */
export async function replayed(recording: string, ...args: readonly string[]): Promise<Vitals[]> {
  const { code, out, err } = await afar("replay", recordingPath(recording), "--json", ...args);
  expect(err).toBe("");
  expect(code).toBe(0);
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
