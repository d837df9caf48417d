import { existsSync, statSync } from "node:fs";

import { AfarError } from "../../base/errors.ts";
import type { Layout, Recording } from "../recording.ts";

import { AFAR_LAYOUT } from "./afar.ts";
import { COHFACE_LAYOUT } from "./cohface.ts";
import { MMPD_LAYOUT } from "./mmpd.ts";
import { PURE_LAYOUT } from "./pure.ts";
import { UBFC_PHYS_LAYOUT } from "./ubfc-phys.ts";
import { UBFC_RPPG_1_LAYOUT, UBFC_RPPG_2_LAYOUT } from "./ubfc-rppg.ts";

/** In the order in which they are tried. */
const LAYOUTS: readonly Layout[] = [
  AFAR_LAYOUT,
  UBFC_RPPG_2_LAYOUT,
  UBFC_RPPG_1_LAYOUT,
  UBFC_PHYS_LAYOUT,
  PURE_LAYOUT,
  COHFACE_LAYOUT,
  MMPD_LAYOUT,
];

/** The recordings of a folder and the name of the layout in which they were found. */
export interface FoundRecordings {
  readonly layout: string;
  readonly recordings: readonly Recording[];
}

/**
 * Finds the recordings with truth under a folder. `layout`: its name on the command line, or null to take the first one
 * that finds any. Throws AfarError USAGE for an unknown name, FILE_MISSING for no folder, FILE_UNREADABLE for one without
 * a recording with truth.
 */
export function findRecordings(folder: string, layout: string | null): FoundRecordings {
  const names = LAYOUTS.map(({ name }) => name).join(", ");
  const candidates = layout === null ? LAYOUTS : LAYOUTS.filter(({ name }) => name === layout);
  if (candidates.length === 0) throw new AfarError("USAGE", `--layout ${layout} is not known: give one of ${names}.`);
  if (!existsSync(folder)) throw new AfarError("FILE_MISSING", `${folder} does not exist: check the path.`);
  if (!statSync(folder).isDirectory()) {
    throw new AfarError("FILE_UNREADABLE", `${folder} is no folder: give the folder that holds the recordings.`);
  }
  for (const candidate of candidates) {
    const recordings = candidate.find(folder);
    if (recordings.length > 0) return { layout: candidate.name, recordings };
  }
  const tried = candidates.map(({ name }) => name).join(", ");
  throw new AfarError(
    "FILE_UNREADABLE",
    `${folder} holds no recording with truth (layouts tried: ${tried}): give another folder.`,
  );
}
