import "./quiet-ffmpeg.ts";

import {
  AV_CODEC_FLAG_BITEXACT,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_CODEC_FLAG_QSCALE,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUVJ420P,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_SPC_SMPTE170M,
  FF_ENCODER_FFV1,
  FF_ENCODER_LIBVPX_VP9,
  FF_ENCODER_LIBX264,
  FF_ENCODER_LIBX265,
  FF_ENCODER_MJPEG,
  FF_QP2LAMBDA,
} from "node-av/constants";
import { type Codec, CodecContext, Rational } from "node-av/lib";

import type { ColourFormat } from "../base/frame.ts";

/** Codecs that can be written. */
export type WriterCodec = "h264" | "hevc" | "vp9" | "mjpeg" | "ffv1";

/** Speed against size, for h264 and hevc. */
export type WriterPreset = "ultrafast" | "superfast" | "veryfast" | "faster" | "fast" | "medium" | "slow" | "slower";

/** How a video is encoded. */
export interface EncoderSettings {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Nominal frame rate: the codec's rate control and the last frame's duration follow it. */
  readonly rateHz: number;
  readonly codec: WriterCodec;
  /** Mean bit rate; not given: constant quality. Ignored by ffv1, which is lossless. */
  readonly bitRateKbps?: number | undefined;
  /** Quality on the codec's own scale, lower is better: h264 and hevc 0..51, vp9 0..63, mjpeg 2..31. */
  readonly crf?: number | undefined;
  /** Speed of h264 and hevc, default "veryfast". */
  readonly preset?: WriterPreset | undefined;
  /** No picture refers to a later one; default false. */
  readonly lowDelay?: boolean | undefined;
  /** Frames from one keyframe to the next, exactly; not given: the codec's choice. */
  readonly keyframeInterval?: number | undefined;
  /** What the planes hold; written into the stream. */
  readonly colour: Pick<ColourFormat, "range" | "matrix">;
}

/** FFmpeg's encoder of each codec, with its quality where the settings name neither quality nor bit rate. */
export const ENCODERS = {
  h264: { name: FF_ENCODER_LIBX264, crf: 18 },
  hevc: { name: FF_ENCODER_LIBX265, crf: 20 },
  vp9: { name: FF_ENCODER_LIBVPX_VP9, crf: 20 },
  mjpeg: { name: FF_ENCODER_MJPEG, crf: 3 },
  ffv1: { name: FF_ENCODER_FFV1, crf: 0 },
} as const;

const MATRICES = { bt601: AVCOL_SPC_SMPTE170M, bt709: AVCOL_SPC_BT709, bt2020: AVCOL_SPC_BT2020_NCL };

/**
 * An encoder context, configured and not yet open. One thread and bit-exact flags: the same input gives the same bytes.
 * `keepsShownOrder`: the container can store frames in another order than that in which they are shown.
 */
export function encoderContext(
  encoder: Codec,
  settings: EncoderSettings,
  timeBase: Rational,
  container: { readonly globalHeader: boolean; readonly keepsShownOrder: boolean },
): CodecContext {
  const context = new CodecContext();
  context.allocContext3(encoder);
  const isFull = settings.colour.range === "full";
  context.width = settings.widthPx;
  context.height = settings.heightPx;
  context.pixelFormat = settings.codec === "mjpeg" && isFull ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
  context.colorRange = isFull ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
  context.colorSpace = MATRICES[settings.colour.matrix];
  context.timeBase = timeBase;
  context.framerate = rationalRate(settings.rateHz);
  context.sampleAspectRatio = new Rational(1, 1);
  context.threadCount = 1;
  context.setFlags(AV_CODEC_FLAG_BITEXACT);
  if (container.globalHeader) context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  if (settings.lowDelay || !container.keepsShownOrder) context.maxBFrames = 0;
  if (settings.keyframeInterval !== undefined) context.gopSize = settings.keyframeInterval;
  if (settings.bitRateKbps !== undefined) context.bitRate = BigInt(Math.round(1000 * settings.bitRateKbps));
  for (const [name, value] of codecOptions(settings)) {
    const status = context.setOption(name, value);
    if (status < 0) throw new RangeError(`the ${settings.codec} encoder has no ${name}=${value}`);
  }
  if (settings.codec === "mjpeg" && settings.bitRateKbps === undefined) {
    context.setFlags(AV_CODEC_FLAG_QSCALE);
    context.globalQuality = Math.round(FF_QP2LAMBDA * (settings.crf ?? ENCODERS.mjpeg.crf));
  }
  return context;
}

function codecOptions(settings: EncoderSettings): [name: string, value: string][] {
  const { codec, keyframeInterval: interval, preset = "veryfast", bitRateKbps } = settings;
  const quality: [string, string][] =
    bitRateKbps === undefined ? [["crf", String(settings.crf ?? ENCODERS[codec].crf)]] : [];
  // Fixed keyframes: no further ones where the scene changes, none later than asked.
  const exact = interval === undefined ? "" : `:keyint=${interval}:min-keyint=${interval}:scenecut=0`;
  switch (codec) {
    case "h264":
      return [["preset", preset], ...quality, ["x264-params", `threads=1${exact}`]];
    case "hevc":
      // x265 logs and spawns threads of its own unless told otherwise.
      return [
        ["preset", preset],
        ...quality,
        ["x265-params", `log-level=none:pools=none:frame-threads=1:wpp=0${exact}`],
      ];
    case "vp9":
      return [["deadline", "good"], ["cpu-used", "5"], ["row-mt", "0"], ...quality];
    case "mjpeg":
      // Limited range in JPEG is an extension that the encoder must be allowed.
      return [
        ["strict", "unofficial"],
        ["huffman", "default"],
      ];
    case "ffv1":
      return [
        ["level", "3"],
        ["slicecrc", "1"],
      ];
  }
}

/** The rate as a fraction; the broadcast rates such as 29.97 exactly. */
export function rationalRate(rateHz: number): Rational {
  const broadcast = (rateHz * 1001) / 1000;
  if (!Number.isInteger(rateHz) && Math.abs(broadcast - Math.round(broadcast)) < 1e-3) {
    return new Rational(1000 * Math.round(broadcast), 1001);
  }
  return new Rational(Math.round(1000 * rateHz), 1000);
}
