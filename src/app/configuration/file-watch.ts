import { unwatchFile, watchFile } from "node:fs";

/** How often the file is looked at: also on a network's disk, where no system tells of changes. */
const LOOK_MS = 500;
/** Time without a further change: an editor may write in pieces, or put a new file in the old one's place. */
const SETTLE_MS = 300;

/** Calls `changed` after each change of what lies at a path, also when the file goes, comes or is replaced. Returns what ends it. */
export function watchPath(path: string, changed: () => void): () => void {
  let settling: NodeJS.Timeout | null = null;
  const listener = () => {
    if (settling) clearTimeout(settling);
    settling = setTimeout(changed, SETTLE_MS);
    settling.unref();
  };
  watchFile(path, { interval: LOOK_MS, persistent: false }, listener);
  return () => {
    unwatchFile(path, listener);
    if (settling) clearTimeout(settling);
  };
}
