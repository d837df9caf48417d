import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Names of the folders directly inside one, those with numbers in the order of their numbers. */
export function foldersIn(folder: string): string[] {
  return namesIn(folder).filter((name) => isFolder(join(folder, name)));
}

/** Names of everything directly inside a folder; empty where it is none. */
export function namesIn(folder: string): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** Paths of all files under a folder, relative to it. Links to folders are not followed, so that no circle is walked. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replace(/^\/+/, ""))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
