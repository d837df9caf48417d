import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, relative, resolve } from "node:path";

import { AfarError } from "../base/errors.ts";

/** Gives a claim back. */
export type Release = () => Promise<void>;

/**
 * Claims a folder of data for this process, until it is released or the process dies in whatever way. The claim is the name of a
 * socket that Linux keeps in memory, so nothing is left behind. Where the box allows no such socket, nothing is claimed.
 *
 * Throws DATA_BUSY where another process has claimed the folder.
 */
export async function claimData(folder: string): Promise<Release> {
  const name = createHash("sha256").update(realPath(folder)).digest("hex");
  const claim = createServer((socket) => socket.destroy());
  claim.unref();
  try {
    await new Promise<void>((done, failed) => {
      claim.once("error", failed);
      claim.listen(`\0afar-${name}`, done);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") return async () => undefined;
    const message = `another station keeps its data in ${folder}: stop it, or set AFAR_DATA to another folder`;
    throw new AfarError("DATA_BUSY", message, { cause: error });
  }
  return () => new Promise((done) => claim.close(() => done()));
}

/** The one path that all links to a folder lead to, also of one that is not there yet. */
function realPath(folder: string): string {
  const path = resolve(folder);
  let there = path;
  while (!existsSync(there)) there = dirname(there);
  return join(realpathSync(there), relative(there, path));
}
