import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

/** Every text file that git tracks or would add. */
const textFiles: readonly TextFile[] = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(ROOT, path)))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }))
  .filter(({ text }) => !text.includes("\0"))
  .map(({ path, text }) => ({ path, text, lines: text.split("\n").length - 1 }));

const sources = textFiles.filter(({ path }) => /\.(ts|tsx|mjs|cjs|css|html)$/.test(path));

/** Lines that match, as `path:line: text`. */
function matches(files: readonly TextFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

/** Built from parts, so that this file does not match itself. */
const word = (...alternatives: string[][]): string => alternatives.map((parts) => parts.join("")).join("|");
const UNFINISHED = new RegExp(`\\b(${word(["TO", "DO"], ["FIX", "ME"], ["HA", "CK"])})\\b`);
const MACHINE_PATH = new RegExp(`(^|[^\\w.\\-/)])/(${["home", "root", "Users", "work", "tmp", "mnt"].join("|")})/\\w`);
const REGISTRY_HOST = new RegExp(
  `\\b(registry\\.[a-z]|${word(["npm", "js"], ["npm", "mirror"], ["yarn", "pkg"], ["python", "hosted"])})`,
);

describe("source files", () => {
  test("are seen", () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  test("have at most 500 lines, and those of the product 120 in the middle", () => {
    expect(sources.filter(({ lines }) => lines > 500).map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
    const ofProduct = sources.filter(({ path }) => path.startsWith("src/")).map(({ lines }) => lines);
    const median = ofProduct.sort((a, b) => a - b)[ofProduct.length >> 1];
    expect(median).toBeLessThan(120);
  });

  test("are kebab-case nouns that say what they hold", () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/;
    const vague = /^(utils?|helpers?|types?|core|common|misc|shared)$/;
    const named = sources.filter(({ path }) => !basename(path).startsWith("."));
    expect(named.filter(({ path }) => !kebab.test(basename(path))).map(({ path }) => path)).toEqual([]);
    const parts = named.map(({ path }) => ({ path, parts: path.split("/").map((part) => part.split(".")[0]) }));
    expect(parts.filter((file) => file.parts.some((part) => vague.test(part))).map(({ path }) => path)).toEqual([]);
  });

  test("leave nothing unfinished", () => {
    expect(matches(sources, UNFINISHED)).toEqual([]);
  });
});

describe("text files", () => {
  test("name no folder of one machine", () => {
    expect(matches(textFiles, MACHINE_PATH)).toEqual([]);
  });

  test("name no host of a package registry", () => {
    expect(matches(textFiles, REGISTRY_HOST)).toEqual([]);
  });

  test("would be caught if they did", () => {
    expect(`"${["", "home", "me", "x"].join("/")}"`).toMatch(MACHINE_PATH);
    expect(["https://registry", "example"].join(".")).toMatch(REGISTRY_HOST);
    expect(["// TO", "DO: later"].join("")).toMatch(UNFINISHED);
  });
});
