import { basename, dirname, join } from "node:path";

import type { Layout, Recording } from "../recording.ts";
import { readTruthFile } from "../truth-file.ts";

import { filesUnder } from "./folders.ts";

const TRUTH = ".truth.json";
/** Endings of what is never a recording, though it bears a recording's name. */
const NO_RECORDING = /\.(truth\.json|json|txt|md|html|png|jpe?g|sha256)$/i;

/** Afar's own layout: NAME.truth.json beside NAME.mp4, NAME.traces.csv or any other recording of that name, at any depth. */
export const AFAR_LAYOUT: Layout = {
  name: "afar",
  find(folder) {
    const files = filesUnder(folder);
    return files
      .filter((file) => file.endsWith(TRUTH))
      .flatMap((truthFile): Recording[] => {
        const stem = basename(truthFile).slice(0, -TRUTH.length);
        return files
          .filter((file) => dirname(file) === dirname(truthFile) && isRecordingOf(stem, basename(file)))
          .map((file) => ({
            name: file,
            playback: { kind: "file", path: join(folder, file) },
            truth: async () => readTruthFile(join(folder, truthFile)),
          }));
      });
  },
};

/** NAME.mp4 and NAME.traces.csv belong to NAME, NAME.dark.mp4 to NAME.dark. */
function isRecordingOf(stem: string, name: string): boolean {
  if (!name.startsWith(`${stem}.`) || NO_RECORDING.test(name)) return false;
  return /^(traces\.csv|bvp\.csv|[^.]+)$/.test(name.slice(stem.length + 1));
}
