import { type Static, Type } from "typebox";

import { nullable } from "./nullable.ts";

/** 0: as in the patient's own rest; 1: fully. Null: cannot be seen. */
const Degree = nullable(Type.Number());

/** Movement of the face's muscles now, of activity over the last second: movement alone, it claims no pain and diagnoses nothing. */
export const MovementValue = Type.Object({
  /** Overall movement of the face's muscles, 0..1. */
  activity: Degree,
  /** Blinks of the last 60 s a minute; null below 15 meshes a second, or where the eyes were not seen long enough. */
  blinksPerMin: nullable(Type.Number()),
  /** Share of the last 60 s in which both eyes were closed (AU43), 0..1. */
  eyesClosed: Degree,
  /** How far each eye is closed now, 0..1; the patient's own right and left. */
  rightEyeClosed: Degree,
  leftEyeClosed: Degree,
  /** Opening of the mouth (AU25-27), 0..1: 0 with lips closed, below 0.5 in speech, open wide from 0.5 on. */
  mouthOpen: Degree,
  /** Raising of the brows (AU1+2), 0..1. */
  browRaise: Degree,
  /** Lowering of the brows (AU4), 0..1. */
  browLower: Degree,
  /** AU4 together with AU6/7 and AU9/10: the units of the PSPI scale, 0..1. */
  grimace: Degree,
  /** Excess of movement on the patient's left side over the right, -1..1. */
  asymmetry: Degree,
});
export type MovementValue = Static<typeof MovementValue>;

/** Nothing of the face's movement can be seen. */
export const UNSEEN_MOVEMENT: MovementValue = {
  activity: null,
  blinksPerMin: null,
  eyesClosed: null,
  rightEyeClosed: null,
  leftEyeClosed: null,
  mouthOpen: null,
  browRaise: null,
  browLower: null,
  grimace: null,
  asymmetry: null,
};

/** What one sample of the movement trace holds, in the order of the trace's channels. */
export const MOVEMENT_CHANNELS = [
  "activity",
  "rightEyeClosed",
  "leftEyeClosed",
  "mouthOpen",
  "browRaise",
  "browLower",
  "grimace",
  "asymmetry",
] as const;

/** Trace of the face's movement at 10 Hz. */
export const MovementMessage = Type.Object({
  kind: Type.Literal("movement"),
  bed: Type.String(),
  /** Time of the first sample, ms since the source's first frame. */
  tMs: Type.Number(),
  /** Time between samples, ms. */
  stepMs: Type.Number(),
  /** One array a channel of MOVEMENT_CHANNELS; null where it could not be seen. */
  channels: Type.Array(Type.Array(nullable(Type.Number()))),
});
export type MovementMessage = Static<typeof MovementMessage>;

/** Something that the face did, told once. */
export const MovementEventMessage = Type.Object({
  kind: Type.Literal("movement-event"),
  bed: Type.String(),
  tMs: Type.Number(),
  event: Type.Union([
    Type.Literal("eyes-opened"),
    Type.Literal("eyes-closed"),
    Type.Literal("blink"),
    Type.Literal("blink-rate-fell"),
    Type.Literal("grimace-began"),
    Type.Literal("grimace-ended"),
  ]),
});
export type MovementEventMessage = Static<typeof MovementEventMessage>;
