import type { Frame } from "../base/frame.ts";
import type { Note } from "../base/note.ts";
import type { CameraLossCode } from "../wire/note-codes.ts";

/** A decoded picture of a live source that waits to be used. */
export interface LivePicture {
  /** The source's own stamp, ms, any origin; null where it has none. */
  readonly stampMs: number | null;
  /** When it was there, by the box's clock, ms. */
  readonly arrivalMs: number;
  /** True where something of it, or of a picture that it builds on, was lost on the way. */
  readonly damaged: boolean;
  /** True where the codec restarted its prediction. */
  readonly keyframe: boolean;
  /** Its samples, once; null where they cannot be converted. They alias the picture, until `release()` or the next `view()`. */
  view(): Omit<Frame, "tMs"> | null;
  /** Gives its memory back; may be called twice. */
  release(): void;
}

/** One connection to a live source. */
export interface LiveInput {
  /** What the reader should know while it streams, in whole sentences; "" for nothing. */
  readonly warning: string;
  /** The same, one note a sentence. */
  readonly notes?: readonly Note[];
  /** Where time comes from: stamps of the source, or the times of arrival. */
  readonly stamps: "source" | "arrival";
  /** The next picture. Throws CameraLoss when the connection is over. One call at a time. */
  read(): Promise<LivePicture>;
  /** Ends a `read()` that waits, at once. */
  interrupt(): void;
  /** Gives the connection back, after the last `read()` has ended. */
  close(): Promise<void>;
}

/** Opens one connection. Throws CameraLoss; the signal ends the attempt. */
export type Connect = (signal: AbortSignal) => Promise<LiveInput>;

/** Why a connection is not there, in words that follow the camera's name: "refuses the connection". */
export class CameraLoss extends Error {
  /** True where trying often does harm: cameras lock an account after a few wrong passwords. */
  readonly tryRarely: boolean;
  readonly code: CameraLossCode;

  constructor(words: string, tryRarely = false, code: CameraLossCode = "other") {
    super(words);
    this.name = "CameraLoss";
    this.tryRarely = tryRarely;
    this.code = code;
  }
}
