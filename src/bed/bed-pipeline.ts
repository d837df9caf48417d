import type { Frame } from "../base/frame.ts";
import type { BedMessage, StatusMessage } from "../wire/messages.ts";
import type { CameraSource, CameraState } from "../frame/camera-source.ts";
import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { planVitalsEngine } from "../vitals/vitals-engine.ts";

import { planFaceOutline } from "./face-outline.ts";
import { planFrameAnalyser } from "./frame-analysis.ts";
import { type Effort, planLoadShedding } from "./load-shedding.ts";
import type { TraceWatch } from "./trace-watch.ts";

/** Awaited with each frame's time before it is used, where a recording is shown at some speed. */
export type ReplayWait = (tMs: number) => Promise<unknown>;

/**
 * A recording from frames to messages: frames in order, inference awaited, nothing left out. Time is the source's own, so that
 * the same recording gives the same messages at any speed. `watch` sees the traces that the values rest on.
 */
export async function* runBed(
  bed: string,
  source: FrameSource,
  tracker: FaceTracker,
  wait?: ReplayWait | null,
  watch?: TraceWatch,
): AsyncGenerator<BedMessage> {
  const steps = planSteps(bed, tracker, watch);
  let endMs = 0;
  for (let frame = source.next(); frame; frame = source.next()) {
    endMs = frame.tMs + frame.durationMs;
    if (wait) await wait(frame.tMs);
    yield* steps.use(frame);
  }
  yield* steps.advance(endMs);
}

/** Without a frame for so long the face may be another one, and the picture of another size. */
const FORGET_FACE_MS = 1000;

/**
 * A live bed from turns to messages, for as long as the camera lasts: work is left out rather than fall behind, silence drives
 * the values on to "source-lost", and the camera's state becomes the bed's status.
 */
export async function* runLiveBed(
  bed: string,
  camera: CameraSource,
  tracker: FaceTracker,
  watch?: TraceWatch,
): AsyncGenerator<BedMessage> {
  const steps = planSteps(bed, tracker, watch);
  const shedding = planLoadShedding();
  let endMs = 0;
  let toldMs = 0;
  let usedMs = 0;
  let dropped = 0;
  for (let turn = await camera.next(); turn; turn = await camera.next()) {
    if (turn.kind === "state") yield statusOf(bed, turn.state);
    else if (turn.kind === "silence") yield* steps.advance(turn.tMs);
    else {
      const { frame, lagMs } = turn;
      const { tMs } = frame;
      endMs = tMs + frame.durationMs;
      dropped += turn.droppedFrames;
      const used = shedding.step(tMs, lagMs);
      if (tMs - toldMs >= 1000) {
        toldMs = tMs;
        const { lagMs: largestMs, skippedFrames } = shedding.take();
        const skipped = skippedFrames + dropped;
        yield {
          kind: "load",
          bed,
          tMs,
          lagMs: Math.round(largestMs),
          shed: shedding.effort.shed,
          skippedFrames: skipped,
        };
        dropped = 0;
      }
      if (!used) continue;
      if (tMs - usedMs > FORGET_FACE_MS) tracker.reset();
      usedMs = tMs;
      yield* steps.use(frame, shedding.effort);
    }
  }
  yield* steps.advance(endMs);
}

/** What every bed does with a frame. */
function planSteps(bed: string, tracker: FaceTracker, watch: TraceWatch | undefined) {
  const analyser = planFrameAnalyser(tracker);
  const engine = planVitalsEngine(bed, analyser.regions);
  const outline = planFaceOutline(bed);
  watch?.begin(analyser.regions);
  return {
    async *use(frame: Frame, effort?: Effort): AsyncGenerator<BedMessage> {
      const { tMs, widthPx, heightPx, rotationDeg } = frame;
      const { trace, face } = await analyser.analyse(frame, effort);
      watch?.frame(trace);
      yield* engine.push(trace);
      const drawn = outline.step(tMs, { widthPx, heightPx, rotationDeg }, face);
      if (drawn) yield drawn;
    },
    advance(tMs: number): BedMessage[] {
      watch?.passed(tMs);
      return engine.advance(tMs);
    },
  };
}

function statusOf(bed: string, { state, detail }: CameraState): StatusMessage {
  const states = { connecting: "preparing", streaming: "running", lost: "source-lost" } as const;
  return { kind: "status", bed, state: states[state], detail, progress: null };
}
