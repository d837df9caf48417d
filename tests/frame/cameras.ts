import { createServer } from "node:net";

import { openCamera } from "../../src/frame/camera.ts";
import { type CameraOptions, readCameraAddress } from "../../src/frame/camera-address.ts";
import type { CameraClock, CameraSource } from "../../src/frame/camera-source.ts";
import { openLoopedVideo } from "../../src/frame/looped-video.ts";
import { planPacedCamera } from "../../src/frame/paced-camera.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { openPhantomSource } from "../../src/phantom/phantom-source.ts";
import { loadScenario } from "../../src/phantom/scenario-file.ts";

import { ALWAYS, type LiveSubject, type Subject } from "./camera-contract.ts";
import { regularStamps, writeEvenVideo } from "./made-files.ts";
import { startMjpegServer } from "./mjpeg-server.ts";
import { RTSP_SERVER, startRtspServer } from "./rtsp-server.ts";
import { startStreamRelay } from "./stream-relay.ts";
import { DRIVERS, madeDriver } from "./v4l2-drivers.ts";
import { startV4l2StandIn } from "./v4l2-stand-in.ts";

const CLIP = { widthPx: 96, heightPx: 64, rateHz: 30, colour: { range: "limited", matrix: "bt601" } } as const;

/** Opens a live camera by its address. */
export function cameraAt(address: string, clock: CameraClock, options: CameraOptions = {}): CameraSource {
  const read = readCameraAddress(address, options);
  if (!read) throw new Error(`${address} is no camera`);
  return openCamera(read, clock);
}

/** Writes ten seconds of changing colour. */
function writeClip(path: string, codec: "h264" | "mjpeg" = "h264"): string {
  writeEvenVideo(path, { ...CLIP, codec, keyframeInterval: 30 }, regularStamps(300, CLIP.rateHz), (i) => [
    60 + (i % 90),
    120,
    130,
  ]);
  return path;
}

/** A server that takes a connection and never says a word. */
async function startDeafServer() {
  const server = createServer((socket) => socket.on("error", () => undefined)).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0, close: () => server.close() };
}

/** Cameras with a connection; `file` makes paths of temporary files. */
export function liveCameras(file: (name: string) => string): LiveSubject[] {
  const rtsp = (transport: "tcp" | "udp"): LiveSubject => ({
    name: `rtsp over ${transport}`,
    need: RTSP_SERVER,
    async start() {
      const server = await startRtspServer(writeClip(file(`${transport}.mp4`)));
      const relay = await startStreamRelay(server.port);
      const deaf = await startDeafServer();
      return {
        open: async (clock) => cameraAt(`rtsp://127.0.0.1:${relay.port}/bed#transport=${transport}`, clock),
        openDeaf: async (clock) => cameraAt(`rtsp://127.0.0.1:${deaf.port}/bed#transport=${transport}`, clock),
        intervalMs: 1000 / CLIP.rateHz,
        stamped: true,
        link: relay,
        async stop() {
          deaf.close();
          await relay.close();
          await server.stop();
        },
      };
    },
  });
  const v4l2 = (format: string): LiveSubject => ({
    name: `v4l2 of a stand-in, ${format}`,
    need: ALWAYS,
    async start() {
      const made = await startV4l2StandIn(madeDriver(DRIVERS.uvcvideo).tool);
      const open = async (clock: CameraClock) => {
        const address = readCameraAddress(`v4l2:/dev/video0?width=160&height=120&format=${format}`);
        if (!address) throw new Error("it is no camera");
        return openCamera(address, clock, made);
      };
      return {
        open,
        openDeaf: async (clock) => {
          made.fault = "deaf";
          return open(clock);
        },
        intervalMs: 1000 / 30,
        stamped: true,
        link: { cut: () => made.unplug(), mend: () => made.plug() },
        stop: () => made.close(),
      };
    },
  });
  return [
    rtsp("tcp"),
    rtsp("udp"),
    v4l2("YUYV"),
    v4l2("MJPG"),
    {
      name: "mjpeg over http",
      need: ALWAYS,
      async start() {
        const server = await startMjpegServer();
        const deaf = await startDeafServer();
        return {
          open: async (clock) => cameraAt(`http://127.0.0.1:${server.port}/video.mjpeg`, clock),
          openDeaf: async (clock) => cameraAt(`http://127.0.0.1:${deaf.port}/video.mjpeg`, clock),
          intervalMs: 40,
          stamped: false,
          link: server,
          async stop() {
            deaf.close();
            await server.close();
          },
        };
      },
    },
  ];
}

/** Cameras that play what is there already. */
export function playedCameras(file: (name: string) => string): Subject[] {
  const played = (name: string, open: () => ReturnType<typeof openVideoFile>): Subject => ({
    name,
    need: ALWAYS,
    start: async () => ({
      open: async (clock) => planPacedCamera(name, open(), clock),
      intervalMs: 1000 / CLIP.rateHz,
      stamped: true,
      stop: async () => undefined,
    }),
  });
  return [
    played("a file", () => openVideoFile(writeClip(file("file.mp4")))),
    played("a file in a loop", () => openLoopedVideo(writeClip(file("loop.mp4")))),
    played("a phantom", () => openPhantomSource(loadScenario("demo-adult"), { loop: true })),
  ];
}
