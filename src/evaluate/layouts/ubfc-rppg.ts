import { basename, dirname, join } from "node:path";

import { AfarError } from "../../base/errors.ts";
import { type OximeterReading, oximeterTruth } from "../oximeter-rates.ts";
import type { Layout, Recording } from "../recording.ts";

import { filesUnder } from "./folders.ts";
import { knownTruth } from "./known-truth.ts";
import { readNumberLines } from "./number-lines.ts";

const SOURCE = "UBFC-rPPG (Bobbia et al., Pattern Recognition Letters 2019), CMS50E pulse oximeter";
const METHOD = "heart rate column of the data set's pulse oximeter, mean per second";

/** UBFC-rPPG 1: FOLDER/{vid.avi, gtdump.xmp}, columns ms, rate, SpO2, PPG. */
export const UBFC_RPPG_1_LAYOUT: Layout = {
  name: "ubfc-rppg-1",
  find: (folder) => recordingsBeside(folder, "gtdump.xmp", readColumns),
};

/** UBFC-rPPG 2: subjectN/{vid.avi, ground_truth.txt}, line 1 PPG, line 2 rate, line 3 seconds. */
export const UBFC_RPPG_2_LAYOUT: Layout = {
  name: "ubfc-rppg-2",
  find: (folder) => recordingsBeside(folder, "ground_truth.txt", readLines),
};

function recordingsBeside(folder: string, truthName: string, read: (path: string) => OximeterReading[]): Recording[] {
  const files = new Set(filesUnder(folder));
  return [...files]
    .filter((file) => basename(file) === truthName && files.has(join(dirname(file), "vid.avi")))
    .map((file) => ({
      name: join(dirname(file), "vid.avi"),
      playback: { kind: "file", path: join(folder, dirname(file), "vid.avi") },
      truth: async () => knownTruth(oximeterTruth(read(join(folder, file)), METHOD), SOURCE),
    }));
}

function readColumns(path: string): OximeterReading[] {
  const rows = readNumberLines(path);
  if (rows.some((row) => row.length < 4)) throw damaged(path, "four columns: ms, rate, SpO2, PPG");
  return rows.map(([tMs, ratePerMin]) => ({ tMs: tMs - rows[0][0], ratePerMin }));
}

function readLines(path: string): OximeterReading[] {
  const [waveform, rates, seconds] = readNumberLines(path);
  if (!waveform || !rates || !seconds || rates.length !== seconds.length) {
    throw damaged(path, "three lines of equal length: PPG, rate, seconds");
  }
  return seconds.map((s, i) => ({ tMs: 1000 * (s - seconds[0]), ratePerMin: rates[i] }));
}

function damaged(path: string, expected: string): AfarError {
  return new AfarError("FILE_UNREADABLE", `${path} must hold ${expected} and does not: copy the data set again.`);
}
