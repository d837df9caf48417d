// Kept to syntax and modules that old versions of Node understand, so that they reach the sentence below.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the process with one sentence where this Node or the installed packages cannot run Afar. */
export function preflight() {
  const complaint = complaintAbout(ROOT, process.versions.node);
  if (complaint === null) return;
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}

/**
 * What is wrong with a Node version or an installation, in one sentence; null when nothing is.
 *
 * @param {string} root
 * @param {string} nodeVersion
 * @returns {string | null}
 */
export function complaintAbout(root, nodeVersion) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  /** @type {number[]} */
  const oldest = manifest.engines.node.match(/\d+/g).map(Number);
  const [major, minor] = nodeVersion.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return `Afar needs Node ${oldest[0]}.${oldest[1]} or later, this is Node ${nodeVersion}: install Node 20.`;
  }
  const folders = createRequire(join(root, "package.json")).resolve.paths("any") ?? [];
  for (const name of Object.keys(manifest.dependencies)) {
    if (!folders.some((folder) => existsSync(join(folder, name)))) {
      return `The package ${name} is not installed: run npm ci in ${root}.`;
    }
  }
  return null;
}
