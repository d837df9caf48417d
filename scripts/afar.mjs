#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { preflight, ROOT } from "./preflight.mjs";

preflight();
const { ensureBuild } = await import("./ensure-build.mjs");
ensureBuild();
const main = join(ROOT, "dist/main.js");
if (existsSync(main)) {
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(main).href);
} else {
  process.stderr.write("The command line was not built: src/app/main.ts is missing.\n");
  process.exitCode = 1;
}
