import { basename, join } from "node:path";

import { AfarError } from "../../base/errors.ts";
import { waveformTruth } from "../contact-waveform.ts";
import type { Layout, Recording } from "../recording.ts";

import { filesUnder } from "./folders.ts";
import { knownTruth } from "./known-truth.ts";
import { openMmpd } from "./mmpd-file.ts";

const SOURCE = "MMPD (Tang et al., EMBC 2023), contact PPG of a finger";
/** Video and waveform have the same rate. */
const FS_HZ = 30;

/**
 * MMPD: subjectN/pN_k.mat with `video`, `GT_ppg` and labels, as a MAT-file of version 5 or 7.3. The whole video is held in
 * memory while it is replayed.
 */
export const MMPD_LAYOUT: Layout = {
  name: "mmpd",
  find(folder) {
    return filesUnder(folder)
      .filter((file) => /^p\d+_\d+\.mat$/.test(basename(file)))
      .map((file): Recording => {
        const path = join(folder, file);
        return {
          name: file,
          playback: {
            kind: "frames",
            files: [path],
            open: async () => (await openMmpd(path)).video(FS_HZ),
          },
          truth: async () => {
            const { waveform, labels } = await (await openMmpd(path)).known();
            if (waveform === null) {
              throw new AfarError("FILE_UNREADABLE", `${path} holds no GT_ppg: copy the data set again.`);
            }
            return knownTruth(waveformTruth(waveform, FS_HZ), SOURCE, labels);
          },
        };
      });
  },
};
