import { join } from "node:path";

import type { OrderAnswer } from "../wire/alarm-messages.ts";
import type { RecordingCommand, RecordingMessage, RecordingRequest } from "../wire/recording.ts";

import type { BedPlan } from "./bed-plan.ts";

/** Knows which beds are to be recorded, whatever becomes of their processes meanwhile. */
export interface RecordingDesk {
  /** Begins or ends a bed's recording, as the bed's own messages then tell. */
  obey(bed: string, request: RecordingRequest): Pick<OrderAnswer, "accepted" | "detail">;
  /** What a bed's process says of its recording, as the whole of it stands: earlier processes' shares are added. */
  heard(message: RecordingMessage): RecordingMessage;
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
}

/** A recording from the user's start to the user's stop. */
interface Wish {
  readonly landmarks: boolean;
  /** Of processes that have ended, and of the one that runs. */
  past: Share;
  now: Share;
}

interface Share {
  readonly lengthMs: number;
  readonly bytes: number;
}

const NOTHING: Share = { lengthMs: 0, bytes: 0 };

export function planRecordingDesk({ folder, planOf, tell, publish }: RecordingDeskPlan): RecordingDesk {
  const wishes = new Map<string, Wish>();
  /** Told to stop; the bed's process may have something left to say of it. */
  const stopping = new Map<string, Wish>();

  function command({ bed, label, source, demo, camera }: BedPlan, request: RecordingRequest): RecordingCommand {
    const { action, landmarks } = request;
    const configuration = { bed, label, source, demo, camera: camera ?? null };
    return { kind: "recording", action, landmarks, folder: join(folder, bed), demo, configuration };
  }

  function whole({ past, now }: Wish): Share {
    return { lengthMs: past.lengthMs + now.lengthMs, bytes: past.bytes + now.bytes };
  }

  function start(plan: BedPlan, request: RecordingRequest): Pick<OrderAnswer, "accepted" | "detail"> {
    const { bed } = plan;
    if (wishes.has(bed)) return { accepted: false, detail: "the bed is being recorded already: stop that first" };
    stopping.delete(bed);
    wishes.set(bed, { landmarks: request.landmarks, past: NOTHING, now: NOTHING });
    publish({ kind: "recording", bed, state: "recording", lengthMs: null, bytes: 0, detail: "" });
    tell(bed, command(plan, request));
    return { accepted: true, detail: "recording begins" };
  }

  function stop(plan: BedPlan, request: RecordingRequest): Pick<OrderAnswer, "accepted" | "detail"> {
    const { bed } = plan;
    const wish = wishes.get(bed);
    if (!wish) return { accepted: false, detail: "the bed is not being recorded" };
    wishes.delete(bed);
    stopping.set(bed, wish);
    // Where no process runs at the moment, none would say it.
    publish({ kind: "recording", bed, state: "stopped", ...whole(wish), detail: "" });
    tell(bed, command(plan, request));
    return { accepted: true, detail: "recording ends" };
  }

  return {
    obey(bed, request) {
      const plan = planOf(bed);
      if (!plan) return { accepted: false, detail: "the bed is not ready yet: try again in a moment" };
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
        return told;
      }
      if (!going) return { ...told, state: "stopped" };
      // Its process has ended, and nobody asked the recording to.
      return state === "stopped" ? { ...told, state: "recording", detail: "it goes on when the bed is back" } : told;
    },
    greeting(plan) {
      const wish = wishes.get(plan.bed);
      if (!wish) return [];
      wish.past = whole(wish);
      wish.now = NOTHING;
      return [command(plan, { action: "start", landmarks: wish.landmarks })];
    },
    forget(bed) {
      wishes.delete(bed);
      stopping.delete(bed);
    },
  };
}
