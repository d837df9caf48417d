import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { expect } from "vitest";

/** What may be kept of any number of inputs: compiled code, caches and the runner's own notes, never the inputs. */
const MOST_KEPT_BYTES = 64 << 20;

/**
 * Notes the memory in use. What it returns is called after the work, and expects that hardly more is in use: a bound that does
 * not grow with the number of inputs finds what keeps some hundred bytes of each.
 */
export function noteMemory(): () => void {
  const before = keptBytes();
  return () => expect(keptBytes() - before).toBeLessThan(MOST_KEPT_BYTES);
}

/** Of objects and buffers that something still holds. */
function keptBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
