import { randomBytes } from "node:crypto";
import { open, rm, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";

/** Written at a time. */
const PIECE_BYTES = 1 << 16;

/** A file that holds room on the disk for the time when it is full. */
export interface Reserve {
  /** Makes it where it is absent and there is room for twice its size. Returns whether it is there. */
  hold(): Promise<boolean>;
  /** Gives its room to what must still be written. Returns whether there was any. */
  release(): Promise<boolean>;
}

/** Plans a reserve of so many bytes at a path. Its calls never throw: a reserve that cannot be made is not there. */
export function planReserve(path: string, bytes: number): Reserve {
  // Zeros would be no room on a disk that compresses, and a hole none anywhere.
  const piece = randomBytes(PIECE_BYTES);
  const isThere = async (): Promise<boolean> => (await stat(path).catch(() => null))?.size === bytes;
  return {
    async hold() {
      if (await isThere()) return true;
      try {
        const { bavail, bsize } = await statfs(dirname(path));
        if (bavail * bsize < 2 * bytes) return false;
        const file = await open(path, "w");
        try {
          for (let done = 0; done < bytes; done += piece.length) {
            await file.write(piece, 0, Math.min(piece.length, bytes - done));
          }
          await file.sync();
        } finally {
          await file.close();
        }
      } catch {
        await rm(path, { force: true }).catch(() => undefined);
      }
      return isThere();
    },
    async release() {
      const there = (await stat(path).catch(() => null)) !== null;
      await rm(path, { force: true }).catch(() => undefined);
      return there;
    },
  };
}
