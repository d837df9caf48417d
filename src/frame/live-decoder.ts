import "./quiet-ffmpeg.ts";

import { AV_FRAME_FLAG_CORRUPT, AV_FRAME_FLAG_KEY, AVMEDIA_TYPE_VIDEO } from "node-av/constants";
import { CodecContext, type FormatContext, type Packet, Frame as Picture, type Stream } from "node-av/lib";

import type { RotationDeg } from "../base/frame.ts";
import type { Note } from "../base/note.ts";
import { noteOf } from "../wire/note-codes.ts";

import { planBrokenPackets, RENEWED_MS } from "./broken-packets.ts";
import { openHardwareDecoding } from "./hardware-decoding.ts";
import { CameraLoss, type LivePicture } from "./live-input.ts";
import { PictureReader } from "./picture-reader.ts";

/** No allocation for a header that lies about the size: 8192 x 8192. */
const MOST_PIXELS = 1 << 26;
const SHORTEST_SIDE_PX = 64;
const FALLBACK_INTERVAL_MS = 40;
const LONGEST_SHOWN_MS = 1_000;

interface Received {
  readonly arrivalMs: number;
  readonly rotationDeg: RotationDeg;
  /** Ticks of the stream as ms. */
  readonly toMs: (ticks: bigint) => number | null;
  /** Whether something was lost on the way since the last packet. */
  readonly missed: boolean;
}

export interface LiveDecoder {
  /** What the reader should know of how it decodes, in a whole sentence; "" for nothing. */
  readonly warning: string;
  readonly notes: readonly Note[];
  /** Pictures that a packet completes, which the caller releases. Throws CameraLoss when the picture has changed its size. */
  decode(packet: Packet, received: Received): LivePicture[];
  /** Pictures that were given out are still to be released. */
  close(): void;
}

/** Plans the decoder of a live stream, `inHardware` where a device of this box can. Throws CameraLoss. */
export function planLiveDecoder(format: FormatContext, stream: Stream, inHardware = false): LiveDecoder {
  const { decoder } = format.findBestStream(AVMEDIA_TYPE_VIDEO, stream.index, -1, true);
  if (!decoder) throw new CameraLoss("sends a codec that is unknown", false, "unknown-codec");
  const codec = new CodecContext();
  codec.allocContext3(decoder);
  codec.parametersToContext(stream.codecpar);
  codec.pktTimebase = stream.timeBase;
  codec.threadCount = 1;
  codec.setOption("max_pixels", MOST_PIXELS);
  const hardware = inHardware ? openHardwareDecoding(decoder) : null;
  hardware?.use(codec);
  if (codec.open2Sync(decoder) < 0) {
    codec.freeContext();
    hardware?.close();
    throw new CameraLoss("sends a codec whose header is damaged", false, "damaged-codec");
  }
  const { num, den } = stream.avgFrameRate;
  const nominalMs = num > 0 && den > 0 ? (1000 * den) / num : FALLBACK_INTERVAL_MS;
  let reader: PictureReader | null = null;
  const broken = planBrokenPackets();
  let damagedAtMs: number | null = null;
  let joined = false;
  let closed = false;

  function isDamaged(picture: Picture, arrivalMs: number): boolean {
    // A stream that is joined between two keyframes shows a picture that is made of nothing, and no decoder says so.
    if (!joined) damagedAtMs = arrivalMs;
    joined = true;
    if (picture.decodeErrorFlags !== 0 || picture.hasFlags(AV_FRAME_FLAG_CORRUPT)) damagedAtMs = arrivalMs;
    else if (picture.hasFlags(AV_FRAME_FLAG_KEY)) damagedAtMs = null;
    else if (damagedAtMs !== null && arrivalMs - damagedAtMs > RENEWED_MS) damagedAtMs = null;
    return broken.take(picture.pts) || damagedAtMs !== null;
  }

  function pictureOf(picture: Picture, { arrivalMs, rotationDeg, toMs }: Received): LivePicture {
    if (Math.min(picture.width, picture.height) < SHORTEST_SIDE_PX) {
      throw new CameraLoss(
        `sends a picture of ${picture.width} x ${picture.height} pixels, too small for a face`,
        false,
        "too-small",
      );
    }
    reader ??= new PictureReader(picture);
    if (!reader.fits(picture))
      throw new CameraLoss("changed the size or format of its picture", false, "picture-changed");
    const own = reader;
    const shownMs = toMs(picture.duration) ?? 0;
    const keyframe = picture.hasFlags(AV_FRAME_FLAG_KEY);
    let released = false;
    return {
      stampMs: toMs(picture.pts) ?? toMs(picture.bestEffortTimestamp),
      arrivalMs,
      damaged: isDamaged(picture, arrivalMs),
      keyframe,
      view() {
        const read = released || closed ? null : own.read(picture);
        return (
          read && {
            durationMs: shownMs > 0 && shownMs <= LONGEST_SHOWN_MS ? shownMs : nominalMs,
            keyframe,
            widthPx: own.widthPx,
            heightPx: own.heightPx,
            rotationDeg,
            ...read,
          }
        );
      },
      release() {
        if (released) return;
        released = true;
        picture.free();
      },
    };
  }

  /** The next picture of the decoder, in memory; null where it wants another packet. */
  function receive(): Picture | null {
    const picture = new Picture();
    picture.alloc();
    if (codec.receiveFrameSync(picture) < 0) {
      picture.free();
      return null;
    }
    const inMemory = hardware ? hardware.fetch(picture) : picture;
    if (inMemory === null) {
      throw new CameraLoss(
        `is decoded by ${hardware?.device}, which hands no picture over: leave decoder to "processor"`,
        false,
        "device-decoder",
      );
    }
    return inMemory;
  }

  const hasNoDevice = inHardware && !hardware;
  return {
    warning: hasNoDevice ? `No device of this box decodes ${decoder.name ?? "its codec"}: the processor does.` : "",
    notes: hasNoDevice ? [noteOf("decoder-missing", { codec: decoder.name ?? "" })] : [],
    decode(packet, received) {
      broken.step({ pts: packet.pts, isKey: packet.isKeyframe }, received.missed, received.arrivalMs);
      if (codec.sendPacketSync(packet) < 0) damagedAtMs = received.arrivalMs;
      const pictures: LivePicture[] = [];
      try {
        for (let picture = receive(); picture; picture = receive()) {
          try {
            pictures.push(pictureOf(picture, received));
          } catch (error) {
            picture.free();
            throw error;
          }
        }
        return pictures;
      } catch (error) {
        for (const good of pictures) good.release();
        throw error;
      }
    },
    close() {
      closed = true;
      reader?.close();
      codec.freeContext();
      hardware?.close();
    },
  };
}
