import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");

export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line as a user would, from the package's folder. `npm test` builds it first. */
export function afar(...args: readonly string[]): Promise<Answer> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, "dist", "main.js"), ...args], { cwd: ROOT });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.once("error", fail);
    child.once("close", (code) => done({ code, out, err }));
  });
}
