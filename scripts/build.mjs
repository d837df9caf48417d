import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import { embedKernels } from "./build-kernel.mjs";
import { DIST, PARTS, sourceHash, staleParts, stampPath } from "./build-parts.mjs";
import { preflight, ROOT } from "./preflight.mjs";
import { STATION_BUNDLE } from "./station-bundle.mjs";

const DAY_MS = 24 * 60 * 60 * 1000;

/** @typedef {{ path: string, contents: Uint8Array }} Output a built file; its path is relative to dist */

preflight();
mkdirSync(DIST, { recursive: true });
for (const name of staleParts()) {
  const startMs = performance.now();
  if (name === "station") await embedKernels();
  // Taken before the sources are read: a change made meanwhile leaves the part stale instead of wrongly fresh.
  const hash = sourceHash(name);
  const absent = PARTS[name].entries.filter((entry) => !existsSync(join(ROOT, entry)));
  for (const entry of absent) process.stderr.write(`${entry} does not exist: built without it.\n`);
  if (absent.length === PARTS[name].entries.length) continue;
  publish(name, name === "station" ? await bundleStation() : await bundlePages());
  putFile({ path: relative(DIST, stampPath(name)), contents: Buffer.from(hash) });
  process.stderr.write(`built ${name} in ${((performance.now() - startMs) / 1000).toFixed(1)} s\n`);
}

/**
 * Bundles the command line and the process of a bed. What both use, and what a verb loads only when it runs, lies in
 * chunks named after their content.
 *
 * @returns {Promise<Output[]>}
 */
async function bundleStation() {
  const { build } = await import("esbuild");
  const result = await build({
    ...STATION_BUNDLE,
    absWorkingDir: ROOT,
    entryPoints: PARTS.station.entries.filter((entry) => existsSync(join(ROOT, entry))),
    outdir: "dist",
    // Beside each other, whatever folders they come from.
    entryNames: "[name]",
    splitting: true,
    sourcemap: true,
    // Read as a whole at each start.
    sourcesContent: false,
    write: false,
    logLevel: "error",
  });
  return result.outputFiles.map((file) => ({ path: relative(DIST, file.path), contents: file.contents }));
}

/** Bundles the pages of the monitor. @returns {Promise<Output[]>} */
async function bundlePages() {
  const folder = join(DIST, `.web-ui-${process.pid}`);
  try {
    // By path: Vite belongs to the workspace and need not be installed beside this script.
    const vite = [join(ROOT, "web-ui"), ROOT].map((home) => join(home, "node_modules/vite/dist/node/index.js"));
    const { build } = await import(pathToFileURL(vite.find(existsSync) ?? vite[0]).href);
    await build({ root: join(ROOT, "web-ui"), logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => ({ path: join("web-ui", path), contents: readFileSync(join(folder, path)) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts a part's files in place one by one, those that name others last: at every moment dist holds a whole build, also
 * while another process builds the same. Files of earlier builds stay for a day, for processes that still run from them.
 *
 * @param {import("./build-parts.mjs").PartName} name
 * @param {Output[]} outputs
 */
function publish(name, outputs) {
  const entries = new Set(["main.js", "bed-process.js", "replay-process.js", "sqlite-thread.js", "web-ui/index.html"]);
  for (const output of outputs.filter(({ path }) => !entries.has(path))) putFile(output);
  for (const output of outputs.filter(({ path }) => entries.has(path))) putFile(output);

  const current = new Set(outputs.map(({ path }) => path));
  for (const path of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
    const ofThisPart = path.startsWith("web-ui/") === (name === "web-ui");
    if (!ofThisPart || current.has(path) || path.endsWith(".sha256")) continue;
    const status = statSync(join(DIST, path), { throwIfNoEntry: false });
    if (status?.isFile() && Date.now() - status.mtimeMs > DAY_MS) rmSync(join(DIST, path), { force: true });
  }
}

/** @param {Output} output */
function putFile({ path, contents }) {
  const place = join(DIST, path);
  const draft = `${place}.${process.pid}.tmp`;
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(draft, contents);
  renameSync(draft, place);
}
