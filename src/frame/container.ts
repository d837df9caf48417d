import "./quiet-ffmpeg.ts";

import { statSync } from "node:fs";

import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_NOPTS_VALUE,
  AV_PKT_DATA_DISPLAYMATRIX,
  AV_PKT_FLAG_DISCARD,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from "node-av/constants";
import { type Codec, Dictionary, FFmpegError, FormatContext, Packet, type Stream } from "node-av/lib";

import { AfarError } from "../base/errors.ts";
import type { RotationDeg } from "../base/frame.ts";

import { rotationOf } from "./display-matrix.ts";

/**
 * Containers and elementary streams that are read. Playlists and scripts (HLS, DASH, concat) are not among them: they
 * could make FFmpeg open other files or the network.
 */
const FORMATS =
  "mov,matroska,webm,avi,gif,apng,mpegts,mpeg,mpegvideo,flv,asf,ogg,nut,ivf,mxf,mjpeg,h264,hevc,m4v,av1,obu," +
  "yuv4mpegpipe,wav,mp3,aac,flac,aiff,caf";
/** Containers whose header tells the true length, so that an early end can be told. */
const LENGTH_KEEPERS = /mov|matroska|avi/;
/** Packets read ahead to measure the frame rate, and the bytes at which that stops. */
const PREVIEW_PACKETS = 64;
const PREVIEW_BYTES = 16 << 20;
/** Read errors in a row after which a file is given up. */
const READ_ERRORS_IN_A_ROW = 32;

/** The video stream of an opened file, as packets. */
export class Container {
  readonly path: string;
  readonly stream: Stream;
  readonly decoder: Codec;
  readonly rotationDeg: RotationDeg;
  /** Rate from the header, Hz; null when it tells none. */
  readonly nominalRateHz: number | null;
  /** Length of the video from the header, ms; null where the header tells none that can be trusted. */
  readonly durationMs: number | null;
  /** Stamps of the first packets that will be shown, ms, in coded order. */
  readonly previewStampsMs: readonly number[];
  /** Stamp of the first frame that will be shown, ms; null without stamps. */
  readonly firstStampMs: number | null;
  /** How far the streams beside the video reach that were read so far, ms; 0 where the video has a length of its own. */
  otherStreamsReachedMs = 0;
  /** Read errors that were skipped so far. */
  readErrors = 0;
  /** True when reading ended with an error rather than at the end of the file. */
  endedInError = false;

  readonly #format: FormatContext;
  readonly #timeBase: { readonly num: number; readonly den: number };
  readonly #lengthOfAllStreams: boolean;
  #preview: Packet[] = [];
  #closed = false;

