import { join } from "node:path";

import type { OrderAnswer } from "../wire/alarm-messages.ts";
import type { AlarmMessage } from "../wire/messages.ts";
import { noteOf } from "../wire/note-codes.ts";
import type {
  KeptRecording,
  RecordingCommand,
  RecordingMessage,
  RecordingOrder,
  RecordingRequest,
} from "../wire/recording.ts";

import type { BedPlan } from "./bed-plan.ts";
import { shownAddress } from "./configuration/source-secret.ts";
import type { RecordingMemory } from "./recording-memory.ts";

/** After so long without it nobody knows whether the same patient still lies there. */
const GOES_ON_WITHIN_MS = 3_600_000;
/** How often the length of a recording is kept. */
const KEPT_EVERY_MS = 10_000;

/** Knows which beds are to be recorded, whatever becomes of their processes, or of the station, meanwhile. */
export interface RecordingDesk {
  /** Begins or ends a bed's recording, as the bed's own messages then tell. */
  obey(bed: string, request: RecordingRequest): Omit<OrderAnswer, "recorded">;
  /** What a bed's process says of its recording, as the whole of it stands: earlier processes' shares are added. */
  heard(message: RecordingMessage): RecordingMessage;
  /** Passes an alarm of a bed that is being recorded on to its recording. */
  alarmed(message: AlarmMessage): void;
  /** What a new process of a bed is told: to go on with the recording, where there is one. */
  greeting(plan: BedPlan): readonly RecordingCommand[];
  forget(bed: string): void;
}

export interface RecordingDeskPlan {
  /** Parent of the beds' folders, absolute; each is made for its owner alone. */
  readonly folder: string;
  readonly planOf: (bed: string) => BedPlan | undefined;
  readonly tell: (bed: string, command: RecordingCommand) => void;
  readonly publish: (message: RecordingMessage) => void;
  /** What a station before this one has kept. */
  readonly memory: RecordingMemory;
  /** ms since 1970. Default the system's clock. */
  readonly wallMs?: () => number;
}

/** A recording from the user's start to the user's stop. */
interface Wish {
  readonly landmarks: boolean;
  readonly demo: boolean;
  readonly source: string;
  savedMs: number;
  /** Of processes that have ended, and of the one that runs. */
  past: Share;
  now: Share;
}

interface Share {
  readonly lengthMs: number;
  readonly bytes: number;
}

const NOTHING: Share = { lengthMs: 0, bytes: 0 };

