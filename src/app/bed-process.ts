import { writeFileSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import type { Note } from "../base/note.ts";
import type { BedCommand, BedMessage, StatusMessage } from "../wire/messages.ts";
import { noteOf } from "../wire/note-codes.ts";
import type { RecordingCommand } from "../wire/recording.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { runLiveBed } from "../bed/bed-pipeline.ts";

import { type BedPlan, PLAN_VARIABLE } from "./bed-plan.ts";
import { planBedRecording } from "./bed-recording.ts";
import { endWithParent, type Heartbeat, startHeartbeat } from "./heartbeat.ts";
import { bedWitness } from "./model-choice.ts";
import { standBehindStation } from "./process-priority.ts";
import { productVersion } from "./product-version.ts";
import { openSource } from "./source-address.ts";

/**
 * The process of one bed: frames, inference and signals run here, and only messages leave. It is forked by the station with
 * its plan in the environment, and ends with it.
 */

/** Exit code of a bed that has said itself why its source is lost or over, told apart from the 1 of a crash. */
const SOURCE_LOST_EXIT = 3;
/** The analysis shows its first value by about this time; until then a bar tells how far it is. */
const WARM_UP_MS = 10_000;
/** Part of the bar that is full once the source is open. */
const OPENED_SHARE = 0.5;
const FAULT = "a fault inside Afar stopped the bed; it is started again";

const plan = JSON.parse(process.env[PLAN_VARIABLE] ?? "") as BedPlan;
// No program that this one starts needs it.
delete process.env[PLAN_VARIABLE];

/** What the station has told since the last frame. */
const commands: BedCommand[] = [];
const recording = planBedRecording({
  bed: plan.bed,
  source: plan.source,
  version: productVersion(),
  tell: (message) => void send(message),
});

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

function status(state: StatusMessage["state"], detail: string, note: Note, progress: number | null): Promise<void> {
  return send({ kind: "status", bed: plan.bed, state, detail, notes: [note], progress });
}

/** Tells of the rendering, at most once for every percent. */
function renderingStatus(): (share: number) => void {
  let told = 0;
  return (share) => {
    if (share < told + 0.01) return;
    told = share;
    void status(
      "preparing",
      "rendering the demonstration",
      noteOf("rendering-demonstration", {}),
      OPENED_SHARE * share,
    );
  };
}

async function run(): Promise<void> {
  const cacheDir = cacheDirectory(process.env);
  await status("preparing", "preparing the face models", noteOf("preparing-models", {}), 0);
  const tracker = await createFaceTracker(await prepareModels(cacheDir));
  await status("preparing", "opening the source", noteOf("opening-source", {}), OPENED_SHARE / 10);
  const network = plan.network === undefined ? null : await bedWitness(plan.network, process.env);
  const camera = await openSource(plan, cacheDir, renderingStatus());
  const warmUp = planWarmUp();
  try {
    const patient = { zone: plan.zone ?? null, takeCommands: () => commands.splice(0) };
    for await (const message of runLiveBed(plan.bed, camera, tracker, recording, patient, network)) {
      recording.message(message);
      for (const said of warmUp(message)) await send(said);
    }
  } finally {
    recording.close();
    await camera.close();
  }
  await status("source-lost", "the recording has ended", noteOf("source-ended", {}), null);
}

/** Until the first rate, or until it should have come, a bed that streams is still preparing: a bar tells how far it is. */
function planWarmUp(): (message: BedMessage) => BedMessage[] {
  let warm = false;
  let warning: Pick<StatusMessage, "detail" | "notes"> = { detail: "" };
  const preparing = (share: number): StatusMessage => ({
    kind: "status",
    bed: plan.bed,
    state: "preparing",
    detail: "looking for the pulse",
    notes: [noteOf("looking-for-pulse", {})],
    progress: OPENED_SHARE + (1 - OPENED_SHARE) * share,
  });
  return (message) => {
    if (warm) return [message];
    if (message.kind === "status" && message.state === "running") {
      warning = { detail: message.detail, ...(message.notes && { notes: message.notes }) };
      return [preparing(0)];
    }
    if (message.kind !== "vitals") return [message];
    const { tMs, pulse } = message.vitals;
    if (pulse.reason === "source-lost") return [message];
    warm = pulse.rateBpm !== null || tMs >= WARM_UP_MS;
    const state = { kind: "status", bed: plan.bed, state: "running", ...warning, progress: null } as const;
    return [message, warm ? state : preparing(tMs / WARM_UP_MS)];
  };
}

/** Under a shortage of memory the system ends a bed before it ends the station. */
function offerToOutOfMemoryKiller(): void {
  try {
    writeFileSync("/proc/self/oom_score_adj", "500");
  } catch {
    // Not on Linux, or not allowed: the station's own limit remains.
  }
}

process.on("message", (command: BedCommand | RecordingCommand) => {
  if (command.kind === "recording") recording.obey(command);
  else commands.push(command);
});
process.on("disconnect", () => process.exit(0));
// However the process ends, the file is completed.
process.on("exit", () => recording.close());
endWithParent();
startHeartbeat((heartbeat) => void send(heartbeat));
offerToOutOfMemoryKiller();
standBehindStation();
// The station ends its beds itself: a Ctrl-C in the terminal reaches them too and must not look like a crash.
process.on("SIGINT", () => undefined);
try {
  await run();
  process.exitCode = SOURCE_LOST_EXIT;
} catch (error) {
  const known = error instanceof AfarError;
  if (known) await status("source-lost", error.message, noteOf("failure", { code: error.code }), null);
  else await status("source-lost", FAULT, noteOf("bed-fault", {}), null);
  if (!known) process.stderr.write(`bed ${plan.bed}: ${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = known ? SOURCE_LOST_EXIT : 1;
}
process.disconnect?.();
