import type { FrameSource } from "../frame/frame-source.ts";

import type { RecordingTruth } from "./truth.ts";

/** Where a recording's pictures or samples come from. */
export type Playback =
  /** A file that `afar replay` takes. */
  | { readonly kind: "file"; readonly path: string }
  /** Frames that only a loader can open; `files` are what they depend on, for the cache. */
  | { readonly kind: "frames"; readonly files: readonly string[]; open(): Promise<FrameSource> };

/** One recording of a folder or data set. */
export interface Recording {
  /** Its path below the folder that was asked for, with `/`. */
  readonly name: string;
  readonly playback: Playback;
  /** Reads the truth. Throws AfarError on a damaged one. */
  truth(): Promise<RecordingTruth>;
}

/** A way in which data sets lay out their files. */
export interface Layout {
  /** Name on the command line. */
  readonly name: string;
  /** The recordings under a folder, ordered by name; empty where the folder is laid out otherwise. */
  find(folder: string): Recording[];
}
