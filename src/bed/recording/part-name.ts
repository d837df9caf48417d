import { basename, dirname, join } from "node:path";

/** Place of one file among those of a folder: runs count the starts of a recorder there, parts the files of a run. */
export interface PartPlace {
  /** From 1. */
  readonly run: number;
  readonly part: number;
}

const NAME = /^run-(\d{4,9})-part-(\d{4,9})\.mcap$/;

/** Name of a part's file; names sort in the order of recording. */
export function partName({ run, part }: PartPlace): string {
  return `run-${String(run).padStart(4, "0")}-part-${String(part).padStart(4, "0")}.mcap`;
}

/** Name of the video beside a run's parts. */
export function videoName(run: number): string {
  return `run-${String(run).padStart(4, "0")}.mkv`;
}

/** The inverse for a path's last element; null for any other name. */
export function partPlace(path: string): PartPlace | null {
  const match = NAME.exec(basename(path));
  return match ? { run: Number(match[1]), part: Number(match[2]) } : null;
}

/** Those of some names that are parts, in the order of recording. */
export function partsAmong(names: readonly string[]): (PartPlace & { readonly name: string })[] {
  return names
    .flatMap((name) => {
      const place = partPlace(name);
      return place ? [{ ...place, name }] : [];
    })
    .sort((a, b) => a.run - b.run || a.part - b.part);
}

/** Path of the part that follows this one in its run. */
export function nextPartPath(path: string, { run, part }: PartPlace): string {
  return join(dirname(path), partName({ run, part: part + 1 }));
}
