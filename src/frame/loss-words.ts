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

import { CameraLoss } from "./live-input.ts";

const { errno } = constants;

const WORDS = new Map<number, string>([
  [AVERROR_HTTP_UNAUTHORIZED, "refuses the user name or password"],
  [AVERROR_HTTP_FORBIDDEN, "forbids the access"],
  [AVERROR_HTTP_NOT_FOUND, "has no stream of this path"],
  [AVERROR_HTTP_OTHER_4XX, "sends no video stream, or refuses this way of asking"],
  [AVERROR_HTTP_TOO_MANY_REQUESTS, "has too many viewers"],
  [AVERROR_HTTP_SERVER_ERROR, "answers with a fault of its own"],
  [AVERROR_STREAM_NOT_FOUND, "sends no video stream"],
  [AVERROR_DECODER_NOT_FOUND, "sends a codec that is unknown"],
  [AVERROR_PROTOCOL_NOT_FOUND, "cannot be reached by this kind of address"],
  [AVERROR_INVALIDDATA, "sends nothing that is a video"],
  [AVERROR_EOF, "ended the stream"],
  [-errno.ECONNREFUSED, "refuses the connection"],
  [-errno.ECONNRESET, "broke the connection"],
  [-errno.EPIPE, "broke the connection"],
  [-errno.EHOSTUNREACH, "cannot be reached from here"],
  [-errno.ENETUNREACH, "cannot be reached from here"],
  [-errno.ETIMEDOUT, "does not answer"],
  [-errno.EIO, "broke the connection"],
  [-errno.ENOENT, "is not there (is it plugged in?)"],
  [-errno.ENODEV, "is not there (is it plugged in?)"],
  [-errno.ENXIO, "is not there (is it plugged in?)"],
  [-errno.EACCES, "may not be opened by this user (add it to the group video)"],
  [-errno.EPERM, "may not be opened by this user"],
  [-errno.EBUSY, "is in use by another program"],
  [-errno.ENOTTY, "is no camera"],
  [-errno.EINVAL, "does not take these settings"],
]);

const TRY_RARELY: ReadonlySet<number> = new Set([AVERROR_HTTP_UNAUTHORIZED, AVERROR_HTTP_FORBIDDEN]);

/** An encrypted connection that fails while it is opened is told as an input error, whatever it was. */
export function openingLossOf(status: number, url: string): CameraLoss {
  if (status === -errno.EIO && /^(rtsps|https):/i.test(url)) {
    return new CameraLoss("cannot be verified (its certificate is not known here, or it does not encrypt)");
  }
  return lossOf(status);
}

/** What FFmpeg's status says of a camera. FFmpeg's own text is used where none is known; it never holds an address. */
export function lossOf(status: number): CameraLoss {
  return new CameraLoss(WORDS.get(status) ?? `failed (${FFmpegError.strerror(status)})`, TRY_RARELY.has(status));
}
