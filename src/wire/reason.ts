import { type Static, Type } from "typebox";

/** Why a rate is not shown, or why the last one is only held. More may be added; none is ever renamed. */
export const Reason = Type.Union([
  Type.Literal("starting"),
  Type.Literal("no-face"),
  Type.Literal("low-signal"),
  Type.Literal("motion"),
  Type.Literal("low-light"),
  Type.Literal("source-lost"),
  Type.Literal("not-measurable"),
  /** Nothing moves in breath rhythm while the patient is seen well. */
  Type.Literal("no-breath"),
  /** Pulsatility vanished while face, light and stillness stayed: the patient must be looked at. */
  Type.Literal("pulse-lost"),
  /** Another face may have taken the patient's place: nothing is shown until somebody confirms the patient. */
  Type.Literal("confirm-patient"),
  /** A lamp on the mains beats with the camera at this rate. */
  Type.Literal("lamp-flicker"),
  /** The brightness of the whole view swings. */
  Type.Literal("exposure"),
  Type.Literal("out-of-focus"),
  /** Keyframes repaint the picture in a rhythm that a heart could have. */
  Type.Literal("compression"),
  /** Frames lie so far apart that a faster heart would look like a slower one. */
  Type.Literal("slow-frames"),
]);
export type Reason = Static<typeof Reason>;
