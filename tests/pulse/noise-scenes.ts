import { planNormal } from "../dsp/seeded-noise.ts";

import { randomWalk } from "./estimator-run.ts";
import { FPS, type Rgb, type SkinScene } from "./skin-traces.ts";

/** What wanders beside the noise of the sensor: nothing, each patch by itself, the light on all of them, or its colour. */
export const NOISE_KINDS = ["sensor", "patches", "light", "colour"] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

/** Steps a frame, relative: 0.2 to 0.5 % within a second. */
const STEP = { sensor: 0, patches: 0.0004, light: 0.001, colour: 0.0003 } as const;

/** Skin without a pulse. */
export function noiseScene(kind: NoiseKind, seed: number, seconds: number): SkinScene {
  const frames = seconds * FPS + 1;
  const normal = planNormal(seed * 7919);
  const walks = Array.from({ length: 18 }, () => randomWalk(normal, STEP[kind], frames));
  const walkOf = (region: number, c: number) => {
    if (kind === "patches") return walks[3 * region + c];
    return walks[kind === "colour" ? c : 0];
  };
  return {
    seconds,
    seed,
    noise: 0.002,
    light: (tS, region): Rgb => {
      const frame = Math.round(tS * FPS);
      return [walkOf(region, 0)(frame), walkOf(region, 1)(frame), walkOf(region, 2)(frame)];
    },
  };
}
