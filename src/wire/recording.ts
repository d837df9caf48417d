import { type Static, Type } from "typebox";

import type { AlarmEvent } from "./alarms.ts";
import { StationNotes } from "./notes.ts";
import { nullable } from "./nullable.ts";

/** A user's wish to begin or end a recording of numbers at a bed: no picture is ever recorded by this. */
export const RecordingRequest = Type.Object({
  action: Type.Union([Type.Literal("start"), Type.Literal("stop")]),
  /** False leaves the face's landmarks out, which are biometric data. */
  landmarks: Type.Boolean(),
});
export type RecordingRequest = Static<typeof RecordingRequest>;

/** What the station tells a bed's process of its recording. */
export type RecordingCommand = RecordingOrder | RecordedAlarm;

/** An alarm of the bed, for the recording that is on. */
export interface RecordedAlarm {
  readonly kind: "recording";
  readonly action: "alarm";
  readonly alarm: AlarmEvent;
}

/** A request as the station passes it on. */
export interface RecordingOrder extends RecordingRequest {
  readonly kind: "recording";
  /** Where to, absolute. */
  readonly folder: string;
  /** The patient is rendered: the recording says so. */
  readonly demo: boolean;
  /** What the station runs with; secrets are removed before it is recorded. */
  readonly configuration: object;
}

/** What a bed's recording does: sent when that changes, and every second while one is being written. */
export const RecordingMessage = Type.Object({
  kind: Type.Literal("recording"),
  bed: Type.String(),
  state: Type.Union([
    Type.Literal("recording"),
    Type.Literal("stopped"),
    /** It ended by itself, for example on a full disk: `detail` says why. Monitoring goes on. */
    Type.Literal("failed"),
  ]),
  /** Length so far, ms; null before the first frame. */
  lengthMs: nullable(Type.Number()),
  /** Size so far, bytes. */
  bytes: Type.Number(),
  /** One sentence for the reader, or empty. */
  detail: Type.String(),
  notes: StationNotes,
});
export type RecordingMessage = Static<typeof RecordingMessage>;

/** A recording that is on, as the station keeps it for its own next start. */
export const KeptRecording = Type.Object({
  bed: Type.String(),
  landmarks: Type.Boolean(),
  /** Of what the bed saw; the source as it may be shown. */
  demo: Type.Boolean(),
  source: Type.String(),
  /** So far, when it was kept. */
  lengthMs: Type.Number(),
  bytes: Type.Number(),
  /** When it was kept, ms since 1970. */
  savedMs: Type.Number(),
});
export type KeptRecording = Static<typeof KeptRecording>;
