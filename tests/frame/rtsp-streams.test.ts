import { spawnSync } from "node:child_process";

import { describe, expect } from "vitest";

import type { Frame } from "../../src/base/frame.ts";
import type { CameraOptions } from "../../src/frame/camera-address.ts";
import { BOX_CLOCK } from "../../src/frame/camera-clock.ts";
import type { CameraTurn } from "../../src/frame/camera-source.ts";
import { listHardwareDecoders } from "../../src/frame/decoder-list.ts";
import { testNeeding } from "../left-out.ts";

import { cameraAt } from "./cameras.ts";
import { regularStamps, temporaryFolder, writeEvenVideo } from "./made-files.ts";
import { RTSP_SERVER, startRtspServer } from "./rtsp-server.ts";

const RATE_HZ = 30;
const CLIP = {
  widthPx: 96,
  heightPx: 64,
  rateHz: RATE_HZ,
  codec: "h264",
  keyframeInterval: 30,
  colour: { range: "limited", matrix: "bt601" },
} as const;
/** Stamps of RTP are 32 bits of a clock at 90 kHz. */
const STAMPS = 2 ** 32;
const STAMP_HZ = 90_000;
const PATIENCE_MS = 60_000;

const TLS = {
  present: RTSP_SERVER.present && spawnSync("openssl", ["version"]).status === 0,
  remedy: RTSP_SERVER.present ? "openssl is absent, run apt-get install openssl glib-networking" : RTSP_SERVER.remedy,
};

const file = temporaryFolder();

function writeClip(): string {
  const path = file("clip.mp4");
  writeEvenVideo(path, CLIP, regularStamps(10 * RATE_HZ, RATE_HZ), (i) => [60 + (i % 90), 120, 130]);
  return path;
}

/** A certificate that nobody has signed but itself, with its key. */
function writeCertificate(): string {
  const path = file("certificate.pem");
  const subject = ["-subj", "/CN=camera", "-addext", "subjectAltName=IP:127.0.0.1"];
  const kind = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", path, "-out", file("signed.pem")];
  const { status, stderr } = spawnSync("openssl", ["req", "-x509", ...kind, ...subject], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const joined = spawnSync("sh", ["-c", `cat "$1" >> "$2"`, "sh", file("signed.pem"), path]);
  if (joined.status !== 0) throw new Error("the certificate was not written");
  return path;
}

/** What a camera says until `enough` of it; it is closed then. */
async function heard(
  address: string,
  enough: (turns: readonly CameraTurn[]) => boolean,
  options: CameraOptions = {},
): Promise<CameraTurn[]> {
  const camera = cameraAt(address, BOX_CLOCK, options);
  const turns: CameraTurn[] = [];
  const startMs = performance.now();
  while (!enough(turns) && performance.now() - startMs < PATIENCE_MS) {
    const turn = await camera.next();
    if (turn) turns.push(turn);
  }
  await camera.close();
  return turns;
}

const framesOf = (turns: readonly CameraTurn[]) => turns.flatMap((turn) => (turn.kind === "frame" ? [turn.frame] : []));
const greyOf = ({ channels: [luma] }: Frame) => luma.data[luma.offset + 32 * luma.strideBytes + 48 * luma.stepBytes];
const detailsOf = (turns: readonly CameraTurn[], state: string) =>
  turns.flatMap((turn) => (turn.kind === "state" && turn.state.state === state ? [turn.state.detail] : []));

describe("an RTSP stream", () => {
  testNeeding(
    RTSP_SERVER,
    "whose stamps overflow runs on in time",
    async () => {
      const server = await startRtspServer(writeClip(), ["--stamp-offset", String(STAMPS - 2 * STAMP_HZ)]);
      const turns = await heard(
        `rtsp://127.0.0.1:${server.port}/bed`,
        (seen) => (framesOf(seen).at(-1)?.tMs ?? 0) > 5000,
      );
      await server.stop();
      const times = framesOf(turns).map(({ tMs }) => tMs);
      const steps = times.slice(1).map((tMs, i) => ((tMs - times[i]) * RATE_HZ) / 1000);
      expect(times.at(-1)).toBeLessThan(6000);
      for (const step of steps) expect(Math.abs(step - Math.max(1, Math.round(step)))).toBeLessThan(0.05);
      expect(detailsOf(turns, "lost")).toEqual([]);
    },
    2 * PATIENCE_MS,
  );

  testNeeding(
    RTSP_SERVER,
    "that is to be decoded in hardware is decoded by what the box has, and the reader is told",
    async () => {
      const server = await startRtspServer(writeClip());
      const address = `rtsp://127.0.0.1:${server.port}/bed`;
      const greys: number[] = [];
      const enough = (turns: readonly CameraTurn[]) => {
        const last = turns.at(-1);
        // Its samples are the reader's own until the next turn.
        if (last?.kind === "frame") greys.push(greyOf(last.frame));
        return greys.length >= 30;
      };
      const seen = await heard(address, enough, { decodesInHardware: true });
      await server.stop();
      expect(detailsOf(seen, "lost")).toEqual([]);
      const told = detailsOf(seen, "streaming").join("");
      if (listHardwareDecoders().some(({ codec }) => codec === "H.264")) expect(told).toBe("");
      else expect(told).toMatch(/^No device of this box decodes h264: the processor does\.$/);
      // The clip's grey rises by one step a frame.
      expect(Math.max(...greys) - Math.min(...greys)).toBeGreaterThan(15);
      for (const grey of greys) expect(grey).toBeGreaterThan(50);
    },
    2 * PATIENCE_MS,
  );

  testNeeding(
    TLS,
    "that is encrypted is seen where its certificate is known, refused where it is not, and with a warning where nobody asks",
    async () => {
      const certificate = writeCertificate();
      const server = await startRtspServer(writeClip(), ["--certificate", certificate]);
      const address = `rtsps://127.0.0.1:${server.port}/bed`;
      const known = await heard(`${address}#ca=${certificate}`, (seen) => framesOf(seen).length >= 5);
      const refused = await heard(address, (seen) => detailsOf(seen, "lost").length >= 1);
      const unasked = await heard(`${address}#tls=unverified`, (seen) => framesOf(seen).length >= 5);
      await server.stop();
      expect(framesOf(known)).toHaveLength(5);
      expect(detailsOf(known, "streaming").join("")).toBe("");
      expect(framesOf(refused)).toEqual([]);
      expect(detailsOf(refused, "lost")[0]).toMatch(/cannot be verified/);
      expect(framesOf(unasked)).toHaveLength(5);
      expect(detailsOf(unasked, "streaming").join("")).toMatch(/nobody has checked that it is this camera/);
    },
    4 * PATIENCE_MS,
  );
});
