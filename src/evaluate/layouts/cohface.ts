import { basename, dirname, join } from "node:path";

import { AfarError } from "../../base/errors.ts";
import { beltTruth } from "../belt-waveform.ts";
import { waveformTruth } from "../contact-waveform.ts";
import { openHdf5 } from "../hdf5-file.ts";
import type { Layout, Recording } from "../recording.ts";
import type { RecordingTruth } from "../truth.ts";

import { filesUnder } from "./folders.ts";
import { knownTruth } from "./known-truth.ts";

const SOURCE = "COHFACE (Heusch et al., 2017), contact PPG of a finger, belt around the chest";
const FS_HZ = 256;
/** The first two sessions were lit by a studio lamp, the other two by the window. */
const LIGHTS: Readonly<Record<string, string>> = { "0": "studio", "1": "studio", "2": "natural", "3": "natural" };

/** COHFACE: SUBJECT/{0..3}/{data.avi, data.hdf5}, the pulse wave in the data set `pulse`, the belt in `respiration`, 256 Hz. */
export const COHFACE_LAYOUT: Layout = {
  name: "cohface",
  find(folder) {
    const files = new Set(filesUnder(folder));
    return [...files].flatMap((file): Recording[] => {
      const session = basename(dirname(file));
      const wave = join(dirname(file), "data.hdf5");
      if (basename(file) !== "data.avi" || !(session in LIGHTS) || !files.has(wave)) return [];
      return [
        {
          name: file,
          playback: { kind: "file", path: join(folder, file) },
          truth: () => readTruth(join(folder, wave), LIGHTS[session]),
        },
      ];
    });
  },
};

async function readTruth(path: string, light: string): Promise<RecordingTruth> {
  const file = await openHdf5(path);
  try {
    const pulse = file.numbers("pulse");
    if (pulse === null) {
      throw new AfarError("FILE_UNREADABLE", `${path} holds no data set named pulse: copy the data set again.`);
    }
    const belt = file.numbers("respiration");
    const respiration = belt && beltTruth(belt.all(), FS_HZ);
    return knownTruth(waveformTruth(pulse.all(), FS_HZ), SOURCE, { light }, respiration);
  } finally {
    file.close();
  }
}
