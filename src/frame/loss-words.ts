import { constants } from "node:os";

import {
  AVERROR_DECODER_NOT_FOUND,
  AVERROR_EOF,
  AVERROR_HTTP_FORBIDDEN,
  AVERROR_HTTP_NOT_FOUND,
  AVERROR_HTTP_OTHER_4XX,
  AVERROR_HTTP_SERVER_ERROR,
  AVERROR_HTTP_TOO_MANY_REQUESTS,
  AVERROR_HTTP_UNAUTHORIZED,
  AVERROR_INVALIDDATA,
  AVERROR_PROTOCOL_NOT_FOUND,
  AVERROR_STREAM_NOT_FOUND,
} from "node-av/constants";
import { FFmpegError } from "node-av/lib";

import type { CameraLossCode } from "../wire/note-codes.ts";

import { CameraLoss } from "./live-input.ts";

const { errno } = constants;

const WORDS = new Map<number, readonly [code: CameraLossCode, words: string]>([
  [AVERROR_HTTP_UNAUTHORIZED, ["refuses-password", "refuses the user name or password"]],
  [AVERROR_HTTP_FORBIDDEN, ["forbids", "forbids the access"]],
  [AVERROR_HTTP_NOT_FOUND, ["no-such-stream", "has no stream of this path"]],
  [AVERROR_HTTP_OTHER_4XX, ["no-video", "sends no video stream, or refuses this way of asking"]],
  [AVERROR_HTTP_TOO_MANY_REQUESTS, ["too-many-viewers", "has too many viewers"]],
  [AVERROR_HTTP_SERVER_ERROR, ["own-fault", "answers with a fault of its own"]],
  [AVERROR_STREAM_NOT_FOUND, ["no-video", "sends no video stream"]],
  [AVERROR_DECODER_NOT_FOUND, ["unknown-codec", "sends a codec that is unknown"]],
  [AVERROR_PROTOCOL_NOT_FOUND, ["wrong-address", "cannot be reached by this kind of address"]],
  [AVERROR_INVALIDDATA, ["no-video", "sends nothing that is a video"]],
  [AVERROR_EOF, ["stream-ended", "ended the stream"]],
  [-errno.ECONNREFUSED, ["refuses", "refuses the connection"]],
  [-errno.ECONNRESET, ["broke-off", "broke the connection"]],
  [-errno.EPIPE, ["broke-off", "broke the connection"]],
  [-errno.EHOSTUNREACH, ["unreachable", "cannot be reached from here"]],
  [-errno.ENETUNREACH, ["unreachable", "cannot be reached from here"]],
  [-errno.ETIMEDOUT, ["no-answer", "does not answer"]],
  [-errno.EIO, ["broke-off", "broke the connection"]],
  [-errno.ENOENT, ["unplugged", "is not there (is it plugged in?)"]],
  [-errno.ENODEV, ["unplugged", "is not there (is it plugged in?)"]],
  [-errno.ENXIO, ["unplugged", "is not there (is it plugged in?)"]],
  [-errno.EACCES, ["may-not-open", "may not be opened by this user (add it to the group video)"]],
  [-errno.EPERM, ["may-not-open", "may not be opened by this user"]],
  [-errno.EBUSY, ["in-use", "is in use by another program"]],
  [-errno.ENOTTY, ["no-camera", "is no camera"]],
  [-errno.EINVAL, ["settings-refused", "does not take these settings"]],
]);

const TRY_RARELY: ReadonlySet<number> = new Set([AVERROR_HTTP_UNAUTHORIZED, AVERROR_HTTP_FORBIDDEN]);

/** An encrypted connection that fails while it is opened is told as an input error, whatever it was. */
export function openingLossOf(status: number, url: string): CameraLoss {
  if (status === -errno.EIO && /^(rtsps|https):/i.test(url)) {
    return new CameraLoss(
      "cannot be verified (its certificate is not known here, or it does not encrypt)",
      false,
      "not-verified",
    );
  }
  return lossOf(status);
}

/** What FFmpeg's status says of a camera. FFmpeg's own text is used where none is known; it never holds an address. */
export function lossOf(status: number): CameraLoss {
  const [code, words] = WORDS.get(status) ?? (["other", `failed (${FFmpegError.strerror(status)})`] as const);
  return new CameraLoss(words, TRY_RARELY.has(status), code);
}
