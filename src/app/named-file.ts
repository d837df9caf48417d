import { writeFileSync } from "node:fs";

import { AfarError } from "../base/errors.ts";

/** Why a file that the user named behind an option cannot be written: DISK_FULL, else USAGE. */
export function cannotWrite(path: string, option: string, cause: unknown): AfarError {
  const { code } = cause as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT"
    ? new AfarError("DISK_FULL", `${path} does not fit on its disk: free some space or write elsewhere.`, { cause })
    : new AfarError("USAGE", `${path} cannot be written: give ${option} a path in a folder that is yours.`, { cause });
}

/** Writes a file that the user named behind an option, over one that is there. Throws AfarError USAGE, DISK_FULL. */
export function writeNamedFile(path: string, option: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw cannotWrite(path, option, cause);
  }
}
