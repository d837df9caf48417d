import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { ROOT } from "./preflight.mjs";

/** Where the built product lies. */
export const DIST = join(ROOT, "dist");

/** Everything both parts depend on: a change here rebuilds all. */
const COMMON = [
  "package-lock.json",
  "scripts/build.mjs",
  "scripts/build-kernel.mjs",
  "scripts/build-parts.mjs",
  "scripts/station-bundle.mjs",
];

/**
 * The parts that are built independently of each other.
 *
 * `sources`: files and folders whose content decides whether the part is fresh. `entries`: what a build starts from.
 * `product`: the file in dist that must be there for the part to be fresh.
 */
export const PARTS = {
  station: {
    sources: ["src"],
    entries: ["src/app/main.ts", "src/app/bed-process.ts", "src/app/replay-process.ts", "src/history/sqlite-thread.ts"],
    product: "main.js",
  },
  "web-ui": {
    sources: ["web-ui", "src/wire"],
    entries: ["web-ui/index.html"],
    product: "web-ui/index.html",
  },
};

/** @typedef {keyof typeof PARTS} PartName */

/**
 * Names of the parts whose sources differ from what dist was built from.
 *
 * @returns {PartName[]}
 */
export function staleParts() {
  const names = /** @type {PartName[]} */ (Object.keys(PARTS));
  return names.filter((name) => {
    const stamp = stampPath(name);
    if (!existsSync(join(DIST, PARTS[name].product)) || !existsSync(stamp)) return true;
    return readFileSync(stamp, "utf8") !== sourceHash(name);
  });
}

/** Path of the file that keeps the hash a part was built from. @param {PartName} name */
export function stampPath(name) {
  return join(DIST, `${name}.sha256`);
}

/** SHA-256 over names and contents of a part's sources, hexadecimal. @param {PartName} name */
export function sourceHash(name) {
  const hash = createHash("sha256");
  for (const source of [...COMMON, ...PARTS[name].sources]) {
    for (const path of filesUnder(join(ROOT, source))) {
      const content = readFileSync(path);
      hash.update(`${relative(ROOT, path)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/**
 * Files under a path in a fixed order, installed packages left out; a file yields itself, an absent path nothing.
 *
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  /** @type {import("node:fs").Dirent[]} */
  let children;
  try {
    children = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOTDIR") return [path];
    throw error;
  }
  return children
    .filter((child) => child.name !== "node_modules" && child.name !== "dist")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((child) => (child.isDirectory() ? filesUnder(join(path, child.name)) : [join(path, child.name)]));
}
