import "./quiet-ffmpeg.ts";

import {
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_MJPEG,
  AV_CODEC_ID_VP9,
  type AVCodecID,
} from "node-av/constants";
import { Codec, CodecContext, Packet, Frame as Picture } from "node-av/lib";

import { ENCODERS, encoderContext, rationalRate, type WriterCodec } from "./encoder-settings.ts";

/** What a trial asks of a device, as HardwareDecoding has it. */
export interface TriedDevice {
  use(codec: CodecContext): void;
  fetch(picture: Picture): Picture | null;
}

/** Codecs that a trial can be encoded in. */
const CODECS: ReadonlyMap<AVCodecID, WriterCodec> = new Map([
  [AV_CODEC_ID_H264, "h264"],
  [AV_CODEC_ID_HEVC, "hevc"],
  [AV_CODEC_ID_MJPEG, "mjpeg"],
  [AV_CODEC_ID_VP9, "vp9"],
]);

/** Devices refuse smaller pictures than cameras send. */
const WIDTH_PX = 640;
const HEIGHT_PX = 480;
const RATE_HZ = 25;
const FRAMES = 3;
const GREY = 150;
/** What lossy coding may change of a plane of one grey, steps of 255. */
const TOLERANCE = 4;

/**
 * Whether a device decodes a few pictures of one grey by itself and hands them over right. A device that opens need not: a
 * graphics library without a graphics unit opens too. False for codecs that no trial can be encoded in.
 */
export function decodesByItself(decoder: Codec, device: TriedDevice): boolean {
  const name = CODECS.get(decoder.id);
  const packets = name === undefined ? [] : greyPackets(name);
  if (packets.length === 0) return false;
  const codec = new CodecContext();
  codec.allocContext3(decoder);
  codec.threadCount = 1;
  device.use(codec);
  try {
    if (codec.open2Sync(decoder) < 0) return false;
    let right = 0;
    for (const packet of [...packets, null]) {
      codec.sendPacketSync(packet);
      for (let picture = received(codec); picture; picture = received(codec)) {
        if (isRightFromDevice(picture, device)) right += 1;
      }
    }
    return right === FRAMES;
  } finally {
    codec.freeContext();
    for (const packet of packets) packet.free();
  }
}

function received(codec: CodecContext): Picture | null {
  const picture = new Picture();
  picture.alloc();
  if (codec.receiveFrameSync(picture) >= 0) return picture;
  picture.free();
  return null;
}

/** Frees the picture. */
function isRightFromDevice(picture: Picture, device: TriedDevice): boolean {
  const fetched = device.fetch(picture);
  if (fetched === null) return false;
  // The very same one was decoded in memory: the processor did it.
  const grey = fetched === picture ? null : greyOf(fetched);
  fetched.free();
  return grey !== null && Math.abs(grey - GREY) <= TOLERANCE;
}

/** Of the middle of the first plane, which is luma in all that devices hand over of such pictures. */
function greyOf(picture: Picture): number | null {
  return picture.data?.[0]?.[(HEIGHT_PX / 2) * picture.linesize[0] + WIDTH_PX / 2] ?? null;
}

/** Empty where this build of FFmpeg encodes no such codec. The caller frees them. */
function greyPackets(name: WriterCodec): Packet[] {
  const encoder = Codec.findEncoderByName(ENCODERS[name].name);
  if (!encoder) return [];
  const rate = rationalRate(RATE_HZ);
  const settings = {
    ...{ widthPx: WIDTH_PX, heightPx: HEIGHT_PX, rateHz: RATE_HZ, codec: name },
    colour: { range: name === "mjpeg" ? "full" : "limited", matrix: "bt601" },
  } as const;
  const codec = encoderContext(encoder, settings, rate.inv(), { globalHeader: false, keepsShownOrder: false });
  const packets: Packet[] = [];
  const picture = new Picture();
  picture.alloc();
  try {
    if (codec.open2Sync(encoder) < 0) return [];
    picture.format = codec.pixelFormat;
    picture.width = WIDTH_PX;
    picture.height = HEIGHT_PX;
    picture.colorRange = codec.colorRange;
    picture.colorSpace = codec.colorSpace;
    if (picture.getBuffer() < 0) return [];
    for (let i = 0; i <= FRAMES; i++) {
      if (i < FRAMES) {
        picture.makeWritable();
        for (const [k, plane] of (picture.data ?? []).entries()) plane.fill(k === 0 ? GREY : 128);
        picture.pts = BigInt(i);
      }
      codec.sendFrameSync(i < FRAMES ? picture : null);
      for (let packet = encoded(codec); packet; packet = encoded(codec)) packets.push(packet);
    }
    return packets;
  } finally {
    picture.free();
    codec.freeContext();
  }
}

function encoded(codec: CodecContext): Packet | null {
  const packet = new Packet();
  packet.alloc();
  if (codec.receivePacketSync(packet) >= 0) return packet;
  packet.free();
  return null;
}
