import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { afterAll, describe, expect, test } from "vitest";

import folders from "./folders.json" with { type: "json" };
import { inspectLayout } from "./layout.ts";
import { plantTree } from "./planted-tree.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const planted = plantTree(ROOT);

afterAll(() => rmSync(planted, { recursive: true }));

/** Standard output of an installed tool, run in `folder`; also when it fails, as it does when it finds something. */
async function outputOf(folder: string, tool: string, ...args: string[]): Promise<string> {
  const command = join(ROOT, "node_modules/.bin", tool);
  const options = { cwd: folder, maxBuffer: 1 << 26 };
  const run = promisify(execFile)(command, args, options).catch((error: { stdout: string }) => error);
  return (await run).stdout;
}

interface CruiseReport {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

async function cruise(root: string): Promise<CruiseReport["summary"]> {
  const trees = ["src", "web-ui/src"].filter((tree) => existsSync(join(root, tree)));
  const output = await outputOf(root, "depcruise", "--output-type", "json", ...trees);
  return (JSON.parse(output) as CruiseReport).summary;
}

describe("the ordered list of folders", () => {
  const report = inspectLayout(ROOT);

  test("is kept by every import", () => {
    expect(report.violations).toEqual([]);
  });

  test("is checked on files of every folder that exists", () => {
    expect([...report.fileCounts.keys()]).toContain("base");
    for (const [folder, count] of report.fileCounts) expect(count, folder).toBeGreaterThan(0);
  });

  test("is broken by exactly what was planted", () => {
    expect(inspectLayout(planted).violations).toEqual([
      "src/base/upward.ts imports ../dsp/clean.ts: higher rank",
      "src/dsp/sideways.ts imports ../wire/clean.ts: sibling of the same rank",
      "src/extra: not a folder of the ordered list",
      "src/pulse/foreign-package.ts imports typebox: package of another folder",
      "src/traces/reads-file.ts imports node:fs: node: module in a pure folder",
    ]);
  });
});

describe("dependency-cruiser", () => {
  test("sees modules of the product", async () => {
    expect((await cruise(ROOT)).totalCruised).toBeGreaterThan(5);
  });

  test("flags exactly what was planted", async () => {
    const { violations } = await cruise(planted);
    const found = new Set(violations.map(({ from, rule }) => `${from} ${rule.name}`));
    expect([...found].sort()).toEqual([
      "src/app/cycle-end.ts no-cycles",
      "src/base/upward.ts base-imports-only-lower-ranks",
      "src/dsp/sideways.ts dsp-imports-only-lower-ranks",
      "src/pulse/foreign-package.ts pulse-imports-only-its-own-packages",
      "src/traces/reads-file.ts pure-folders-import-no-node-module",
      "web-ui/src/reaches-in.ts web-ui-imports-only-wire",
    ]);
  });
});

describe("the linter", () => {
  test("flags a clock and chance in a pure folder, and only there", async () => {
    const report = await outputOf(planted, "biome", "lint", "--reporter=json", "src");
    const { diagnostics } = JSON.parse(report) as { diagnostics: { category: string; location: { path: string } }[] };
    const found = diagnostics.map(({ category, location }) => `${location.path} ${category}`).sort();
    expect(found).toEqual(["src/alarms/chance.ts plugin", "src/vitals/clock.ts lint/style/noRestrictedGlobals"]);
  });

  test("knows the same folders as the ordered list", () => {
    const { assist, overrides } = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
    const groups: unknown[] = assist.actions.source.organizeImports.options.groups;
    const sorted = groups.filter((group) => typeof group === "string" && /^\*\*\/\w+\/\*\*$/.test(group));
    expect(sorted).toEqual(folders.ranks.flat().map((folder) => `**/${folder}/**`));
    expect(overrides[0].includes).toEqual(folders.pure.map((folder) => `**/src/${folder}/**`));
  });
});

test("every package that the product depends on has one owning folder", () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const owned = Object.values(folders.owners).flat();
  const ofScripts = ["assemblyscript", "esbuild"];
  expect([...owned, ...ofScripts].sort()).toEqual(Object.keys(dependencies).sort());
});
