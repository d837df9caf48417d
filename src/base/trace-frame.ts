/** What one frame contributes to the traces: numbers only, no picture. */
export interface TraceFrame {
  /** Milliseconds since the source's first frame. */
  readonly tMs: number;
  readonly durationMs: number;
  readonly keyframe: boolean;
  /** Float64Array [n, 3]: mean R, G, B of each region, 0..255; meaningless where `usable` is 0. */
  readonly rgb: Float64Array;
  /** Uint8Array [n]. */
  readonly usable: Uint8Array;
  /** Mean R, G, B of the view without the patient, or null. */
  readonly room: readonly [number, number, number] | null;
  /** Pose of the head in pixels of the stored frame; null without a face. */
  readonly head: HeadPose | null;
}

export interface HeadPose {
  readonly xPx: number;
  readonly yPx: number;
  /** Width of the face, pixels: a measure of scale. */
  readonly widthPx: number;
}
