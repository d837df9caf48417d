import { writeFileSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import type { BedMessage, StatusMessage } from "../wire/messages.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { runBed } from "../bed/bed-pipeline.ts";

import type { BedPlan } from "./bed-plan.ts";
import { endWithParent, type Heartbeat, startHeartbeat } from "./heartbeat.ts";
import { planPace } from "./pace.ts";
import { openSource } from "./source-address.ts";

/**
 * The process of one bed: frames, inference and signals run here, and only messages leave. It is forked by the station with
 * its plan as the one argument, and ends with it.
 */

/** Exit code of a bed that has said itself why its source is lost or over, told apart from the 1 of a crash. */
const SOURCE_LOST_EXIT = 3;
/** The analysis shows its first value by about this time; until then a bar tells how far it is. */
const WARM_UP_MS = 10_000;
/** Part of the bar that is full once the source is open. */
const OPENED_SHARE = 0.5;

const plan = JSON.parse(process.argv[2]) as BedPlan;

function send(message: BedMessage | Heartbeat): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) return resolve();
    process.send(message, (error: Error | null) => {
      // Without a station there is nobody to measure for.
      if (error) process.exit(0);
      resolve();
    });
  });
}

function status(state: StatusMessage["state"], detail: string, progress: number | null): Promise<void> {
  return send({ kind: "status", bed: plan.bed, state, detail, progress });
}

/** Tells of the rendering, at most once for every percent. */
function renderingStatus(): (share: number) => void {
  let told = 0;
  return (share) => {
    if (share < told + 0.01) return;
    told = share;
    void status("preparing", "rendering the demonstration", OPENED_SHARE * share);
  };
}

async function run(): Promise<void> {
  const cacheDir = cacheDirectory(process.env);
  await status("preparing", "preparing the face models", 0);
  const tracker = await createFaceTracker(await prepareModels(cacheDir));
  await status("preparing", "opening the source", OPENED_SHARE / 10);
  const source = await openSource(plan.source, cacheDir, renderingStatus());
  let warm = false;
  try {
    for await (const message of runBed(plan.bed, source, tracker, { wait: planPace(1), sheds: true })) {
      await send(message);
      if (message.kind !== "vitals" || warm) continue;
      const { tMs, pulse } = message.vitals;
      warm = pulse.rateBpm !== null || tMs >= WARM_UP_MS;
      if (warm) await status("running", "", null);
      else await status("preparing", "looking for the pulse", OPENED_SHARE + ((1 - OPENED_SHARE) * tMs) / WARM_UP_MS);
    }
  } finally {
    source.close();
  }
  await status("source-lost", source.endError?.message ?? "the recording has ended", null);
}

/** Under a shortage of memory the system ends a bed before it ends the station. */
function offerToOutOfMemoryKiller(): void {
  try {
    writeFileSync("/proc/self/oom_score_adj", "500");
  } catch {
    // Not on Linux, or not allowed: the station's own limit remains.
  }
}

process.on("disconnect", () => process.exit(0));
endWithParent();
startHeartbeat((heartbeat) => void send(heartbeat));
offerToOutOfMemoryKiller();
// The station ends its beds itself: a Ctrl-C in the terminal reaches them too and must not look like a crash.
process.on("SIGINT", () => undefined);
try {
  await run();
  process.exitCode = SOURCE_LOST_EXIT;
} catch (error) {
  const known = error instanceof AfarError;
  await status("source-lost", known ? error.message : "a fault inside Afar stopped the bed; it is started again", null);
  if (!known) process.stderr.write(`bed ${plan.bed}: ${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = known ? SOURCE_LOST_EXIT : 1;
}
process.disconnect?.();