export function planRecordingDesk(plan: RecordingDeskPlan): RecordingDesk {
  const { folder, planOf, tell, publish, memory, wallMs = Date.now } = plan;
  const wishes = new Map<string, Wish>();
  /** Of a station that has ended, until the bed is there. */
  const kept = new Map(memory.read().map((recording) => [recording.bed, recording]));
  /** Told to stop; the bed's process may have something left to say of it. */
  const stopping = new Map<string, Wish>();

  function command({ bed, label, source, demo, camera }: BedPlan, request: RecordingRequest): RecordingOrder {
    const { action, landmarks } = request;
    const configuration = { bed, label, source, demo, camera: camera ?? null };
    return { kind: "recording", action, landmarks, folder: join(folder, bed), demo, configuration };
  }

  function whole({ past, now }: Wish): Share {
    return { lengthMs: past.lengthMs + now.lengthMs, bytes: past.bytes + now.bytes };
  }

  function keep(): void {
    const nowMs = wallMs();
    const recordings = [...wishes].map(([bed, wish]): KeptRecording => {
      wish.savedMs = nowMs;
      const { landmarks, demo, source } = wish;
      return { bed, landmarks, demo, source, ...whole(wish), savedMs: nowMs };
    });
    memory.write([...recordings, ...kept.values()]);
  }

  /** Takes up what was recorded of the bed when the station ended, where it is still the same. */
  function takeUp({ bed, demo, source }: BedPlan): void {
    const before = kept.get(bed);
    if (!before || wishes.has(bed)) return;
    kept.delete(bed);
    const { landmarks, lengthMs, bytes, savedMs } = before;
    const isSame = before.demo === demo && before.source === shownAddress(source);
    if (isSame && wallMs() - savedMs <= GOES_ON_WITHIN_MS) {
      wishes.set(bed, { landmarks, demo, source: before.source, savedMs, past: { lengthMs, bytes }, now: NOTHING });
    } else {
      const why = isSame ? "the station was away for more than an hour" : "the bed has another camera now";
      const detail = `The recording ended with the station (${why}): begin it again.`;
      const notes = [noteOf("recording-not-resumed", { why: isSame ? "away" : "other-camera" })];
      publish({ kind: "recording", bed, state: "failed", lengthMs, bytes, detail, notes });
    }
    keep();
  }

  function start(plan: BedPlan, request: RecordingRequest): Omit<OrderAnswer, "recorded"> {
    const { bed, demo } = plan;
    if (wishes.has(bed)) return refused("the bed is being recorded already: stop that first", "recorded-already");
    stopping.delete(bed);
    const { landmarks } = request;
    const source = shownAddress(plan.source);
    wishes.set(bed, { landmarks, demo, source, savedMs: wallMs(), past: NOTHING, now: NOTHING });
    keep();
    publish({ kind: "recording", bed, state: "recording", lengthMs: null, bytes: 0, detail: "" });
    tell(bed, command(plan, request));
    return { accepted: true, detail: "recording begins" };
  }

  function stop(plan: BedPlan, request: RecordingRequest): Omit<OrderAnswer, "recorded"> {
    const { bed } = plan;
    const wish = wishes.get(bed);
    if (!wish) return refused("the bed is not being recorded", "not-recorded");
    wishes.delete(bed);
    keep();
    stopping.set(bed, wish);
    // Where no process runs at the moment, none would say it.
    publish({ kind: "recording", bed, state: "stopped", ...whole(wish), detail: "" });
    tell(bed, command(plan, request));
    return { accepted: true, detail: "recording ends" };
  }

  return {
    obey(bed, request) {
      const plan = planOf(bed);
      if (!plan) return refused("the bed is not ready yet: try again in a moment", "bed-not-ready");
      return request.action === "start" ? start(plan, request) : stop(plan, request);
    },
    heard(message) {
      const { bed, lengthMs, bytes, state } = message;
      const going = wishes.get(bed);
      const wish = going ?? stopping.get(bed);
      if (!wish) return message;
      wish.now = { lengthMs: lengthMs ?? wish.now.lengthMs, bytes: Math.max(bytes, wish.now.bytes) };
      const told = { ...message, ...whole(wish) };
      if (state === "failed") {
        wishes.delete(bed);
        stopping.delete(bed);
        keep();
        return told;
      }
      if (going && wallMs() - wish.savedMs >= KEPT_EVERY_MS) keep();
      if (!going) return { ...told, state: "stopped" };
      // Its process has ended, and nobody asked the recording to.
      if (state !== "stopped") return told;
      const notes = [noteOf("recording-waits", {})];
      return { ...told, state: "recording", detail: "it goes on when the bed is back", notes };
    },
    alarmed(message) {
      if (message.kind !== "alarm" || !wishes.has(message.bed)) return;
      tell(message.bed, { kind: "recording", action: "alarm", alarm: message });
    },
    greeting(plan) {
      takeUp(plan);
      const wish = wishes.get(plan.bed);
      if (!wish) return [];
      wish.past = whole(wish);
      wish.now = NOTHING;
      return [command(plan, { action: "start", landmarks: wish.landmarks })];
    },
    forget(bed) {
      wishes.delete(bed);
      stopping.delete(bed);
      kept.delete(bed);
      keep();
    },
  };
}

function refused(
  detail: string,
  code: "recorded-already" | "not-recorded" | "bed-not-ready",
): Omit<OrderAnswer, "recorded"> {
  return { accepted: false, detail, notes: [noteOf(code, {})] };
}
