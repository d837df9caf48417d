import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import ts from "typescript";

import folders from "./folders.json" with { type: "json" };

const ORDER: readonly string[] = folders.ranks.flat();
const OWNERS: Readonly<Record<string, readonly string[]>> = folders.owners;

export interface LayoutReport {
  /** Number of source files seen, by folder of src; a folder that holds no file at all is left out, as git does. */
  readonly fileCounts: ReadonlyMap<string, number>;
  /** `FILE imports SOURCE: RULE`, sorted. */
  readonly violations: readonly string[];
}

/** Holds the imports under `root`/src against folders.json. A folder that does not exist yet is left out. */
export function inspectLayout(root: string): LayoutReport {
  const src = join(root, "src");
  const fileCounts = new Map<string, number>();
  const violations: string[] = [];
  for (const folder of readdirSync(src)) {
    const present = filesUnder(join(src, folder));
    if (present.length === 0) continue;
    if (!ORDER.includes(folder)) violations.push(`src/${folder}: not a folder of the ordered list`);
    const files = present.filter((file) => /\.tsx?$/.test(file));
    fileCounts.set(folder, files.length);
    for (const file of files) {
      const imported = ts.preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles;
      for (const { fileName } of imported) {
        const rule = brokenRule(src, folder, file, fileName);
        if (rule !== null) violations.push(`${relative(root, file)} imports ${fileName}: ${rule}`);
      }
    }
  }
  return { fileCounts, violations: [...new Set(violations)].sort() };
}

function brokenRule(src: string, folder: string, file: string, source: string): string | null {
  if (source.startsWith("node:")) return folders.pure.includes(folder) ? "node: module in a pure folder" : null;
  if (!source.startsWith(".")) {
    const name = source.split("/", source.startsWith("@") ? 2 : 1).join("/");
    return (OWNERS[folder] ?? []).includes(name) ? null : "package of another folder";
  }
  const [target] = relative(src, resolve(dirname(file), source)).split("/");
  if (target === folder) return null;
  if (target === "..") return "outside src";
  const step = rankOf(target) - rankOf(folder);
  if (step === 0) return "sibling of the same rank";
  return step > 0 ? "higher rank" : null;
}

function rankOf(folder: string): number {
  return folders.ranks.findIndex((rank) => rank.includes(folder));
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