  constructor(path: string, format: FormatContext, stream: Stream, decoder: Codec) {
    this.path = path;
    this.stream = stream;
    this.decoder = decoder;
    this.#format = format;
    this.#timeBase = stream.timeBase;
    this.rotationDeg = rotationOf(stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX));
    this.nominalRateHz = rateOf(stream.avgFrameRate) ?? rateOf(stream.rFrameRate);
    const container = format.iformat?.name ?? "";
    const keepsLength = LENGTH_KEEPERS.test(container);
    // FFmpeg shortens an AVI's length to what is left of the file, but not its number of ticks.
    const counted = container === "avi" && stream.nbFrames > 0n;
    const streamMs = this.stampMs(counted ? stream.nbFrames : stream.duration);
    const formatMs = format.duration === AV_NOPTS_VALUE ? null : Number(format.duration) / 1000;
    this.durationMs = keepsLength ? (streamMs ?? formatMs) : null;
    this.#lengthOfAllStreams = streamMs === null;
    const stamps = this.#readPreview();
    this.previewStampsMs = stamps;
    this.firstStampMs = stamps.length > 0 ? Math.min(...stamps) : null;
  }

  /** A stamp or length in the stream's ticks as ms; null where FFmpeg has none. */
  stampMs(ticks: bigint): number | null {
    if (ticks === AV_NOPTS_VALUE) return null;
    return (1000 * Number(ticks) * this.#timeBase.num) / this.#timeBase.den;
  }

  /** The next video packet, which the caller frees; null at the end. */
  readPacket(): Packet | null {
    return this.#preview.shift() ?? this.#read();
  }

  /** Moves to a keyframe at or before a time, ms since the first frame; false where the container cannot, nothing moved. */
  seek(tMs: number): boolean {
    const { num, den } = this.#timeBase;
    const ticks = BigInt(Math.floor((((this.firstStampMs ?? 0) + tMs) * den) / (1000 * num)));
    if (this.firstStampMs === null) return false;
    if (this.#format.seekFrameSync(this.stream.index, ticks, AVSEEK_FLAG_BACKWARD) < 0) return false;
    this.#dropPreview();
    return true;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#dropPreview();
    this.#format.closeInputSync();
  }

  #read(): Packet | null {
    const packet = new Packet();
    packet.alloc();
    for (let errors = 0; errors < READ_ERRORS_IN_A_ROW; ) {
      const status = this.#format.readFrameSync(packet);
      if (status === AVERROR_EOF) break;
      if (status < 0) {
        errors += 1;
        this.readErrors += 1;
        this.endedInError = true;
        continue;
      }
      this.endedInError = false;
      this.#noteEnd(packet);
      if (packet.streamIndex === this.stream.index) return packet;
      packet.unref();
    }
    packet.free();
    return null;
  }

  #noteEnd(packet: Packet): void {
    if (!this.#lengthOfAllStreams || packet.streamIndex === this.stream.index) return;
    const stamp = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    if (stamp === AV_NOPTS_VALUE) return;
    const { num, den } = this.#format.streams[packet.streamIndex].timeBase;
    const endMs = (1000 * Number(stamp + packet.duration) * num) / den;
    this.otherStreamsReachedMs = Math.max(this.otherStreamsReachedMs, endMs);
  }

  #readPreview(): number[] {
    const stamps: number[] = [];
    let bytes = 0;
    while (this.#preview.length < PREVIEW_PACKETS && bytes < PREVIEW_BYTES) {
      const packet = this.#read();
      if (packet === null) break;
      this.#preview.push(packet);
      bytes += packet.size;
      const stampMs = this.stampMs(packet.pts) ?? this.stampMs(packet.dts);
      if (stampMs !== null && !packet.hasFlags(AV_PKT_FLAG_DISCARD)) stamps.push(stampMs);
    }
    return stamps;
  }

  #dropPreview(): void {
    for (const packet of this.#preview) packet.free();
    this.#preview = [];
  }
}

/**
 * Opens the video stream of a file.
 *
 * Throws AfarError FILE_MISSING, FILE_UNREADABLE (a folder, empty, no known container, unknown codec) or NO_VIDEO.
 */
export function openContainer(path: string): Container {
  refuseWhatIsNoFile(path);
  const format = new FormatContext();
  const options = Dictionary.fromObject({ protocol_whitelist: "file", format_whitelist: FORMATS });
  const opened = format.openInputSync(`file:${path}`, null, options);
  if (opened < 0) throw unreadable(path, FFmpegError.strerror(opened));
  try {
    const probed = format.findStreamInfoSync();
    if (probed < 0) throw unreadable(path, FFmpegError.strerror(probed));
    const best = format.findBestStream(AVMEDIA_TYPE_VIDEO, -1, -1);
    const stream = best < 0 ? undefined : format.streams[best];
    if (!stream && format.findBestStream(AVMEDIA_TYPE_AUDIO, -1, -1) < 0) {
      throw unreadable(path, "no stream in it is recognised");
    }
    if (!stream || stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC)) {
      throw new AfarError("NO_VIDEO", `${path} holds no video stream: give a recording with a picture.`);
    }
    const { decoder } = format.findBestStream(AVMEDIA_TYPE_VIDEO, stream.index, -1, true);
    if (!decoder) throw unreadable(path, "its codec is unknown");
    return new Container(path, format, stream, decoder);
  } catch (error) {
    format.closeInputSync();
    throw error;
  }
}

function refuseWhatIsNoFile(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new AfarError("FILE_MISSING", `${path} does not exist: check the path.`);
  if (stat.isDirectory()) throw unreadable(path, "it is a folder");
  if (!stat.isFile()) throw unreadable(path, "it is no regular file");
  if (stat.size === 0) throw unreadable(path, "it is empty");
}

function unreadable(path: string, cause: string): AfarError {
  return new AfarError(
    "FILE_UNREADABLE",
    `${path} cannot be read as a video (${cause}): record it again or convert it to MP4 or MKV.`,
  );
}

function rateOf({ num, den }: { num: number; den: number }): number | null {
  return num > 0 && den > 0 ? num / den : null;
}
