import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type FaceLandmarks, LANDMARK_COUNT } from "../../src/base/landmarks.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import type { MovementValue } from "../../src/wire/movement.ts";
import type { FaceVisibility } from "../../src/movement/face-visibility.ts";
import { planMovementEngine } from "../../src/movement/movement-engine.ts";
import type { MovementEvent } from "../../src/movement/movement-event.ts";

/** Mean mesh of four adults at rest, upright, in thousandths of a face width. */
const MEAN: readonly (readonly number[])[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "mean-face.json"), "utf8"),
);
const REST = Float64Array.from(MEAN.flat(), (value) => value / 1000);

/** What a made face does; all 0 at rest. */
export interface Expression {
  /** 0..1 of the closure that the mesh shows of a closed eye: 0.6 of the opening are left. */
  readonly rightEye?: number;
  readonly leftEye?: number;
  /** Distance of the lips as a share of the mouth's width. */
  readonly mouth?: number;
  /** Face widths upwards. */
  readonly rightBrow?: number;
  readonly leftBrow?: number;
  /** Face widths outwards, and half as far upwards. */
  readonly rightSmile?: number;
  readonly leftSmile?: number;
  /** 0..1: brows drawn down and together by 0.03 and 0.02, cheeks, nose and upper lip up by 0.025, lids narrowed by half. */
  readonly grimace?: number;
}

export interface View {
  readonly yawDeg?: number;
  readonly pitchDeg?: number;
  readonly rollDeg?: number;
  readonly widthPx?: number;
  /** Standard deviation of each landmark's own jitter from frame to frame in x and y, pixels. */
  readonly jitterPx?: number;
}

const UPPER_LIDS = { right: [160, 158, 159, 161, 157], left: [387, 385, 386, 388, 384] };
const LOWER_LIDS = { right: [144, 153, 145, 163, 154], left: [373, 380, 374, 390, 381] };
const BROWS = {
  right: [70, 63, 105, 66, 107, 46, 53, 52, 65, 55],
  left: [300, 293, 334, 296, 336, 276, 283, 282, 295, 285],
};
const LOWER_JAW = [14, 17, 84, 314, 91, 321, 152, 148, 377];
const AROUND_NOSE = [129, 358, 98, 327, 0, 37, 267, 40, 270, 50, 101, 205, 280, 330, 425];

function shaped(expression: Expression): Float64Array {
  const { mouth = 0, grimace = 0 } = expression;
  const points = REST.slice();
  const move = (index: number, dx: number, dy: number): void => {
    points[3 * index] += dx;
    points[3 * index + 1] += dy;
  };
  for (const side of ["right", "left"] as const) {
    // Lids that are shut and squeezed stand closer on the mesh than shut ones.
    const closure = 0.4 * Math.min(1.15, (expression[`${side}Eye`] ?? 0) + grimace / 2);
    UPPER_LIDS[side].forEach((upper, i) => {
      const gap = points[3 * LOWER_LIDS[side][i] + 1] - points[3 * upper + 1];
      move(upper, 0, closure * gap);
    });
    const outwards = side === "left" ? 1 : -1;
    for (const index of BROWS[side])
      move(index, -outwards * 0.01 * grimace, 0.03 * grimace - (expression[`${side}Brow`] ?? 0));
    const smile = expression[`${side}Smile`] ?? 0;
    move(side === "left" ? 291 : 61, outwards * smile, -smile / 2);
    for (const index of side === "left" ? [280, 425] : [50, 205]) move(index, outwards * (smile / 3), -smile / 3);
  }
  const width = points[3 * 308] - points[3 * 78];
  for (const index of LOWER_JAW) move(index, 0, mouth * width);
  for (const index of AROUND_NOSE) move(index, 0, -0.025 * grimace);
  return points;
}

/** The made face as a camera sees it, in the middle of a picture of 640 x 480. */
export function madeFace(expression: Expression, view: View, noise: () => number): FaceLandmarks {
  const { yawDeg = 0, pitchDeg = 0, rollDeg = 0, widthPx = 215, jitterPx = 0 } = view;
  const shape = shaped(expression);
  const points = new Float32Array(3 * LANDMARK_COUNT);
  const [yaw, pitch, roll] = [yawDeg, pitchDeg, rollDeg].map((angle) => (angle * Math.PI) / 180);
  const [sinYaw, sinPitch, sinRoll] = [yaw, pitch, roll].map(Math.sin);
  const [cosYaw, cosPitch, cosRoll] = [yaw, pitch, roll].map(Math.cos);
  for (let at = 0; at < points.length; at += 3) {
    const x1 = shape[at] * cosYaw - shape[at + 2] * sinYaw;
    const z1 = shape[at] * sinYaw + shape[at + 2] * cosYaw;
    const y2 = shape[at + 1] * cosPitch - z1 * sinPitch;
    const z2 = shape[at + 1] * sinPitch + z1 * cosPitch;
    points[at] = 320 + widthPx * (x1 * cosRoll - y2 * sinRoll);
    points[at + 1] = 240 + widthPx * (x1 * sinRoll + y2 * cosRoll);
    points[at + 2] = widthPx * z2;
    if (jitterPx === 0) continue;
    points[at] += jitterPx * noise();
    points[at + 1] += jitterPx * noise();
  }
  return { points, score: 1, widthPx };
}

export interface MadeRun {
  /** Values at 1 s, 2 s, ... */
  readonly seconds: MovementValue[];
  /** Samples at 10 Hz, one array a channel. */
  readonly channels: (number | null)[][];
  readonly events: MovementEvent[];
}

export interface MadePatient {
  readonly seconds: number;
  readonly fps?: number;
  readonly expression?: (s: number) => Expression;
  readonly view?: (s: number) => View;
  /** Null: no face. */
  readonly visible?: (s: number) => FaceVisibility | null;
}

const SEEN: FaceVisibility = { eyesVisible: true, mouthVisible: true };

/** Runs the engine over a made patient. */
export function runMade({ seconds, fps = 25, expression, view, visible }: MadePatient): MadeRun {
  const engine = planMovementEngine();
  const noise = planNormal(1);
  const run: MadeRun = { seconds: [], channels: [], events: [] };
  for (let frame = 0; frame <= seconds * fps; frame++) {
    const s = frame / fps;
    const visibility = visible ? visible(s) : SEEN;
    const face = visibility ? madeFace(expression?.(s) ?? {}, view?.(s) ?? {}, noise) : null;
    engine.push(1000 * s, face, visibility ?? SEEN);
    if (frame > 0 && frame % fps === 0) run.seconds.push(engine.read(1000 * s));
  }
  run.events.push(...engine.takeEvents());
  const trace = engine.takeTrace();
  if (trace) run.channels.push(...trace.channels);
  return run;
}

/** 1 while `s` lies in one of the stretches [start, length] in seconds, with ramps of 80 ms at both ends; else 0. */
export function during(s: number, ...stretches: readonly (readonly [number, number])[]): number {
  let most = 0;
  for (const [start, length] of stretches) {
    most = Math.max(most, Math.min(1, (s - start) / 0.08, (start + length - s) / 0.08));
  }
  return most;
}
