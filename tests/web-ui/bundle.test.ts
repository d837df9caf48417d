import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

const DIST = resolve(import.meta.dirname, "../../dist/web-ui");
const MOST_BYTES = 120_000;
/** What a script needs before it runs; what it loads when somebody asks for it stands in an `import(...)`. */
const NEEDED = /\bimport(?:[^"'()]*?from)?["']\.\/([^"']+)["']/g;

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

/** Of these, what a first load in English takes: the page, what it names, and what that cannot run without. */
function firstLoad(files: ReadonlyMap<string, Buffer>): string[] {
  const page = files.get("index.html")?.toString("latin1") ?? "";
  const needed = new Set([...files.keys()].filter((name) => page.includes(name)));
  // A set that grows while it is walked is walked to its end.
  for (const name of needed) {
    const text = files.get(name)?.toString("latin1") ?? "";
    if (name.endsWith(".js")) for (const [, other] of text.matchAll(NEEDED)) needed.add(other);
  }
  return ["index.html", ...needed];
}

test("what a first load takes is under 120 kB gzipped, no language but English in it, and no file names anything outside", () => {
  expect(existsSync(join(DIST, "index.html")), "npm run build builds it").toBe(true);
  const files = reachable();
  const sizeOf = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + gzipSync(files.get(name) ?? Buffer.alloc(0)).length, 0);
  const first = firstLoad(files);
  const kilobytes = (names: Iterable<string>) => `${(sizeOf(names) / 1000).toFixed(1)} kB gzipped`;
  process.stdout.write(
    `monitor: first load ${first.length} files, ${kilobytes(first)}; with every view and language ${files.size} files, ${kilobytes(files.keys())}\n`,
  );
  expect(first.filter((name) => name.endsWith(".js")).length).toBeGreaterThan(0);
  expect(sizeOf(first)).toBeLessThan(MOST_BYTES);
  for (const name of first) expect(files.get(name)?.toString() ?? "", name).not.toMatch(/請|请/);
  const others = [...files.keys()].filter((name) => !first.includes(name));
  expect(others.filter((name) => /請|请/.test(files.get(name)?.toString() ?? ""))).toHaveLength(2);
  for (const [name, file] of files) {
    const addresses = file.toString("latin1").match(/https?:\/\/[\w.-]+/g) ?? [];
    expect(
      addresses.filter((address) => !address.includes("//www.w3.org")),
      name,
    ).toEqual([]);
  }
});
