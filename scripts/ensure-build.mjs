import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { staleParts } from "./build-parts.mjs";
import { ROOT } from "./preflight.mjs";

/**
 * Builds what changed since the last build, and ends the process where that fails. Nothing goes to standard output. The
 * bundlers run in a process of their own, so that their threads and memory do not stay with a station that runs for months.
 */
export function ensureBuild() {
  const stale = staleParts();
  if (stale.length === 0) return;
  process.stderr.write(`building ${stale.join(" and ")} ...\n`);
  const { status } = spawnSync(process.execPath, [join(ROOT, "scripts/build.mjs")], {
    stdio: ["ignore", process.stderr.fd, process.stderr.fd],
  });
  if (status === 0) return;
  process.stderr.write("Afar could not be built, see above.\n");
  process.exit(1);
}
