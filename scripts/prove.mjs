import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { ensureBuild } from "./ensure-build.mjs";
import { preflight, ROOT } from "./preflight.mjs";
import { runTool } from "./run-tool.mjs";

const SUFFIX = ".prove.ts";

preflight();
const [name, ...rest] = process.argv.slice(2);
const folder = join(ROOT, "tests/prove");
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length));

if (name === undefined) {
  console.log(`npm run prove -- NAME, where NAME is one of:\n  ${names.join("\n  ") || "(there is no proof yet)"}`);
} else if (!names.includes(name)) {
  console.error(`There is no proof ${name}: npm run prove lists what there is.`);
  process.exitCode = 2;
} else {
  ensureBuild();
  const args = ["run", "--config", "vitest.prove.config.ts", `tests/prove/${name}${SUFFIX}`, ...rest];
  const { code } = await runTool("vitest", args, { stdio: "inherit" });
  process.exitCode = code;
}
