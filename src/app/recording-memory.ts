import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import type { KeptRecording } from "../wire/recording.ts";
import { parseKeptRecordings } from "../wire/recording-parsing.ts";

/** Which recordings were on, for a station that was killed or is started again. Neither method throws. */
export interface RecordingMemory {
  /** Empty where none was on, or nobody knows. */
  read(): readonly KeptRecording[];
  write(recordings: readonly KeptRecording[]): void;
}

/** Keeps them in a file, for its owner alone, that is whole at any time. */
export function recordingFile(path: string): RecordingMemory {
  return {
    read() {
      try {
        return parseKeptRecordings(JSON.parse(readFileSync(path, "utf8")));
      } catch {
        // The first start, or a file of something else's making.
        return [];
      }
    },
    write(recordings) {
      const next = `${path}.next`;
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        writeFileSync(next, `${JSON.stringify(recordings)}\n`, { mode: 0o600 });
        renameSync(next, path);
      } catch {
        // A disk that takes no small file ends the recording too, which is told; until then it goes on.
      }
    },
  };
}
