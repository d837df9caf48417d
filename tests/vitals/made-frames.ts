import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import { traceFrame } from "../traces/made-trace-frames.ts";
import { FPS, PULSE_VECTOR, type Rgb, SKIN } from "../pulse/skin-traces.ts";

export const PATCH_NAMES = ["patch-1", "patch-2", "patch-3", "patch-4", "patch-5", "patch-6"];

export interface BedScene {
  readonly seconds: number;
  /** Frames a second; 30 unless told. */
  readonly fps?: number;
  /** Relative change of light by blood, times `PULSE_VECTOR`; none: a photo. */
  readonly pulse?: (tS: number) => number;
  /** Relative change of R, G, B in a patch beside the pulse. */
  readonly light?: (tS: number, patch: number) => Rgb;
  /** Standard deviation of the relative noise of each patch and colour; 0.003 unless told. */
  readonly noise?: number;
  readonly seed?: number;
  /** Factor on all colours. */
  readonly brightness?: number;
  /** Where the head is, px; null while no face is seen. A still head unless told. */
  readonly head?: (tS: number) => TraceFrame["head"];
  readonly usable?: (patch: number, tS: number) => boolean;
  /** False for a frame that never arrives. */
  readonly arrives?: (tS: number) => boolean;
}

const STILL_HEAD = { xPx: 320, yPx: 240, widthPx: 200 };

/** The frames of a scene. A patch is unusable while no face is seen. */
export function bedFrames(scene: BedScene): TraceFrame[] {
  const { seconds, fps = FPS, noise = 0.003, brightness = 1 } = scene;
  const normal = planNormal(scene.seed ?? 1);
  const frames: TraceFrame[] = [];
  for (let n = 0; n < seconds * fps; n++) {
    const tS = n / fps;
    const head = scene.head ? scene.head(tS) : STILL_HEAD;
    const blood = scene.pulse?.(tS) ?? 0;
    const colours = PATCH_NAMES.map((_, patch): Rgb | null => {
      const light = scene.light?.(tS, patch) ?? [0, 0, 0];
      const colour = SKIN.map(
        (mean, c) => brightness * mean * (1 + blood * PULSE_VECTOR[c]) * (1 + light[c]) * (1 + noise * normal()),
      ) as unknown as Rgb;
      return head && (scene.usable?.(patch, tS) ?? true) ? colour : null;
    });
    if (scene.arrives && !scene.arrives(tS)) continue;
    frames.push({ ...traceFrame(tS * 1000, colours, { head }), durationMs: 1000 / fps });
  }
  return frames;
}

/** A pulse as skin shows it: a second harmonic of a fifth of the amplitude. */
export function heart(rateBpm: number, amplitude = 0.006): (tS: number) => number {
  const turn = (2 * Math.PI * rateBpm) / 60;
  return (tS) => amplitude * (Math.sin(turn * tS) + 0.2 * Math.sin(2 * turn * tS));
}
