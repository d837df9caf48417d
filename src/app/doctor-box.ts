import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { fine, note, type Verdict, wrong } from "./doctor-finding.ts";

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** A bed's process holds a quarter of this; less than one bed and the station is too little. */
const LEAST_MEMORY = 512 * MIB;
const AMPLE_MEMORY = GIB;
/** Networks and the rendered demonstration take some tens of MiB; the rest is for recordings and history. */
const LEAST_DISK = 200 * MIB;
const AMPLE_DISK = 2 * GIB;

/** `range`: what package.json asks for, such as `>=20.19 <21`; `version`: such as 20.20.2. */
export function checkNode(version: string, range: string): Verdict {
  const [major, minor] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor, endMajor] = (range.match(/\d+/g) ?? []).map(Number);
  const remedy = `install Node ${oldestMajor}, ${oldestMajor}.${oldestMinor} or later`;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    return wrong(`Node ${version} is older than Afar needs (${range})`, remedy);
  }
  if (major >= endMajor) return note(`Node ${version} is newer than the one Afar is tested with (${range})`, remedy);
  return fine(`Node ${version}`);
}

/** Both in bytes: what the box has, and what could be had now. */
export function checkMemory(totalBytes: number, availableBytes: number): Verdict {
  const text = `${gib(availableBytes)} of ${gib(totalBytes)} free`;
  if (availableBytes < LEAST_MEMORY) return wrong(text, "end other programs or add memory: a bed takes about 250 MiB");
  if (availableBytes < AMPLE_MEMORY) return note(text, "enough for one or two beds; each takes about 250 MiB");
  return fine(text);
}

export function checkCores(cores: number, model: string): Verdict {
  const text = `${cores} ${cores === 1 ? "core" : "cores"}, ${model}`;
  if (cores < 2) return note(text, "one bed at most: the station and a bed want a core each");
  return fine(text);
}

/**
 * `installedMs`: when Afar's own files were written; a clock before that is wrong, and so is every time stamp from it.
 * `timeZone`: name from the IANA list.
 */
export function checkClock(nowMs: number, installedMs: number, timeZone: string): Verdict {
  const now = new Date(nowMs).toISOString().replace(/\.\d+Z$/, "Z");
  const text = `${now}, time zone ${timeZone}`;
  if (nowMs < installedMs) {
    return wrong(
      `${text}: before Afar was installed`,
      "set the clock, best by network time (timedatectl set-ntp true)",
    );
  }
  return fine(text);
}

/** Whether the folder of networks and rendered videos can be written, and has room. */
export function checkCache(cacheDir: string): Verdict {
  const trial = join(cacheDir, `doctor-${process.pid}.tmp`);
  try {
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(trial, "written to see whether it can be");
    rmSync(trial);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return wrong(`${cacheDir} cannot be written (${code})`, "set AFAR_CACHE to a folder that is yours and has room");
  }
  const { bavail, bsize } = statfsSync(cacheDir);
  const text = `${cacheDir} can be written, ${gib(bavail * bsize)} free`;
  if (bavail * bsize < LEAST_DISK) return wrong(text, "free some space, or set AFAR_CACHE to a folder on another disk");
  if (bavail * bsize < AMPLE_DISK) return note(text, "recordings and history will soon fill it: free some space");
  return fine(text);
}

/** Whether the port on loopback is free. */
export async function checkPort(port: number): Promise<Verdict> {
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => server.close(() => resolve(null)));
  });
  if (code === null) return fine(`port ${port} is free`);
  if (code === "EADDRINUSE") {
    return note(
      `port ${port} is taken`,
      "a station may be running already; else start it with --port 0 for any free one",
    );
  }
  return note(`port ${port} cannot be opened (${code})`, "start the station with --port and a number of 1024 or more");
}

function gib(bytes: number): string {
  return bytes < GIB ? `${Math.round(bytes / MIB)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`;
}
