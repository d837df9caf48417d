import { type Static, type TObject, type TProperties, Type } from "typebox";

import { nullable } from "./nullable.ts";

/** What is wrong with the picture, with the numbers that say so, and one English sentence of what to do. */
const hint = <Code extends string, Numbers extends TProperties>(
  code: Code,
  numbers: Numbers,
): TObject<{
  code: ReturnType<typeof Type.Literal<Code>>;
  numbers: TObject<Numbers>;
  text: ReturnType<typeof Type.String>;
}> => Type.Object({ code: Type.Literal(code), numbers: Type.Object(numbers), text: Type.String() });

export const PictureHint = Type.Union([
  /** A lamp on the mains is seen as a slow wave of `aliasPerMin`. */
  hint("lamp-flicker", { mainsHz: Type.Number(), aliasPerMin: Type.Number(), frameRateHz: Type.Number() }),
  /** The brightness of the whole view swings up and down without settling. */
  hint("exposure-hunting", { swingPercent: Type.Number(), periodS: Type.Number() }),
  /** Edges are blurred; pixels, standard deviation. */
  hint("out-of-focus", { blurPx: Type.Number() }),
  /** Keyframes repaint the picture in a rhythm that a heart could have. */
  hint("keyframe-rhythm", { perMin: Type.Number(), everyFrames: Type.Number(), bitRateKbps: nullable(Type.Number()) }),
  /** Most of the picture does not change by a step from frame to frame: the codec left the pulse out. */
  hint("strong-compression", { frozenPercent: Type.Number(), bitRateKbps: nullable(Type.Number()) }),
  /** Mean brightness 0..255. */
  hint("too-dark", { level: Type.Number() }),
  hint("too-bright", { clippedPercent: Type.Number() }),
  hint("slow-frames", { frameRateHz: Type.Number() }),
  hint("frames-missing", { missingPercent: Type.Number() }),
  hint("unsteady-frames", { jitterMs: Type.Number() }),
  hint("late-frames", { latencyMs: Type.Number() }),
  /** The bed leaves frames out that did arrive: nothing is wrong with the camera. */
  hint("busy-box", { leftOutPercent: Type.Number() }),
]);
export type PictureHint = Static<typeof PictureHint>;

/** The picture as such, once a second, from past frames only. What was not measured is null. */
export const PictureMessage = Type.Object({
  kind: Type.Literal("picture"),
  bed: Type.String(),
  /** Time since the source's first frame, ms: whole seconds. */
  tMs: Type.Number(),
  /** The camera's own clock: missing frames do not lower it. */
  frameRateHz: nullable(Type.Number()),
  /** Share 0..1 of the frames of the last 10 s that did not come. */
  missingShare: nullable(Type.Number()),
  /** Share 0..1 of them that came and were left out because the box is slow. */
  leftOutShare: nullable(Type.Number()),
  /** Standard deviation of the time stamps around a steady clock, ms. */
  jitterMs: nullable(Type.Number()),
  /** Longest time in the last 10 s that a frame waited before it was used, ms; null in a replay. */
  latencyMs: nullable(Type.Number()),
  /** Mean brightness of the view, 0..255, and the shares 0..1 of it that are black or blown out. */
  level: nullable(Type.Number()),
  darkShare: nullable(Type.Number()),
  brightShare: nullable(Type.Number()),
  /** Blur of edges in the face, else the view, standard deviation in pixels; null where there is no edge. */
  blurPx: nullable(Type.Number()),
  /** Compressed bits a second. */
  bitRateKbps: nullable(Type.Number()),
  /** Mean distance of keyframes, frames; null without a rhythm and where most frames are keyframes. */
  keyframeEveryFrames: nullable(Type.Number()),
  /** How much more the picture changes at keyframes than at other frames, as a ratio; null without a rhythm. */
  keyframeJump: nullable(Type.Number()),
  /** Share 0..1 of the view that is to the step what it was in the frame before. */
  frozenShare: nullable(Type.Number()),
  lamp: nullable(
    Type.Object({
      mainsHz: Type.Union([Type.Literal(50), Type.Literal(60)]),
      aliasPerMin: Type.Number(),
      /** Amplitude as a share of the light. */
      strength: Type.Number(),
      /** Periods of the lamp from the first row to the last. */
      bands: Type.Number(),
    }),
  ),
  exposure: nullable(
    Type.Object({
      /** Peak to peak, as a share of the brightness. */
      swingShare: Type.Number(),
      periodS: Type.Number(),
    }),
  ),
  hints: Type.Array(PictureHint),
});
export type PictureMessage = Static<typeof PictureMessage>;
