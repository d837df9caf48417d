import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

const DIST = resolve(import.meta.dirname, "../../dist/web-ui");
const MOST_BYTES = 120_000;

/** Files that a page names, and those that these name in turn: what an older build left beside them does not count. */
function reachable(): Map<string, Buffer> {
  const assets = readdirSync(join(DIST, "assets"));
  const found = new Map<string, Buffer>();
  const visit = (text: string) => {
    for (const name of assets) {
      if (found.has(name) || !text.includes(name)) continue;
      const bytes = readFileSync(join(DIST, "assets", name));
      found.set(name, bytes);
      visit(bytes.toString("latin1"));
    }
  };
  const page = readFileSync(join(DIST, "index.html"));
  visit(page.toString("latin1"));
  return found.set("index.html", page);
}

test("the whole monitor, every view and language, is under 120 kB gzipped, and names nothing outside of itself", () => {
  expect(existsSync(join(DIST, "index.html")), "npm run build builds it").toBe(true);
  const files = reachable();
  const bytes = [...files.values()].reduce((sum, file) => sum + gzipSync(file).length, 0);
  process.stdout.write(`monitor: ${files.size} files, ${(bytes / 1000).toFixed(1)} kB gzipped\n`);
  expect(bytes).toBeLessThan(MOST_BYTES);
  for (const [name, file] of files) {
    const addresses = file.toString("latin1").match(/https?:\/\/[\w.-]+/g) ?? [];
    const others = addresses.filter((address) => !address.includes("//www.w3.org"));
    expect(others, name).toEqual([]);
  }
});
