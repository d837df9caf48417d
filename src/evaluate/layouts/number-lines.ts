import { readFileSync } from "node:fs";

import { AfarError } from "../../base/errors.ts";

/**
 * The numbers of a text file, line by line, parted by commas or white space; empty lines are left out. Throws AfarError
 * FILE_UNREADABLE, which names the line.
 */
export function readNumberLines(path: string): number[][] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new AfarError("FILE_UNREADABLE", `${path} cannot be read: check its rights.`, { cause });
  }
  const lines: number[][] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const cells = line.split(/[\s,;]+/).filter((cell) => cell !== "");
    if (cells.length === 0) return;
    const numbers = cells.map(Number);
    if (numbers.some((number) => Number.isNaN(number))) {
      throw new AfarError(
        "FILE_UNREADABLE",
        `${path} line ${index + 1} holds what is no number: copy the data set again.`,
      );
    }
    lines.push(numbers);
  });
  return lines;
}
