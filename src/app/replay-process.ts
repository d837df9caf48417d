import { setPriority } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";

import { AfarError } from "../base/errors.ts";
import type { BedMessage, OutlineMessage, WaveMessage } from "../wire/messages.ts";
import type { MovementEventMessage } from "../wire/movement.ts";
import { noteOf } from "../wire/note-codes.ts";
import type { ReplaySecond } from "../wire/replay.ts";
import { cacheDirectory, prepareModels } from "../inference/model-cache.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { isRecordedRun, openRuns } from "../bed/recording/recorded-run.ts";
import { replayRecording } from "../bed/replay.ts";
import { readTruthFile } from "../evaluate/truth-file.ts";
import { PULSE_RULES, RESPIRATION_RULES } from "../evaluate/vital-rules.ts";

import { endWithParent } from "./heartbeat.ts";
import { planReplayFigures, toldTruth } from "./replay-figures.ts";
import { keepLines } from "./replay-lines.ts";
import {
  REPLAY_BEGINS,
  REPLAY_VARIABLE,
  type ReplayAnswer,
  type ReplayPlan,
  type ReplayProgress,
  type ReplayQuestion,
} from "./replay-messages.ts";

/**
 * The process of one replay: the bed's pipeline runs here over a recording, as fast as it can, and each second that it told is
 * kept. The station forks it with its plan in the environment and asks it for seconds; it ends with the station.
 */

/** Beds that watch patients come first on a box that has too much to do. */
const PATIENCE = 10;
const TELL_EVERY_MS = 250;
/** A longer recording is replayed as far as this. */
const MOST_SECONDS = 6 * 3600;

const plan = JSON.parse(process.env[REPLAY_VARIABLE] ?? "") as ReplayPlan;
const lines = keepLines();
let progress = REPLAY_BEGINS;
let toldMs = Number.NEGATIVE_INFINITY;

function send(answer: ReplayAnswer): void {
  // Without a station there is nobody to replay for.
  process.send?.(answer, (error: Error | null) => error && process.exit(0));
}

function tell(change: Partial<ReplayProgress>): void {
  progress = { ...progress, ...change };
  toldMs = performance.now();
  send({ kind: "progress", progress });
}

const truth = openTruth();
const figures = planReplayFigures(truth);

function openTruth() {
  if (plan.truthPath === null) return null;
  try {
    return readTruthFile(plan.truthPath);
  } catch (error) {
    // A replay is worth having without it.
    const sentence = error instanceof AfarError ? error.message : "the truth beside the recording cannot be read";
    progress = { ...progress, notices: [sentence] };
    return null;
  }
}

process.on("message", (question: ReplayQuestion) => {
  const { from } = question;
  const text =
    question.what === "overview"
      ? JSON.stringify(figures.overview(from))
      : `{"from":${from},"seconds":[${lines.read(from, question.count).join(",")}]}`;
  send({ kind: "answer", question: question.question, text });
});
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => undefined);
endWithParent();
setPriority(PATIENCE);
try {
  await run();
} catch (error) {
  const known = error instanceof AfarError;
  const notes = [noteOf("failure", { code: known ? error.code : "INTERNAL" })];
  tell({ state: "failed", fault: known ? error.message : "a fault inside Afar stopped the replay", notes });
  if (!known) process.stderr.write(`replay: ${error instanceof Error ? error.stack : error}\n`);
}

async function run(): Promise<void> {
  const replay = replayRecording(plan.path, {
    startS: 0,
    seconds: null,
    pace: null,
    createTracker: async () => createFaceTracker(await prepareModels(cacheDirectory(process.env))),
  });
  tell({
    durationMs: replay.durationMs,
    notices: [...progress.notices, ...replay.notices],
    demo: isRecordedRun(plan.path) ? (openRuns(plan.path)[0]?.facts.demo ?? null) : null,
    truth: {
      pulse: toldTruth(truth?.pulse ?? null, PULSE_RULES),
      respiration: toldTruth(truth?.respiration ?? null, RESPIRATION_RULES),
    },
  });
  const take = planSeconds();
  for await (const message of replay.messages) {
    const second = take(message);
    if (second === null) continue;
    lines.push(JSON.stringify(second));
    figures.push(second.vitals);
    if (lines.count === MOST_SECONDS) {
      tell({ notices: [...progress.notices, `only the first ${MOST_SECONDS / 3600} hours are replayed`] });
      break;
    }
    if (performance.now() - toldMs >= TELL_EVERY_MS) tell({ seconds: lines.count });
    // Questions are heard between two seconds.
    await nextTurn();
  }
  const fault = replay.endError();
  if (!fault) return tell({ state: "done", fault: null, seconds: lines.count });
  const notes = [noteOf("failure", { code: fault.code })];
  tell({ state: "failed", fault: fault.message, notes, seconds: lines.count });
}

/** Gathers what is told from second to second. */
function planSeconds(): (message: BedMessage) => ReplaySecond | null {
  let waves: WaveMessage[] = [];
  let events: MovementEventMessage[] = [];
  let outline: OutlineMessage | null = null;
  return (message) => {
    if (message.kind === "wave") waves.push(message);
    if (message.kind === "movement-event") events.push(message);
    if (message.kind === "outline") outline = message;
    if (message.kind !== "vitals") return null;
    const second = { vitals: message.vitals, waves, outline, events };
    waves = [];
    events = [];
    outline = null;
    return second;
  };
}
