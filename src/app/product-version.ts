import { readFileSync } from "node:fs";
import { join } from "node:path";

import { packageRoot } from "./package-root.ts";

/** Version of this installation, such as "0.1.0". */
export function productVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    readonly version: string;
  };
  return manifest.version;
}
