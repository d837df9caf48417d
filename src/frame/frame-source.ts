import type { AfarError } from "../base/errors.ts";
import type { Frame, RotationDeg } from "../base/frame.ts";

/** What is known of a source before its first frame is shown. */
export interface SourceInfo {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Nominal frame rate, or the measured one where the header contradicts the stamps; null when neither is known. */
  readonly rateHz: number | null;
  /** Length that the container's header promises, ms from its first frame; null when it promises none. */
  readonly durationMs: number | null;
  /** FFmpeg's name of the codec, e.g. "h264". */
  readonly codec: string;
  /** FFmpeg's name of the decoded pixel format, e.g. "yuv420p". */
  readonly pixelFormat: string;
  readonly rotationDeg: RotationDeg;
}

/** Frames pulled one at a time, in the order in which they are shown. */
export interface FrameSource {
  readonly info: SourceInfo;
  /** Packets that could not be decoded, or were decoded with damage, so far. */
  readonly damagedPackets: number;
  /** After `next()` returned null: null, or the VIDEO_TRUNCATED error with which the source ended early. */
  readonly endError: AfarError | null;
  /**
   * The next frame, or null at the end and after `close()`. Its channels alias the decoder's memory: they are valid until
   * the following `next()` or `close()`, then their bytes change.
   */
  next(): Frame | null;
  /** Gives the decoder and the file back; may be called twice. */
  close(): void;
}
