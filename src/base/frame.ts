/**
 * One colour channel of a picture, described so that planar, semi-planar and packed layouts are read by the same code:
 * the sample of pixel (x, y) is `data[offset + (y >> shiftY) * strideBytes + (x >> shiftX) * stepBytes]`.
 */
export interface Channel {
  readonly data: Uint8Array;
  readonly offset: number;
  readonly strideBytes: number;
  /** Distance between two samples of one row: 1 in a plane, 2 in NV12's chroma, 3 or 4 in packed RGB. */
  readonly stepBytes: number;
  /** log2 of the horizontal subsampling: 1 for the chroma of 4:2:0 and 4:2:2. */
  readonly shiftX: number;
  /** log2 of the vertical subsampling: 1 for the chroma of 4:2:0. */
  readonly shiftY: number;
}

export interface ColourFormat {
  /** What the channels are: [Y, U, V], [R, G, B] or [Y] alone. */
  readonly model: "yuv" | "rgb" | "gray";
  /** Limited: luma 16..235, chroma 16..240. Full: 0..255. RGB is always full. */
  readonly range: "limited" | "full";
  readonly matrix: "bt601" | "bt709" | "bt2020";
}

/** Clockwise turn that makes the stored picture upright, from the container's metadata. */
export type RotationDeg = 0 | 90 | 180 | 270;

/**
 * One decoded picture. The channels are only valid until the next frame is asked of the same source: they are windows into
 * the decoder's memory, not copies.
 */
export interface Frame {
  /** Milliseconds since the source's first frame, from the container's time stamps; strictly rising. */
  readonly tMs: number;
  /** How long the picture is shown, ms. */
  readonly durationMs: number;
  /** True where the codec restarted its prediction: the rhythm of keyframes is a disturbance that later stages remove. */
  readonly keyframe: boolean;
  /** Bytes that the source read for this picture, on average over a few; absent where it does not tell. */
  readonly packetBytes?: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rotationDeg: RotationDeg;
  readonly colour: ColourFormat;
  /** 3 channels for yuv and rgb, 1 for gray; 8 bits a sample. */
  readonly channels: readonly Channel[];
}
