import type { Frame } from "../base/frame.ts";
import type { Note } from "../base/note.ts";

/** How a camera's connection stands. */
export interface CameraState {
  readonly state: "connecting" | "streaming" | "lost";
  /**
   * For the reader: what happened and what is done about it; while streaming what is wrong nevertheless, "" for nothing. Never
   * holds a password.
   */
  readonly detail: string;
  /** The detail again, one note a sentence. */
  readonly notes?: readonly Note[];
}

/** What a camera has to say next. Time is ms on the source's own axis, 0 at its first frame, never falling. */
export type CameraTurn =
  | {
      readonly kind: "frame";
      /** Its keyframe mark stands for a keyframe among the dropped frames before it, too: it is the first that shows its repaint. */
      readonly frame: Frame;
      /** How long the frame has waited in this process before it was handed over, ms. */
      readonly lagMs: number;
      /** Frames since the last one handed over that came too late or found no room. */
      readonly droppedFrames: number;
      /** Of these, those that were whole and found no room, since they were asked for too slowly. */
      readonly crowdedOutFrames: number;
    }
  /** Time `tMs` was reached, and no frame before it will come any more. */
  | { readonly kind: "silence"; readonly tMs: number }
  | { readonly kind: "state"; readonly state: CameraState };

/** A source that runs in real time and outlives its connection: it is asked for turns until it is closed. */
export interface CameraSource {
  /** The address without user, password and query. */
  readonly name: string;
  /**
   * The next turn; null after `close()`, and at the end of a file that is not looped. Silence is told a few times a second.
   * A frame's channels alias the decoder's memory: they are valid until the following `next()` or `close()`. One call at a
   * time. Throws AfarError only where the source can never work (a file that is damaged).
   */
  next(): Promise<CameraTurn | null>;
  /** Ends the connection and what waits for it, within a second; may be called twice. */
  close(): Promise<void>;
}

/** The time that a live source reads. */
export interface CameraClock {
  /** Any clock that never jumps, ms. */
  nowMs(): number;
  /** Resolves after `ms`, or at once when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
