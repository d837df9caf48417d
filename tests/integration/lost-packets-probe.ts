import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";

import type { Frame } from "../../src/base/frame.ts";
import { cacheDirectory, prepareModels } from "../../src/inference/model-cache.ts";
import { BOX_CLOCK } from "../../src/frame/camera-clock.ts";
import type { CameraSource } from "../../src/frame/camera-source.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { cameraAt } from "../frame/cameras.ts";
import { startRtspServer } from "../frame/rtsp-server.ts";
import { createFaceTracker } from "../../src/face/face-tracker.ts";
import { runLiveBed } from "../../src/bed/bed-pipeline.ts";

/**
 * Runs one bed on an RTSP stream over UDP, in a network namespace of its own: `lost-packets-probe.ts CLIP h264|h265`. Prints a JSON line
 * for each value and status, with the phase (before, lost, after) and the stream's time since it began; and at the end how many
 * pictures were used, and how many of them the camera had never sent.
 */
const LOSS_PERCENT = 3;
const LOST_MS = 10_000;
const AFTER_MS = 25_000;
const PATIENCE_MS = 90_000;

const nft = (...rule: string[]) => {
  const { status, stderr } = spawnSync("nft", rule, { encoding: "utf8" });
  if (status !== 0) throw new Error(`nft ${rule.join(" ")}: ${stderr}`);
};
const CHAIN = ["inet", "loss", "in"];
const LOSE = ["meta", "l4proto", "udp", "numgen", "random", "mod", "100", "<", `${LOSS_PERCENT}`, "drop"];

/** What a decoder of H.264 or H.265 gives is defined to the bit: a picture that is whole is one of these. */
function digestOf({ channels: [luma], widthPx, heightPx }: Frame): string {
  const digest = createHash("sha1");
  for (let y = 0; y < heightPx; y++) {
    const start = luma.offset + y * luma.strideBytes;
    digest.update(luma.data.subarray(start, start + widthPx));
  }
  return digest.digest("base64");
}

const sent = new Set<string>();
const file = openVideoFile(process.argv[2]);
for (let frame = file.next(); frame; frame = file.next()) sent.add(digestOf(frame));
file.close();

const server = await startRtspServer(process.argv[2], ["--codec", process.argv[3]]);
const camera = cameraAt(`rtsp://127.0.0.1:${server.port}/bed#transport=udp`, BOX_CLOCK);
let pictures = 0;
let neverSent = 0;
const watched: CameraSource = {
  ...camera,
  async next() {
    const turn = await camera.next();
    if (turn?.kind === "frame") {
      pictures++;
      if (!sent.has(digestOf(turn.frame))) neverSent++;
    }
    return turn;
  },
};
const tracker = await createFaceTracker(await prepareModels(cacheDirectory(process.env)));
nft("add", "table", "inet", "loss");
nft("add", "chain", ...CHAIN, "{ type filter hook input priority 0; }");

let phase: "before" | "lost" | "after" = "before";
let sinceMs = 0;
const print = (said: object) => process.stdout.write(`${JSON.stringify({ phase, ...said })}\n`);
for await (const message of runLiveBed("1", watched, tracker)) {
  if (message.kind === "status") print({ state: message.state, detail: message.detail });
  if (message.kind !== "vitals") continue;
  const { tMs, pulse } = message.vitals;
  const { rateBpm, held, reason } = pulse;
  const passedMs = tMs - sinceMs;
  print({ passedMs, rateBpm, held, reason });
  if (phase === "before" && ((rateBpm !== null && !held) || passedMs > PATIENCE_MS)) {
    nft("add", "rule", ...CHAIN, ...LOSE);
    phase = "lost";
    sinceMs = tMs;
  } else if (phase === "lost" && passedMs > LOST_MS) {
    nft("flush", "chain", ...CHAIN);
    phase = "after";
    sinceMs = tMs;
  } else if (phase === "after" && passedMs > AFTER_MS) break;
}
print({ pictures, neverSent });
await camera.close();
await server.stop();
process.exit(0);
