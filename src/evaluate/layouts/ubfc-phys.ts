import { basename, dirname, join } from "node:path";

import { waveformTruth } from "../contact-waveform.ts";
import type { Layout, Recording } from "../recording.ts";

import { filesUnder } from "./folders.ts";
import { knownTruth } from "./known-truth.ts";
import { readNumberLines } from "./number-lines.ts";

const SOURCE = "UBFC-Phys (Meziati Sabour et al., IEEE TAC 2021), Empatica E4 wristband";
const FS_HZ = 64;
const TASKS: Readonly<Record<string, string>> = { T1: "rest", T2: "speech", T3: "arithmetic" };

/** UBFC-Phys: sN/{vid_sN_Tk.avi, bvp_sN_Tk.csv}, one sample of the wrist's pulse wave a line, 64 Hz. */
export const UBFC_PHYS_LAYOUT: Layout = {
  name: "ubfc-phys",
  find(folder) {
    const files = new Set(filesUnder(folder));
    return [...files].flatMap((file): Recording[] => {
      const [, stem, task] = /^vid_(s\d+_(T\d))\.avi$/.exec(basename(file)) ?? [];
      const waveform = join(dirname(file), `bvp_${stem}.csv`);
      if (stem === undefined || !files.has(waveform)) return [];
      const truth = async () => {
        const samples = readNumberLines(join(folder, waveform)).map(([sample]) => sample);
        return knownTruth(waveformTruth(samples, FS_HZ), SOURCE, { task: TASKS[task] ?? task });
      };
      return [{ name: file, playback: { kind: "file", path: join(folder, file) }, truth }];
    });
  },
};
