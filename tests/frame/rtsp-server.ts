import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import type { Need } from "../left-out.ts";

const PYTHON = "/usr/bin/python3";
const SCRIPT = join(import.meta.dirname, "rtsp-server.py");
const PROBE = "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer";
const PACKAGES = "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad";

/** GStreamer's RTSP server, as Debian has it. */
export const RTSP_SERVER: Need = {
  present: existsSync(PYTHON) && spawnSync(PYTHON, ["-c", PROBE]).status === 0,
  remedy: `GStreamer's RTSP server is absent, run apt-get install ${PACKAGES}`,
};

export interface RtspServer {
  readonly port: number;
  /** Ends the server and starts another one on the same port. */
  restart(): Promise<void>;
  /** Ends the server. */
  stop(): Promise<void>;
}

/** Starts a server that streams a video file for ever at rtsp://127.0.0.1:PORT/bed; `args`: see rtsp-server.py. */
export async function startRtspServer(file: string, args: readonly string[] = []): Promise<RtspServer> {
  const port = await freePort();
  let child = await start(file, port, args);
  return {
    port,
    async restart() {
      child = await start(file, port, args);
    },
    stop: () => end(child),
  };
}

function start(file: string, port: number, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(PYTHON, [SCRIPT, file, String(port), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((ready, failed) => {
    child.stdout.once("data", () => ready(child));
    child.once("exit", (code) => failed(new Error(`the RTSP server ended with ${code}`)));
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((ended) => {
    if (child.exitCode !== null || child.signalCode !== null) return ended();
    child.once("exit", () => ended());
    child.kill("SIGKILL");
  });
}

/** A port of loopback that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}
