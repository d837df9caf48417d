import "./quiet-ffmpeg.ts";

import {
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_MJPEG,
  AV_CODEC_ID_MPEG4,
  AV_CODEC_ID_VP9,
} from "node-av/constants";
import { Codec } from "node-av/lib";

import { openHardwareDecoding } from "./hardware-decoding.ts";

const WANTED = [
  ["H.264", AV_CODEC_ID_H264],
  ["H.265", AV_CODEC_ID_HEVC],
  ["MJPEG", AV_CODEC_ID_MJPEG],
  ["MPEG-4", AV_CODEC_ID_MPEG4],
  ["VP9", AV_CODEC_ID_VP9],
  ["AV1", AV_CODEC_ID_AV1],
] as const;

/** What cameras and recordings come in, with whether this build of FFmpeg decodes it. Allocates. */
export function listDecoders(): { readonly codec: string; readonly present: boolean }[] {
  return WANTED.map(([codec, id]) => ({ codec, present: Codec.findDecoder(id) !== null }));
}

/**
 * What of it a device of this box decodes, by trial, and the device by FFmpeg's name. Opens and closes the devices. `idle` is
 * told of each that opens and decodes nothing of a codec.
 */
export function listHardwareDecoders(
  idle?: (device: string) => void,
): { readonly codec: string; readonly device: string }[] {
  return WANTED.flatMap(([codec, id]) => {
    const decoder = Codec.findDecoder(id);
    const hardware = decoder && openHardwareDecoding(decoder, idle);
    if (!hardware) return [];
    hardware.close();
    return [{ codec, device: hardware.device }];
  });
}
