import type { TraceFrame } from "../../src/base/trace-frame.ts";
import type { WaveMessage } from "../../src/wire/messages.ts";
import type { Vitals } from "../../src/wire/vitals.ts";
import type { TraceKind } from "../../src/pulse/projection.ts";
import { planVitalsEngine, type VitalsOutput } from "../../src/vitals/vitals-engine.ts";

import { type BedScene, bedFrames, PATCH_NAMES } from "./made-frames.ts";

/** All that a bed says about the frames, to the end of the last one. */
export function runEngine(
  frames: readonly TraceFrame[],
  regions: readonly string[] = PATCH_NAMES,
  kind: TraceKind = "colour",
): VitalsOutput[] {
  const engine = planVitalsEngine("1", regions, kind);
  const outputs = frames.flatMap((frame) => engine.push(frame));
  const last = frames.at(-1);
  return last ? [...outputs, ...engine.advance(last.tMs + last.durationMs)] : outputs;
}

export function runScene(scene: BedScene): VitalsOutput[] {
  return runEngine(bedFrames(scene));
}

export function vitalsOf(outputs: readonly VitalsOutput[]): Vitals[] {
  return outputs.flatMap((output) => (output.kind === "vitals" ? [output.vitals] : []));
}

export function wavesOf(outputs: readonly VitalsOutput[]): WaveMessage[] {
  return outputs.flatMap((output) => (output.kind === "wave" ? [output] : []));
}

/** Whether a rate is shown that is not yesterday's. */
export function isLive({ pulse }: Vitals): boolean {
  return pulse.rateBpm !== null && !pulse.held;
}
