import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { failure, fine, type Verdict } from "./doctor-finding.ts";

/** Whether pages and bed process were built. `dist`: the folder they are built into. */
export function checkBuild(dist: string): Verdict {
  const page = join(dist, "web-ui", "index.html");
  const missing = [page, join(dist, "bed-process.js")].filter((path) => !existsSync(path));
  if (missing.length > 0) return failure(`${missing.join(" and ")} missing`, "run npm run build");
  const scripts = [...readFileSync(page, "utf8").matchAll(/<script[^>]+src="\.?\/?([^"]+)"/g)].map(([, path]) => path);
  const lost = scripts.filter((path) => !existsSync(join(dist, "web-ui", path)));
  if (lost.length > 0) return failure(`the page asks for ${lost.join(", ")}, which is missing`, "run npm run build");
  return fine("the monitor's page and the bed's process are built");
}
