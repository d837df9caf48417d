import type { FaceSight } from "./face-sight.ts";
import type { FaceLandmarks } from "./landmarks.ts";
import type { NetworkPulse } from "./network-pulse.ts";
import type { PictureSample } from "./picture-sample.ts";
import type { TissueMotion } from "./tissue-motion.ts";

/** What one frame contributes to the traces: numbers only, no picture. */
export interface TraceFrame {
  /** Milliseconds since the source's first frame; strictly rising. */
  readonly tMs: number;
  /** How long the picture is shown, ms. */
  readonly durationMs: number;
  /** True where the codec restarted its prediction. */
  readonly keyframe: boolean;
  /** Float64Array [n, 3]: mean R, G, B of each region, 0..255; meaningless where `usable` is 0. */
  readonly rgb: Float64Array;
  /** Uint8Array [n]: 1 where the region's colour can be used, else 0. */
  readonly usable: Uint8Array;
  /** Uint8Array [n]: code of the refusal (refusal.ts) where `usable` is 0; absent where a recording does not tell. */
  readonly refusals?: Uint8Array;
  /** True where something other than skin lies around the mouth, or that is out of the frame; absent where nobody looked. */
  readonly mouthCovered?: boolean;
  /** Mean R, G, B of the view without the patient, 0..255; null where the patient fills it. */
  readonly room: readonly [number, number, number] | null;
  /** Pose of the head in pixels of the stored frame; null without a face. */
  readonly head: HeadPose | null;
  /** The mesh measured in this frame; null where none was, or no face found; absent where a recording holds no meshes. */
  readonly mesh?: FaceLandmarks | null;
  /** Who is in view beside the followed face; absent where a recording does not tell. */
  readonly sight?: FaceSight;
  /** Where tissue stands in the view; null in a frame in which that was not measured; absent where a recording holds none. */
  readonly motion?: TissueMotion | null;
  /** What the picture is like as such; absent where a recording holds no pictures. */
  readonly picture?: PictureSample;
  /** What a learned network said of the pulse; absent where the bed has none, and while it is left out. */
  readonly network?: NetworkPulse;
  /** Bytes of the compressed picture; absent where the source does not tell. */
  readonly packetBytes?: number;
  /** How long the picture waited before it was used, ms; absent in a replay. */
  readonly lagMs?: number;
  /** Frames since the one before that came and were left out because the box is slow; absent where none were. */
  readonly leftOutFrames?: number;
}

/** Where the head is in the stored frame. */
export interface HeadPose {
  /** Right of the frame's left edge. */
  readonly xPx: number;
  /** Below the frame's upper edge. */
  readonly yPx: number;
  /** Width of the face, pixels: a measure of scale. */
  readonly widthPx: number;
}
