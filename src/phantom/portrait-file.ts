import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { AfarError } from "../base/errors.ts";

import { decodePng } from "./png.ts";
import type { Portrait } from "./portrait.ts";
import { PORTRAIT_SIZE_PX } from "./portrait-outline.ts";

/**
 * A path below the package's `fixtures`, found upwards from this file, so from sources and from a bundle alike.
 *
 * @throws AfarError FILE_MISSING.
 */
export function fixturePath(...parts: readonly string[]): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, "fixtures", ...parts);
    if (existsSync(path)) return path;
  }
  throw new AfarError("FILE_MISSING", `fixtures/${parts.join("/")} is missing: install Afar again, complete.`);
}

const READ = new Map<string, Portrait>();

/**
 * The portrait that phantoms are cut from; read once a process and shared.
 *
 * @param path another 512 x 512 copy of it; by default the one in fixtures.
 * @throws AfarError FILE_MISSING, and FILE_UNREADABLE for anything else than such a picture.
 */
export function readPortrait(path = fixturePath("portrait", "astronaut.png")): Portrait {
  const known = READ.get(path);
  if (known) return known;
  if (!existsSync(path)) throw new AfarError("FILE_MISSING", `${path} does not exist: check the path.`);
  try {
    const picture = decodePng(readFileSync(path));
    if (picture.widthPx === PORTRAIT_SIZE_PX && picture.heightPx === PORTRAIT_SIZE_PX) {
      READ.set(path, picture);
      return picture;
    }
    throw new RangeError(`${picture.widthPx} x ${picture.heightPx} pixels`);
  } catch (cause) {
    throw new AfarError(
      "FILE_UNREADABLE",
      `${path} is not the portrait that phantoms are cut from (${(cause as Error).message}): take the one in fixtures.`,
      { cause },
    );
  }
}
