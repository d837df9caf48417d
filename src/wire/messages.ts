import { type Static, Type } from "typebox";

import type { AlarmsMessage } from "./alarm-messages.ts";
import type { AlarmEvent, AlarmSound, WardAlarm } from "./alarms.ts";
import type { IdentityMessage } from "./identity.ts";
import type { MovementEventMessage, MovementMessage } from "./movement.ts";
import { StationNotes } from "./notes.ts";
import { nullable } from "./nullable.ts";
import type { PictureMessage } from "./picture.ts";
import { Reason } from "./reason.ts";
import type { RecordingMessage } from "./recording.ts";
import { Vitals } from "./vitals.ts";

/**
 * A stretch of the pulse or respiration wave, causal and never rewritten. `samples` is null while no rate is shown: time passed and nothing
 * was measured, for `reason`.
 */
export const WaveMessage = Type.Object({
  kind: Type.Literal("wave"),
  bed: Type.String(),
  wave: Type.Union([Type.Literal("pulse"), Type.Literal("respiration")]),
  /** Time of the first sample, ms since the source's first frame. */
  tMs: Type.Number(),
  /** Time between samples, ms. */
  stepMs: Type.Number(),
  /** Time the stretch covers, ms; also given for silence. */
  spanMs: Type.Number(),
  /**
   * Pulse: relative change of skin colour along the pulse direction, in per mille of its mean. Respiration: movement in breath
   * rhythm, rising while inhaling, in per mille of the face's width, or of the view's height where no face is seen.
   */
  samples: Type.Union([Type.Array(Type.Number()), Type.Null()]),
  reason: Type.Union([Reason, Type.Null()]),
});
export type WaveMessage = Static<typeof WaveMessage>;

export const VitalsMessage = Type.Object({ kind: Type.Literal("vitals"), bed: Type.String(), vitals: Vitals });
export type VitalsMessage = Static<typeof VitalsMessage>;

/** Landmarks of the face's outline and of the regions, a few times a second: never a picture. */
export const OutlineMessage = Type.Object({
  kind: Type.Literal("outline"),
  bed: Type.String(),
  tMs: Type.Number(),
  /** Width over height of the view. */
  aspect: Type.Number(),
  /** Closed and open lines to draw; x0, y0, x1, y1, ... as shares 0..1 of the upright view. Empty without a face. */
  lines: Type.Array(Type.Array(Type.Number())),
  /** Polygon of each region by the name it has in the evidence. */
  regions: Type.Array(Type.Object({ name: Type.String(), polygon: Type.Array(Type.Number()) })),
});
export type OutlineMessage = Static<typeof OutlineMessage>;

/** What a bed's process is doing. */
export const StatusMessage = Type.Object({
  kind: Type.Literal("status"),
  bed: Type.String(),
  state: Type.Union([
    /** Preparing: `progress` tells how far, 0..1. */
    Type.Literal("preparing"),
    Type.Literal("running"),
    /** The process died or hangs and is being started again. */
    Type.Literal("restarting"),
    /** The source is missing or ended. */
    Type.Literal("source-lost"),
  ]),
  /** One sentence for the reader. */
  detail: Type.String(),
  notes: StationNotes,
  progress: Type.Union([Type.Number(), Type.Null()]),
});
export type StatusMessage = Static<typeof StatusMessage>;

/** How a live bed keeps up with its camera; once a second. A replay leaves nothing out and sends none. */
export const LoadMessage = Type.Object({
  kind: Type.Literal("load"),
  bed: Type.String(),
  tMs: Type.Number(),
  /** Longest time in the last second that a frame waited before it was used or given up, ms. */
  lagMs: Type.Number(),
  /** The same of the frames that were used: what the values rest on was never older. Null where none was used. */
  usedLagMs: Type.Optional(nullable(Type.Number())),
  /** What is left out, in this order: each includes the ones before it. */
  shed: Type.Union([
    Type.Literal("nothing"),
    /** The learned network is not asked. */
    Type.Literal("network"),
    /** The face's mesh is measured less often; between, it is foretold. */
    Type.Literal("mesh-rate"),
    /** Fewer regions of skin are read. */
    Type.Literal("regions"),
    /** Not every frame is used. */
    Type.Literal("frame-rate"),
  ]),
  /** Frames of the last second that were not used. */
  skippedFrames: Type.Number(),
});
export type LoadMessage = Static<typeof LoadMessage>;

/** First message on a stream: which beds there are. */
export const HelloMessage = Type.Object({
  kind: Type.Literal("hello"),
  beds: Type.Array(
    Type.Object({
      bed: Type.String(),
      label: Type.String(),
      /** True for a demonstration: DEMO is hatched across every number. */
      demo: Type.Boolean(),
    }),
  ),
});
export type HelloMessage = Static<typeof HelloMessage>;

/**
 * The station lives: sent once when a reader's replay of the past is over, then every second. Its absence means that the link
 * is lost, even where the socket still looks open.
 */
export const TickMessage = Type.Object({
  kind: Type.Literal("tick"),
  /** The station's clock, ms since 1970. */
  stationMs: Type.Number(),
  /** By bed: ms since its last values or its last wave stretch, whichever is older; null while it has sent none. */
  silentMs: Type.Record(Type.String(), Type.Union([Type.Number(), Type.Null()])),
});
export type TickMessage = Static<typeof TickMessage>;

/** Messages that a bed's process sends to the station. */
export type BedMessage =
  | WaveMessage
  | VitalsMessage
  | MovementMessage
  | MovementEventMessage
  | OutlineMessage
  | LoadMessage
  | PictureMessage
  | IdentityMessage
  | RecordingMessage
  | StatusMessage;

/** What the station tells a bed's process: that the face in view is its patient's, or where in the view the patient is. */
export type BedCommand =
  | { readonly kind: "confirm-patient" }
  /** Somebody was admitted or discharged: nothing of the one before counts any more. */
  | { readonly kind: "new-patient" }
  /** Corners x0, y0, x1, y1, ... of a polygon, shares 0..1 of the upright view; null: everywhere. */
  | { readonly kind: "zone"; readonly zone: readonly number[] | null };

/** What the station tells of alarms, after the log has it or with the word that it has not. */
export type AlarmMessage = AlarmsMessage | AlarmEvent | AlarmSound | WardAlarm;

/** Messages that the station sends to browsers; one JSON object a WebSocket text frame. */
export type StreamMessage = HelloMessage | TickMessage | BedMessage | AlarmMessage;
