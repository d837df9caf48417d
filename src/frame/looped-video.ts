import type { Frame } from "../base/frame.ts";

import type { FrameSource } from "./frame-source.ts";
import { openVideoFile } from "./video-file.ts";

/**
 * Plays a video file over and over; `tMs` runs on from lap to lap. Ends only where the file is damaged. Throws what
 * openVideoFile throws.
 */
export function openLoopedVideo(path: string): FrameSource {
  let lap: FrameSource = openVideoFile(path);
  let startMs = 0;
  let endMs = 0;
  let damagedPackets = 0;
  let open = true;
  const shown = (frame: Frame): Frame => {
    const tMs = startMs + frame.tMs;
    endMs = tMs + frame.durationMs;
    return { ...frame, tMs };
  };
  return {
    info: { ...lap.info, durationMs: null },
    get damagedPackets() {
      return damagedPackets + lap.damagedPackets;
    },
    get endError() {
      return lap.endError;
    },
    next() {
      if (!open) return null;
      const frame = lap.next();
      if (frame) return shown(frame);
      if (lap.endError) return null;
      damagedPackets += lap.damagedPackets;
      lap.close();
      lap = openVideoFile(path);
      startMs = endMs;
      const first = lap.next();
      return first && shown(first);
    },
    close() {
      open = false;
      lap.close();
    },
  };
}
