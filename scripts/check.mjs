import { existsSync } from "node:fs";
import { join } from "node:path";

import { preflight, ROOT } from "./preflight.mjs";
import { runTool } from "./run-tool.mjs";

preflight();

const webUi = existsSync(join(ROOT, "web-ui/tsconfig.json"));
const cruised = ["src", "tests", "scripts", ...(existsSync(join(ROOT, "web-ui/src")) ? ["web-ui/src"] : [])];

/** Every step runs, whatever the others say. `blind` is what a step prints that passed because it saw nothing. */
const STEPS = [
  { name: "format and lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "types", command: ["tsc", "-p", "."] },
  ...(webUi ? [{ name: "types of web-ui", command: ["tsc", "-p", "web-ui"] }] : []),
  { name: "import order", command: ["depcruise", ...cruised], blind: /\(0 modules/ },
  { name: "unused code", command: ["knip", "--no-progress"] },
];

const failed = [];
for (const { name, command, blind } of STEPS) {
  const [tool, ...args] = command;
  const { code, output } = await runTool(tool, args, { stdio: "pipe" });
  const passed = code === 0 && !blind?.test(output);
  console.log(`${passed ? "ok    " : "FAILED"} ${name}`);
  if (passed) continue;
  failed.push(name);
  console.log(output.trimEnd());
}
console.log(failed.length === 0 ? "check passed" : `check failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
