import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/**
 * Memory that this process has filled itself, MB, after the garbage is gone. Pages of files are left out: they come and go as
 * the box needs them.
 */
export function ownMemoryMb(): number {
  collectGarbage();
  const [, kb] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return (Number(kb) * 1024) / 1e6;
}
