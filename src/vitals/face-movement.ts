import { REFUSALS } from "../base/refusal.ts";
import type { TraceFrame } from "../base/trace-frame.ts";
import type { MovementEventMessage, MovementMessage, MovementValue } from "../wire/movement.ts";
import type { FaceVisibility } from "../movement/face-visibility.ts";
import { planMovementEngine } from "../movement/movement-engine.ts";

import { round } from "./rounding.ts";

/** Stretches of the trace are sent in pieces of about so many samples, half a second. */
const STRETCH_SAMPLES = 5;
const COVERING = new Set(["not-skin", "outside"]);

export interface FaceMovement {
  /** Takes a frame, in order; one whose face is foretold tells nothing. Returns the messages that became due. */
  push(frame: TraceFrame): (MovementMessage | MovementEventMessage)[];
  read(tMs: number): MovementValue;
}

/** Plans what a bed says of the movement of its patient's face. `regions`: names of the patches, as in the traces. */
export function planFaceMovement(bed: string, regions: readonly string[]): FaceMovement {
  const engine = planMovementEngine();
  const visibilityOf = planVisibility(regions);
  let visibility: FaceVisibility = { mouthVisible: true, eyesVisible: true };
  let samples = 0;
  return {
    push(frame) {
      if (frame.mesh === undefined || (frame.mesh === null && frame.head)) return [];
      if (frame.refusals) visibility = visibilityOf(frame.refusals, frame.mouthCovered ?? false);
      engine.push(frame.tMs, frame.mesh, visibility);
      const messages: (MovementMessage | MovementEventMessage)[] = engine
        .takeEvents()
        .map(({ tMs, event }) => ({ kind: "movement-event", bed, tMs: round(tMs, 2), event }));
      if (++samples < STRETCH_SAMPLES) return messages;
      samples = 0;
      const stretch = engine.takeTrace();
      if (stretch) {
        const channels = stretch.channels.map((channel) => channel.map((value) => roundOrNull(value)));
        messages.push({ kind: "movement", bed, tMs: stretch.tMs, stepMs: stretch.stepMs, channels });
      }
      return messages;
    },
    read(tMs) {
      const { blinksPerMin, ...degrees } = engine.read(tMs);
      const rounded = Object.entries(degrees).map(([name, value]) => [name, roundOrNull(value)]);
      return { ...Object.fromEntries(rounded), blinksPerMin: blinksPerMin === null ? null : round(blinksPerMin, 1) };
    },
  };
}

function roundOrNull(value: number | null): number | null {
  return value === null ? null : round(value, 3);
}

/** Plans the judgement of what can be seen from the patches' refusals; the rule stands at FaceVisibility. */
function planVisibility(regions: readonly string[]): (refusals: Uint8Array, mouthCovered: boolean) => FaceVisibility {
  const at = (...names: string[]) => names.map((name) => regions.indexOf(name));
  const lowest = at("right-cheek-4", "left-cheek-4");
  const lower = at("right-cheek-3", "left-cheek-3", "right-cheek-4", "left-cheek-4");
  const eyes = at("forehead-7", "forehead-8", "right-cheek-2", "left-cheek-2");
  return (refusals, mouthCovered) => {
    const covered = (region: number) => COVERING.has(REFUSALS[refusals[region] ?? 0]);
    const hidden = (of: readonly number[]) => of.filter(covered).length;
    return {
      mouthVisible: !mouthCovered && hidden(lowest) < 2 && hidden(lower) < 3,
      eyesVisible: hidden(eyes) < 4,
    };
  };
}
