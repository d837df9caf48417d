import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { failure, fine, type Verdict } from "./doctor-finding.ts";

/** Whether every package that Afar runs on is installed, in the version that it was tested with. `root`: of the package. */
export function checkPackages(root: string): Verdict {
  const { dependencies } = manifestOf(root) as { readonly dependencies: Readonly<Record<string, string>> };
  const wanted = Object.entries(dependencies);
  const faults = wanted.flatMap(([name, version]) => {
    const folder = join(root, "node_modules", name);
    if (!existsSync(join(folder, "package.json"))) return [`${name} is missing`];
    const installed = manifestOf(folder).version;
    return installed === version ? [] : [`${name} is ${installed} instead of ${version}`];
  });
  if (faults.length > 0) return failure(faults.join(", "), `run npm ci in ${root}`);
  return fine(`all ${wanted.length} packages are installed as tested`);
}

function manifestOf(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
