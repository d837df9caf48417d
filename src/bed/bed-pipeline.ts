import type { Frame } from "../base/frame.ts";
import type { TraceFrame } from "../base/trace-frame.ts";
import type { ViewZone } from "../base/view-zone.ts";
import type { BedCommand, BedMessage, StatusMessage } from "../wire/messages.ts";
import type { CameraSource, CameraState } from "../frame/camera-source.ts";
import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import type { NeuralWitness } from "../neural/neural-witness.ts";
import { type PatientEngine, planPatientEngine } from "../vitals/patient-engine.ts";

import { planFaceOutline } from "./face-outline.ts";
import { planFrameAnalyser } from "./frame-analysis.ts";
import { type Effort, planLoadShedding } from "./load-shedding.ts";
import type { TraceWatch } from "./trace-watch.ts";

/** Awaited with each frame's time before it is used, where a recording is shown at some speed. */
export type ReplayWait = (tMs: number) => Promise<unknown>;

/** Whose bed it is. */
export interface BedPatient {
  /** Where in the upright view the patient is looked for; null: everywhere, the largest face. */
  readonly zone: ViewZone | null;
  /** What users have said since the last call; asked before each frame. */
  takeCommands?(): readonly BedCommand[];
}

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
  patient?: BedPatient,
  network: NeuralWitness | null = null,
): AsyncGenerator<BedMessage> {
  const steps = planSteps(bed, tracker, watch, patient, network);
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
  patient?: BedPatient,
  network: NeuralWitness | null = null,
): AsyncGenerator<BedMessage> {
  const steps = planSteps(bed, tracker, watch, patient, network);
  const shedding = planLoadShedding(network !== null);
  let endMs = 0;
  let toldMs = 0;
  let usedMs = 0;
  let dropped = 0;
  let leftOutFrames = 0;
  let leftOutKeyframe = false;
  for (let turn = await camera.next(); turn; turn = await camera.next()) {
    if (turn.kind === "state") yield statusOf(bed, turn.state);
    else if (turn.kind === "silence") yield* steps.advance(turn.tMs);
    else {
      const { frame, lagMs } = turn;
      const { tMs } = frame;
      endMs = tMs + frame.durationMs;
      dropped += turn.droppedFrames;
      leftOutFrames += turn.crowdedOutFrames;
      const used = shedding.step(tMs, lagMs);
      if (!used) {
        leftOutFrames++;
        leftOutKeyframe ||= frame.keyframe;
      }
      if (tMs - toldMs >= 1000) {
        toldMs = tMs;
        const { lagMs: largestMs, usedLagMs, skippedFrames } = shedding.take();
        const skipped = skippedFrames + dropped;
        yield {
          kind: "load",
          bed,
          tMs,
          lagMs: Math.round(largestMs),
          usedLagMs: usedLagMs === null ? null : Math.round(usedLagMs),
          shed: shedding.effort.shed,
          skippedFrames: skipped,
        };
        dropped = 0;
      }
      if (!used) continue;
      if (tMs - usedMs > FORGET_FACE_MS) tracker.reset();
      usedMs = tMs;
      // The first picture that shows what a keyframe repainted.
      const keyframe = frame.keyframe || leftOutKeyframe;
      yield* steps.use(frame, shedding.effort, { lagMs, keyframe, ...(leftOutFrames > 0 && { leftOutFrames }) });
      leftOutFrames = 0;
      leftOutKeyframe = false;
    }
  }
  yield* steps.advance(endMs);
}

/** What every bed does with a frame. */
function planSteps(
  bed: string,
  tracker: FaceTracker,
  watch: TraceWatch | undefined,
  patient: BedPatient = { zone: null },
  network: NeuralWitness | null = null,
) {
  const analyser = planFrameAnalyser(tracker, network);
  const engine = planPatientEngine(bed, analyser.regions);
  let { zone } = patient;
  const outline = planFaceOutline(bed);
  watch?.begin(analyser.regions);

  function obey(command: BedCommand): void {
    watch?.command(command);
    tellIdentity(engine, command);
    if (command.kind === "zone") zone = command.zone;
  }

  return {
    async *use(
      frame: Frame,
      effort?: Effort,
      haste?: Pick<TraceFrame, "lagMs" | "leftOutFrames" | "keyframe">,
    ): AsyncGenerator<BedMessage> {
      const { tMs, widthPx, heightPx, rotationDeg } = frame;
      for (const command of patient.takeCommands?.() ?? []) obey(command);
      const open = engine.identity.state.patient === "unconfirmed";
      const { trace: seen, face } = await analyser.analyse(frame, effort, { zone, open });
      const trace = haste ? { ...seen, ...haste } : seen;
      watch?.frame(trace);
      const before = engine.identity.state.person;
      yield* engine.push(trace);
      // What it remembers is another one's.
      if (engine.identity.state.person !== before) network?.reset();
      const drawn = outline.step(tMs, { widthPx, heightPx, rotationDeg }, face);
      if (drawn) yield drawn;
    },
    advance(tMs: number): BedMessage[] {
      watch?.passed(tMs);
      return engine.advance(tMs);
    },
  };
}

/** What a user's word changes in whose values these are. */
export function tellIdentity({ identity }: PatientEngine, command: BedCommand): void {
  if (command.kind === "confirm-patient") identity.confirm();
  else if (command.kind === "new-patient") identity.renew();
  else identity.ask("zone-changed");
}

function statusOf(bed: string, { state, detail, notes }: CameraState): StatusMessage {
  const states = { connecting: "preparing", streaming: "running", lost: "source-lost" } as const;
  return { kind: "status", bed, state: states[state], detail, ...(notes && { notes: [...notes] }), progress: null };
}
