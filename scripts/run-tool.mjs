import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

import { ROOT } from "./preflight.mjs";

/**
 * Runs an installed command in the repository's root.
 *
 * @param {string} command name of the command and its arguments, e.g. `["tsc", "-p", "."]`
 * @param {string[]} args
 * @param {{ stdio: "inherit" | "pipe", env?: NodeJS.ProcessEnv }} options `pipe` collects both outputs in `output`
 * @returns {Promise<{ code: number, output: string }>} code 1 when the command was ended by a signal or did not start
 */
export function runTool(command, args, { stdio, env = process.env }) {
  const path = `${join(ROOT, "node_modules/.bin")}${delimiter}${env.PATH}`;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...env, PATH: path }, stdio: ["ignore", stdio, stdio] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
