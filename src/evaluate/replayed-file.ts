import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { AfarError } from "../base/errors.ts";

import { type MovementReading, movementReadingOf } from "./movement-reading.ts";
import { readingOf, type SecondReading } from "./second-reading.ts";

/** What a replay gave. */
export interface Replayed {
  readonly readings: readonly SecondReading[];
  /** The movement trace and its events in the order of their time; empty where there are no faces to follow. */
  readonly movement: readonly MovementReading[];
  /** One sentence where the recording ended early; null where all of it was used. */
  readonly note: string | null;
}

/**
 * Runs `afar replay FILE --json --movement`, with `--network NAME` where one is named, in a process of its own, so that a recording that brings down a decoder costs only itself.
 * `mainPath`: the built command line. What a recording that ends early held is used. Throws AfarError FILE_UNREADABLE with
 * the replay's own sentence where nothing was read.
 */
export async function replayFile(mainPath: string, path: string, network: string | null = null): Promise<Replayed> {
  const args = [mainPath, "replay", path, "--json", "--movement", ...(network === null ? [] : ["--network", network])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const readings: SecondReading[] = [];
  const movement: MovementReading[] = [];
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString("utf8")).slice(-4000);
  });
  const ended = new Promise<string | null>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? null : sentence(complaint, code, signal)));
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith("{")) continue;
      const value: unknown = JSON.parse(line);
      const moved = movementReadingOf(value);
      if (moved) movement.push(moved);
      else readings.push(readingOf(value));
    }
  } catch {
    child.kill();
    complaint = "afar: the replay wrote a line that is neither values nor movement";
  }
  const note = await ended;
  if (note !== null && readings.length === 0) throw new AfarError("FILE_UNREADABLE", note);
  return { readings, movement, note };
}

function sentence(complaint: string, code: number | null, signal: NodeJS.Signals | null): string {
  const line = complaint.split("\n").find((text) => text.startsWith("afar: "));
  return line?.slice("afar: ".length) ?? `the replay ended with ${signal ?? `code ${code}`} and said nothing`;
}
