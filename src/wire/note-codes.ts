import type { Note } from "../base/note.ts";

import type { AlarmCode } from "./alarms.ts";
import type { FailureCode } from "./failure.ts";

/** Why a camera is not connected. */
export type CameraLossCode =
  | "refuses-password"
  | "forbids"
  | "no-such-stream"
  | "no-video"
  | "too-many-viewers"
  | "own-fault"
  | "unknown-codec"
  | "damaged-codec"
  | "wrong-address"
  | "stream-ended"
  | "refuses"
  | "broke-off"
  | "unreachable"
  | "no-answer"
  | "no-picture"
  | "unplugged"
  | "may-not-open"
  | "in-use"
  | "no-camera"
  | "settings-refused"
  | "not-verified"
  | "unknown-name"
  | "too-small"
  | "picture-changed"
  | "device-decoder"
  | "no-password"
  | "other";

/** What of a camera would take the pulse along if it wandered. */
export type HeldSetting = "exposure" | "gain" | "white balance";

/** Why a history is not stored as it should be: of its store, or that it is late. */
export type StorageCode =
  | "full"
  | "damaged"
  | "read-only"
  | "locked"
  | "newer"
  | "gone"
  | "refused"
  | "unknown"
  | "slow";

type None = Readonly<Record<never, never>>;

/** Every note that there is, with what stands in it. */
export interface NoteValues {
  // What a bed's process is doing.
  "preparing-models": None;
  "rendering-demonstration": None;
  "opening-source": None;
  "looking-for-pulse": None;
  "source-ended": None;
  "camera-off": None;
  "bed-fault": None;
  /** `ended`: the station ended it, since it hung or held too much memory. */
  "bed-restarts": { readonly why: "died" | "ended" };
  "camera-connecting": { readonly camera: string };
  /** `nextS`: time to the next attempt where it is not made at once; else 0. */
  "camera-lost": { readonly camera: string; readonly why: CameraLossCode; readonly nextS: number };
  "pictures-damaged": { readonly percent: number };
  "camera-unverified": None;
  "decoder-missing": { readonly codec: string };
  "mode-unmet": {
    readonly widthPx: number;
    readonly heightPx: number;
    readonly format: string;
    readonly rateHz: number;
  };
  /** `at` "": it has no number. */
  "setting-held": { readonly what: HeldSetting; readonly at: string | number };
  "setting-wanders": { readonly what: HeldSetting };
  "settings-unknown": None;
  "anti-flicker": { readonly setting: string };
  "anti-flicker-off": None;

  // What stands behind the name of an alarm.
  storage: { readonly why: StorageCode; readonly waiting: number };
  "receivers-failing": { readonly receivers: string };
  "messages-not-kept": None;
  /** Seconds, below 0 for back. */
  "clock-set": { readonly seconds: number };
  /** 0: nobody knows for how long. */
  interrupted: { readonly seconds: number };

  // Why an order is refused.
  "no-such-alarm": None;
  "limits-out-of-range": None;
  "acknowledge-first": None;
  "sound-pause-too-long": { readonly seconds: number };
  "alarm-stays-on": { readonly alarm: AlarmCode };
  "no-automatic-limits": None;
  "delays-out-of-range": None;
  "privacy-out-of-range": { readonly seconds: number };
  "admitted-already": None;
  "recorded-already": None;
  "not-recorded": None;
  "bed-not-ready": None;

  // What becomes of a recording.
  "recording-waits": None;
  "recording-not-resumed": { readonly why: "away" | "other-camera" };
  "replay-ended": None;

  // Why the station does not do what it is asked; the general ones by the code of the failure.
  failure: { readonly code: FailureCode };
  "wrong-password": None;
  "wrong-code": None;
  "wrong-name-or-code": None;
  "code-used": None;
  "no-such-account": { readonly name: string };
  "last-admin": None;
  "set-up-already": None;
  "wait-seconds": { readonly seconds: number };
  "name-form": None;
  "name-taken": { readonly name: string };
  "password-length": { readonly least: number; readonly most: number };
  "password-easy": None;
  "sign-in-busy": None;
  "screen-left-alone": None;
}

export type NoteCode = keyof NoteValues;

/** A note of a code that is known. Allocates. */
export function noteOf<Code extends NoteCode>(code: Code, values: NoteValues[Code]): Note {
  return { code, values: values as Note["values"] };
}
