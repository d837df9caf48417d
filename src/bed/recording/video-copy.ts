import { AfarError } from "../../base/errors.ts";
import type { Frame } from "../../base/frame.ts";
import { createVideoWriter, type VideoWriter } from "../../frame/video-writer.ts";

import { type PlanesPlan, planPlanes } from "./video-planes.ts";

export type VideoCopyCodec = "h264" | "lossless";

/** A rate that a source does not tell: it only bounds the last frame's duration. */
const UNTOLD_HZ = 30;

/** Copies what a camera shows into a video of its own, beside the recording of numbers. */
export interface VideoCopy {
  /**
   * Adds a frame. Throws AfarError DISK_FULL, and USAGE where the frame's size or colour is another than the first one's or,
   * lossless, its samples would have to be changed.
   */
  write(frame: Frame): void;
  /** Completes the file; may be called twice. Throws AfarError DISK_FULL. */
  close(): void;
}

/** Plans a video at `path`, which ends in .mkv; it is made with the first frame. `rateHz`: null where it is not known. */
export function planVideoCopy(path: string, codec: VideoCopyCodec, rateHz: number | null): VideoCopy {
  let writer: VideoWriter | null = null;
  let planes: PlanesPlan | null = null;
  let form = "";
  return {
    write(frame) {
      const { widthPx, heightPx, rotationDeg, colour } = frame;
      const now = `${widthPx} x ${heightPx} ${colour.model} ${colour.range} ${colour.matrix}`;
      if (!writer || !planes) {
        form = now;
        planes = planPlanes(frame);
        if (codec === "lossless" && !planes.exact) {
          throw new AfarError("USAGE", `${path} would lose colour of this source: record it with --video h264.`);
        }
        writer = createVideoWriter(path, {
          widthPx,
          heightPx,
          rotationDeg,
          rateHz: rateHz ?? UNTOLD_HZ,
          codec: codec === "lossless" ? "ffv1" : codec,
          colour: planes.colour,
        });
      }
      if (now !== form) throw new AfarError("USAGE", `${path} cannot go on: the picture is ${now} instead of ${form}.`);
      writer.write(planes.fill(frame), frame.tMs);
    },
    close() {
      writer?.close();
    },
  };
}
