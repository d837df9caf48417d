import "./quiet-ffmpeg.ts";

import { AV_FRAME_FLAG_CORRUPT, AVERROR_EOF } from "node-av/constants";
import { CodecContext, FFmpegError, type Frame as Picture, PosixError } from "node-av/lib";

import { AfarError } from "../base/errors.ts";

import type { Container } from "./container.ts";

/** What the decoder answers when it wants another packet. */
const AGAIN = FFmpegError.AVERROR(PosixError.EAGAIN);
/** No allocation for a header that lies about the size: 8192 x 8192. */
const MOST_PIXELS = 1 << 26;
/** Errors without a packet between them after which the decoder counts as stuck. */
const ERRORS_IN_A_ROW = 64;

/** Decodes a container's packets to pictures. */
export class PictureDecoder {
  /** Packets that the decoder refused or repaired. */
  damagedPackets = 0;
  /** Bytes of the packets that the decoder was given so far. */
  bytesRead = 0;

  readonly #container: Container;
  readonly #codec = new CodecContext();
  #draining = false;
  #ended = false;

  /** Throws AfarError FILE_UNREADABLE when the decoder does not start. */
  constructor(container: Container, threads: number) {
    this.#container = container;
    this.#codec.allocContext3(container.decoder);
    this.#codec.parametersToContext(container.stream.codecpar);
    this.#codec.pktTimebase = container.stream.timeBase;
    this.#codec.threadCount = threads;
    // Never as a dictionary to open2: node-av 6.1 frees one twice, which ends the process.
    this.#codec.setOption("max_pixels", MOST_PIXELS);
    if (this.#codec.open2Sync(container.decoder) < 0) {
      this.#codec.freeContext();
      throw new AfarError(
        "FILE_UNREADABLE",
        `${container.path} cannot be read as a video (its codec's header is damaged): record it again.`,
      );
    }
  }

  /** Decodes the next picture into `picture`, which holds nothing before; false at the end. */
  decode(picture: Picture): boolean {
    let errors = 0;
    while (!this.#ended) {
      const status = this.#codec.receiveFrameSync(picture);
      if (status >= 0) {
        if (picture.decodeErrorFlags !== 0 || picture.hasFlags(AV_FRAME_FLAG_CORRUPT)) this.damagedPackets += 1;
        return true;
      }
      if (status === AVERROR_EOF) {
        this.#ended = true;
      } else if (status === AGAIN || errors >= ERRORS_IN_A_ROW) {
        errors = 0;
        this.#feed();
      } else {
        errors += 1;
        this.damagedPackets += 1;
      }
    }
    return false;
  }

  /** Forgets what was decoded, for a new position in the file. */
  flush(): void {
    this.#codec.flushBuffers();
    this.#draining = false;
    this.#ended = false;
  }

  close(): void {
    this.#ended = true;
    this.#codec.freeContext();
  }

  #feed(): void {
    if (this.#draining) {
      this.#ended = true;
      return;
    }
    const packet = this.#container.readPacket();
    if (packet === null) this.#draining = true;
    else this.bytesRead += packet.size;
    // Every picture was received before, so the decoder accepts the packet: a refusal is damage.
    if (this.#codec.sendPacketSync(packet) < 0 && packet !== null) this.damagedPackets += 1;
    packet?.free();
  }
}
