import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, expect, test } from "vitest";

import { checkBuild } from "../../src/app/doctor-build.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder with these files; the page asks for one script. */
function built(...paths: readonly string[]): string {
  const dist = mkdtempSync(join(tmpdir(), "afar-dist-"));
  folders.push(dist);
  for (const path of paths) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    const page = '<!doctype html><script type="module" crossorigin src="/assets/index.js"></script>';
    writeFileSync(join(dist, path), path.endsWith(".html") ? page : "");
  }
  return dist;
}

test("a whole build is fine", () => {
  const dist = built("web-ui/index.html", "web-ui/assets/index.js", "bed-process.js");
  expect(checkBuild(dist)).toMatchObject({ state: "ok", remedy: null });
});

test.each([
  ["web-ui/index.html", ["web-ui/assets/index.js", "bed-process.js"]],
  ["bed-process.js", ["web-ui/index.html", "web-ui/assets/index.js"]],
  ["assets/index.js", ["web-ui/index.html", "bed-process.js"]],
])("a build without %s is wrong, and the finding names it", (missing, present) => {
  expect(checkBuild(built(...present))).toEqual({
    state: "failure",
    detail: expect.stringContaining(missing),
    remedy: "run npm run build",
  });
});
