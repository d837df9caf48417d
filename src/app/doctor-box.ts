import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { failure, fine, type Verdict, warning } from "./doctor-finding.ts";

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
    return failure(`Node ${version} is older than Afar needs (${range})`, remedy);
  }
  if (major >= endMajor) return warning(`Node ${version} is newer than the one Afar is tested with (${range})`, remedy);
  return fine(`Node ${version}`);
}

/** Both in bytes: what the box has, and what could be had now. */
export function checkMemory(totalBytes: number, availableBytes: number): Verdict {
  const detail = `${gib(availableBytes)} of ${gib(totalBytes)} free`;
  if (availableBytes < LEAST_MEMORY)
    return failure(detail, "end other programs or add memory: a bed takes about 250 MiB");
  if (availableBytes < AMPLE_MEMORY) return warning(detail, "enough for one or two beds; each takes about 250 MiB");
  return fine(detail);
}

export function checkCores(cores: number, model: string): Verdict {
  const detail = `${cores} ${cores === 1 ? "core" : "cores"}, ${model}`;
  if (cores < 2) return warning(detail, "one bed at most: the station and a bed want a core each");
  return fine(detail);
}

/** Whether the folder of networks and rendered videos can be written, and has room. */
export function checkCache(cacheDir: string): Verdict {
  return checkFolder(cacheDir, "set AFAR_CACHE to a folder that is yours and has room");
}

/** Whether the history's SQLite file can be written where it lies, and has room. A folder that the station would make is not made. */
export function checkHistoryFolder(path: string): Verdict {
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  return checkFolder(folder, "set AFAR_DATA, or history.sqlitePath of the configuration, to a place that is yours");
}

function checkFolder(folder: string, remedy: string): Verdict {
  const trial = join(folder, `doctor-${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(trial, "written to see whether it can be");
    rmSync(trial);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return failure(`${folder} cannot be written (${code})`, remedy);
  }
  const { bavail, bsize } = statfsSync(folder);
  const detail = `${folder} can be written, ${gib(bavail * bsize)} free`;
  if (bavail * bsize < LEAST_DISK) return failure(detail, `free some space, or ${remedy}`);
  if (bavail * bsize < AMPLE_DISK) return warning(detail, "recordings and history will soon fill it: free some space");
  return fine(detail);
}

function gib(bytes: number): string {
  return bytes < GIB ? `${Math.round(bytes / MIB)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`;
}
