import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { AfarError } from "../base/errors.ts";

import { readingOf, type SecondReading } from "./second-reading.ts";

/** What a replay gave. */
export interface Replayed {
  readonly readings: readonly SecondReading[];
  /** One sentence where the recording ended early; null where all of it was used. */
  readonly note: string | null;
}

/**
 * Runs `afar replay FILE --json` in a process of its own, so that a recording that brings down a decoder costs only itself.
 * `mainPath`: the built command line. What a recording that ends early held is used. Throws AfarError FILE_UNREADABLE with
 * the replay's own sentence where nothing was read.
 */
export async function replayFile(mainPath: string, path: string): Promise<Replayed> {
  const child = spawn(process.execPath, [mainPath, "replay", path, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
  const readings: SecondReading[] = [];
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
      if (line.startsWith("{")) readings.push(readingOf(JSON.parse(line)));
    }
  } catch {
    child.kill();
    complaint = "afar: the replay wrote a line that is no Vitals object";
  }
  const note = await ended;
  if (note !== null && readings.length === 0) throw new AfarError("FILE_UNREADABLE", note);
  return { readings, note };
}

function sentence(complaint: string, code: number | null, signal: NodeJS.Signals | null): string {
  const line = complaint.split("\n").find((text) => text.startsWith("afar: "));
  return line?.slice("afar: ".length) ?? `the replay ended with ${signal ?? `code ${code}`} and said nothing`;
}
