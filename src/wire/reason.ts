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
]);
export type Reason = Static<typeof Reason>;
