import { LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import type { TissueMotion } from "../../src/base/tissue-motion.ts";
import type { TraceFrame } from "../../src/base/trace-frame.ts";
import type { WaveMessage } from "../../src/wire/messages.ts";
import { planTraceBuffer } from "../../src/traces/trace-buffer.ts";
import type { HeadPlace } from "../../src/respiration/chest-place.ts";
import { HEAD, type Movement, planMeasurements } from "../respiration/made-motion.ts";
import { type BreathingSecond, planBreathing } from "../../src/vitals/breathing.ts";

const FOREHEAD = 10;
const CHIN = 152;

export interface BreathingScene {
  readonly seconds: number;
  readonly movement: Movement;
  /** Where the head is; `HEAD` unless told. */
  readonly head?: (tS: number) => HeadPlace | null;
  /** Frames a second, 30 unless told, of which every third, unless told, is measured. */
  readonly fps?: number;
  readonly every?: number;
  /** False for a frame that never arrives. */
  readonly arrives?: (tS: number) => boolean;
  /** True at seconds before which frames came at more than one pace. */
  readonly mixed?: (tS: number) => boolean;
  /** What the camera makes of a measurement. */
  readonly seenAs?: (motion: TissueMotion) => TissueMotion;
}

/** A stretch of the wave and the time of the frame with which it came. */
export interface Arrival {
  readonly atMs: number;
  readonly message: WaveMessage;
}

export interface BreathingRun {
  readonly arrivals: readonly Arrival[];
  /** What was said at 1, 2, ... s. */
  readonly seconds: readonly BreathingSecond[];
}

/** All that planBreathing says of a scene, asked at whole seconds before the frames from then on, as the engine does. */
export function runBreathing(scene: BreathingScene): BreathingRun {
  const { fps = 30, every = 3, arrives = () => true, seenAs = (motion) => motion, head: headAt = () => HEAD } = scene;
  const traces = planTraceBuffer(["cheek"], 1024);
  const breathing = planBreathing("7", traces, "colour");
  const measure = planMeasurements(scene.movement);
  const arrivals: Arrival[] = [];
  const seconds: BreathingSecond[] = [];
  let lastMs = 0;
  for (let n = 0; n <= scene.seconds * fps; n++) {
    const tMs = (1000 * n) / fps;
    const tS = n / fps;
    if (n > 0 && n % fps === 0)
      seconds.push(breathing.read(tMs, [], null, { lost: tMs - lastMs > 1000, mixed: scene.mixed?.(tS) ?? false }));
    if (!arrives(tS)) continue;
    const head = headAt(tS);
    const frame: TraceFrame = {
      tMs,
      durationMs: 1000 / fps,
      keyframe: false,
      rgb: Float64Array.of(100, 100, 100),
      usable: Uint8Array.of(1),
      room: null,
      head: head && { xPx: head.chinXPx, yPx: head.chinYPx, widthPx: head.widthPx },
      mesh: head && { points: meshOf(head), score: 1, widthPx: head.widthPx },
      motion: n % every === 0 ? seenAs(measure(tS)) : null,
    };
    traces.push(frame);
    for (const message of breathing.push(frame)) arrivals.push({ atMs: tMs, message });
    lastMs = tMs;
  }
  return { arrivals, seconds };
}

function meshOf({ topXPx, topYPx, chinXPx, chinYPx }: HeadPlace): Float32Array {
  const points = new Float32Array(3 * LANDMARK_COUNT);
  points.set([topXPx, topYPx], 3 * FOREHEAD);
  points.set([chinXPx, chinYPx], 3 * CHIN);
  return points;
}
