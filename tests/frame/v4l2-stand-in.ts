import { type AddressInfo, createServer, type Socket } from "node:net";
import { constants } from "node:os";

import sharp from "sharp";

import { type InputTarget, openFfmpegInput } from "../../src/frame/ffmpeg-input.ts";
import type { LiveInput } from "../../src/frame/live-input.ts";
import { lossOf } from "../../src/frame/loss-words.ts";
import type { V4l2Access } from "../../src/frame/v4l2-input.ts";
import type { V4l2Tool } from "../../src/frame/v4l2-tool.ts";

const { errno } = constants;
/** Pictures of changing brightness, one after the other. */
const PICTURES = 8;
const SEND_EVERY_MS = 5;

/** What the kernel does instead of opening the device. */
export type OpenFault = "none" | "unplugged" | "busy" | "forbidden" | "refuses the mode" | "deaf";

const ERRORS = {
  unplugged: errno.ENODEV,
  busy: errno.EBUSY,
  forbidden: errno.EACCES,
  "refuses the mode": errno.EINVAL,
} as const;

export interface V4l2StandIn extends V4l2Access {
  fault: OpenFault;
  /** What FFmpeg was asked to open, the newest last. */
  readonly opened: readonly InputTarget[];
  /** The device goes while it streams. */
  unplug(): void;
  plug(): void;
  close(): Promise<void>;
}

/**
 * Stands in for a V4L2 device behind the tool of a made driver: FFmpeg opens, reads and decodes pictures of the mode that it was
 * asked for, from a socket instead of the kernel's buffers, and the kernel's errors are given in its numbers. Stamps are counted.
 */
export async function startV4l2StandIn(tool: V4l2Tool): Promise<V4l2StandIn> {
  let pictures: readonly Buffer[] = [];
  let intervalMs = 0;
  const viewers = new Set<Socket>();
  const opened: InputTarget[] = [];
  const server = createServer((socket) => {
    viewers.add(socket);
    socket.on("error", () => undefined);
    if (standIn.fault === "deaf") return void socket.once("close", () => viewers.delete(socket));
    const startMs = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      while (sent * intervalMs <= performance.now() - startMs) socket.write(pictures[sent++ % pictures.length]);
    }, SEND_EVERY_MS);
    socket.once("close", () => {
      clearInterval(timer);
      viewers.delete(socket);
    });
  }).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address() as AddressInfo;

  async function open(target: InputTarget, nowMs: () => number, signal: AbortSignal): Promise<LiveInput> {
    opened.push(target);
    const { fault } = standIn;
    if (fault !== "none" && fault !== "deaf") throw lossOf(-ERRORS[fault]);
    const { video_size = "160x120", framerate = "30", input_format = "yuyv422" } = target.options;
    const [widthPx, heightPx] = video_size.split("x").map(Number);
    const isJpeg = input_format === "mjpeg";
    pictures = await Promise.all(
      Array.from({ length: PICTURES }, (_, i) => pictureOf(widthPx, heightPx, 60 + 10 * i, isJpeg)),
    );
    intervalMs = 1000 / Number(framerate);
    const options: Record<string, string> = isJpeg
      ? // A device says what it sends; a bare stream of JPEG is looked at for seconds unless told otherwise.
        { framerate, analyzeduration: "400000" }
      : { framerate, video_size, pixel_format: input_format };
    const format = isJpeg ? "mjpeg" : "rawvideo";
    const input = await openFfmpegInput({ ...target, url: `tcp://127.0.0.1:${port}`, format, options }, nowMs, signal);
    return {
      warning: input.warning,
      stamps: input.stamps,
      async read() {
        try {
          return await input.read();
        } catch (error) {
          throw standIn.fault === "unplugged" ? lossOf(-errno.ENODEV) : error;
        }
      },
      interrupt: () => input.interrupt(),
      close: () => input.close(),
    };
  }

  const standIn: V4l2StandIn = {
    fault: "none",
    opened,
    tool,
    open,
    unplug() {
      standIn.fault = "unplugged";
      for (const viewer of viewers) viewer.destroy();
    },
    plug() {
      standIn.fault = "none";
    },
    close() {
      for (const viewer of viewers) viewer.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return standIn;
}

/** One grey picture: JPEG, or YUYV without padding. */
async function pictureOf(widthPx: number, heightPx: number, level: number, isJpeg: boolean): Promise<Buffer> {
  if (!isJpeg) return Buffer.alloc(2 * widthPx * heightPx, Buffer.from([level, 128]));
  const background = { r: level, g: level, b: level };
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
