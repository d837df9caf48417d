import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

/** Builds a module of the repository for a thread or process, before the tests of a file. Returns a function that tells its path. */
export function builtModule(module: URL): () => string {
  const folder = mkdtempSync(join(tmpdir(), "afar-built-"));
  const outfile = join(folder, "module.mjs");
  beforeAll(async () => {
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const entryPoints = [fileURLToPath(module)];
    await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm", packages: "external" });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => outfile;
}

/** A folder for one test file. Returns a function that makes a new folder in it. */
export function temporaryFolders(): () => string {
  const folder = mkdtempSync(join(tmpdir(), "afar-history-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => mkdtempSync(join(folder, "case-"));
}
