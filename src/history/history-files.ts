import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join, parse } from "node:path";

/**
 * Files of one history, in the order in which they were begun: the configured one, then `NAME-2.db`, `NAME-3.db` where an
 * earlier one was set aside. Only those that exist. Throws the system's error where the folder cannot be read.
 */
export function historyFiles(path: string): string[] {
  const { dir, name, ext } = parse(path);
  if (!existsSync(dir || ".")) return [];
  const numbers = readdirSync(dir || ".").flatMap((file) => {
    if (file === `${name}${ext}`) return [1];
    const number =
      file.startsWith(`${name}-`) && file.endsWith(ext) ? file.slice(name.length + 1, -ext.length || undefined) : "";
    return /^[1-9]\d*$/.test(number) ? [Number(number)] : [];
  });
  return numbers.sort((a, b) => a - b).map((number) => numbered(path, number));
}

/** The file that recording goes on in: the newest; the configured one where none exists. Makes the folder. */
export function newestFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return historyFiles(path).at(-1) ?? path;
}

/** A file beside that does not exist yet. */
export function freshFile(path: string): string {
  const files = historyFiles(path);
  for (let number = files.length + 1; ; number++) {
    const fresh = numbered(path, number);
    if (!files.includes(fresh)) return fresh;
  }
}

function numbered(path: string, number: number): string {
  const { dir, name, ext } = parse(path);
  return number === 1 ? path : join(dir, `${name}-${number}${ext}`);
}
