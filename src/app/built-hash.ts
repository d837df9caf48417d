import { readFileSync } from "node:fs";
import { join } from "node:path";

import { packageRoot } from "./package-root.ts";

/** What the build stands for; null where it does not say. */
export function builtHash(): string | null {
  try {
    return readFileSync(join(packageRoot(), "dist", "station.sha256"), "utf8").trim();
  } catch {
    return null;
  }
}
