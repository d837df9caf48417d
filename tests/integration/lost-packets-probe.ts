import { spawnSync } from "node:child_process";

import { cacheDirectory, prepareModels } from "../../src/inference/model-cache.ts";
import { BOX_CLOCK } from "../../src/frame/camera-clock.ts";
import { cameraAt } from "../frame/cameras.ts";
import { startRtspServer } from "../frame/rtsp-server.ts";
import { createFaceTracker } from "../../src/face/face-tracker.ts";
import { runLiveBed } from "../../src/bed/bed-pipeline.ts";

/**
 * Runs one bed on an RTSP stream over UDP, in a network namespace of its own: `lost-packets-probe.ts CLIP`. Prints a JSON line
 * for each value and status, with the phase: before, lost, after.
 */
const LOSS_PERCENT = 3;
const LOST_MS = 10_000;
const AFTER_MS = 25_000;
const PATIENCE_MS = 90_000;

const nft = (...rule: string[]) => {
  const { status, stderr } = spawnSync("nft", rule, { encoding: "utf8" });
  if (status !== 0) throw new Error(`nft ${rule.join(" ")}: ${stderr}`);
};

const server = await startRtspServer(process.argv[2]);
const camera = cameraAt(`rtsp://127.0.0.1:${server.port}/bed#transport=udp`, BOX_CLOCK);
const tracker = await createFaceTracker(await prepareModels(cacheDirectory(process.env)));
nft("add", "table", "inet", "loss");
nft("add", "chain", "inet", "loss", "in", "{ type filter hook input priority 0; }");

let phase: "before" | "lost" | "after" = "before";
let sinceMs = performance.now();
const print = (said: object) => process.stdout.write(`${JSON.stringify({ phase, ...said })}\n`);
for await (const message of runLiveBed("1", camera, tracker)) {
  const passedMs = performance.now() - sinceMs;
  if (message.kind === "status") print({ state: message.state, detail: message.detail });
  if (message.kind === "vitals") {
    const { rateBpm, held, reason } = message.vitals.pulse;
    print({ passedMs, rateBpm, held, reason });
    const right = rateBpm !== null && !held;
    if (phase === "before" && (right || passedMs > PATIENCE_MS)) {
      nft(
        "add",
        "rule",
        "inet",
        "loss",
        "in",
        "meta",
        "l4proto",
        "udp",
        "numgen",
        "random",
        "mod",
        "100",
        "<",
        `${LOSS_PERCENT}`,
        "drop",
      );
      phase = "lost";
      sinceMs = performance.now();
    } else if (phase === "lost" && passedMs > LOST_MS) {
      nft("flush", "chain", "inet", "loss", "in");
      phase = "after";
      sinceMs = performance.now();
    } else if (phase === "after" && passedMs > AFTER_MS) break;
  }
}
await camera.close();
await server.stop();
process.exit(0);
