import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import { planTraceBuffer, type TraceBuffer } from "../../src/traces/trace-buffer.ts";
import { traceFrame } from "../traces/made-trace-frames.ts";

export type Rgb = readonly [number, number, number];

/** Relative pulsatility of R, G and B (de Haan and Jeanne 2013). */
export const PULSE_VECTOR: Rgb = [0.33, 0.77, 0.53];
export const SKIN: Rgb = [170, 120, 95];
export const FPS = 30;

export interface SkinScene {
  readonly seconds: number;
  readonly regions?: number;
  /** Relative change of light by blood, times `PULSE_VECTOR`. */
  readonly pulse?: (tS: number) => number;
  /** Relative change of R, G, B in a region beside the pulse. */
  readonly light?: (tS: number, region: number) => Rgb;
  /** Relative change of R, G, B of the room; none: no room is seen. */
  readonly room?: (tS: number) => Rgb;
  /** Standard deviation of the relative noise of each region and colour. */
  readonly noise?: number;
  readonly seed?: number;
  /** Factor on all colours: the strength of the light. */
  readonly brightness?: number;
  readonly usable?: (region: number, frame: number) => boolean;
  readonly keyframeEvery?: number;
  /** False for a frame that never arrives. */
  readonly arrives?: (tS: number) => boolean;
}

/** Names of a scene's patches. */
export function patchNames(regions = 6): string[] {
  return Array.from({ length: regions }, (_, i) => `patch-${i + 1}`);
}

/** Traces of skin patches at 30 frames a second, each frame pushed and then shown to `onFrame`. */
export function skinTraces(scene: SkinScene, onFrame: (traces: TraceBuffer) => void = () => undefined): TraceBuffer {
  const traces = planTraceBuffer(patchNames(scene.regions), 1024);
  for (const frame of skinFrames(scene)) {
    traces.push(frame);
    onFrame(traces);
  }
  return traces;
}

/** The frames of a scene, the one at its end included. */
export function* skinFrames(scene: SkinScene): Generator<TraceFrame> {
  const { seconds, regions = 6, brightness = 1, noise = 0 } = scene;
  const normal = planNormal(scene.seed ?? 1);
  const still: Rgb = [0, 0, 0];
  for (let frame = 0; frame <= seconds * FPS; frame++) {
    const tS = frame / FPS;
    const blood = scene.pulse?.(tS) ?? 0;
    const colours = Array.from({ length: regions }, (_, region) => {
      const light = scene.light?.(tS, region) ?? still;
      const colour = SKIN.map(
        (mean, c) => brightness * mean * (1 + blood * PULSE_VECTOR[c]) * (1 + light[c]) * (1 + noise * normal()),
      ) as unknown as Rgb;
      return (scene.usable?.(region, frame) ?? true) ? colour : null;
    });
    if (scene.arrives && !scene.arrives(tS)) continue;
    const room = scene.room?.(tS);
    yield traceFrame((frame * 1000) / FPS, colours, {
      keyframe: scene.keyframeEvery ? frame % scene.keyframeEvery === 0 : false,
      room: room ? [80 * (1 + room[0]), 90 * (1 + room[1]), 100 * (1 + room[2])] : null,
    });
  }
}

/** A sinusoid of the given amplitude. */
export function sine(hz: number, amplitude: number, phase = 0): (tS: number) => number {
  return (tS) => amplitude * Math.sin(2 * Math.PI * hz * tS + phase);
}

/** Seconds of the first `count` samples, at the middle of their cells. */
export function sampleTimesS(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => (i + 0.5) / 30);
}
