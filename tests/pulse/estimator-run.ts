import type { TraceKind } from "../../src/pulse/projection.ts";
import { type PulseReading, planPulseEstimator } from "../../src/pulse/pulse-estimator.ts";

import { patchNames, type SkinScene, skinFrames } from "./skin-traces.ts";

/** What is known of the pulse at the end of each second of a scene. */
export function pulseReadings(scene: SkinScene, kind: TraceKind = "colour"): PulseReading[] {
  const estimator = planPulseEstimator(patchNames(scene.regions), kind);
  const readings: PulseReading[] = [];
  for (const frame of skinFrames(scene)) {
    while (frame.tMs > (readings.length + 1) * 1000) readings.push(estimator.read());
    estimator.push(frame, () => undefined);
  }
  readings.push(estimator.read());
  return readings;
}

/**
 * A pulse with the harmonics of its rate: systole keeps its length, so that a slow heart's beat fills a smaller part of its
 * period and 2f is strong.
 */
export function naturalPulse(rateBpm: number, amplitude: number): (tS: number) => number {
  const turn = (2 * Math.PI * rateBpm) / 60;
  const second = Math.min(0.8, Math.max(0.15, 0.15 + (70 - rateBpm) / 60));
  return (tS) =>
    amplitude *
    (Math.sin(turn * tS) + second * Math.sin(2 * turn * tS - 0.6) + (second / 3) * Math.sin(3 * turn * tS - 1));
}

/** A walk in steps of `step`, one a frame; relative change, the same for the same seed. */
export function randomWalk(normal: () => number, step: number, frames: number): (frame: number) => number {
  const values = new Float64Array(frames);
  for (let i = 1; i < frames; i++) values[i] = values[i - 1] + step * normal();
  return (frame) => values[Math.min(frame, frames - 1)];
}
