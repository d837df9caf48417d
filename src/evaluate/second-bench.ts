import type { TraceFrame } from "../base/trace-frame.ts";
import { PATCHES } from "../regions/patches.ts";
import { planPulseEstimator } from "../pulse/pulse-estimator.ts";

import { colourAt } from "./region-bench.ts";
import { type Spread, spreadOf } from "./spread.ts";

export interface SecondTimes {
  readonly regions: number;
  /** The estimator's whole second: 30 frames taken in, then the rate from its windows of 6, 10 and 15 s; ms. */
  readonly updateMs: Spread;
  /** What was read last, /min; the traces hold 72. */
  readonly rateBpm: number;
}

const RATE_HZ = 30;
/** The longest window is full and the code compiled well before. */
const WARM_UP_S = 40;
const MEASURED_S = 120;

/** Times the pulse's estimator on all patches of a face, on traces with a room and noise of their own, without a keyframe's rhythm. */
export function measureSecond(onSecond: (done: number, of: number) => void = () => undefined): SecondTimes {
  const estimator = planPulseEstimator(
    PATCHES.map(({ name }) => name),
    "colour",
  );
  const timesMs: number[] = [];
  let rateBpm = 0;
  for (let second = 0; second < WARM_UP_S + MEASURED_S; second++) {
    const frames = Array.from({ length: RATE_HZ }, (_, i) => frameAt(second * RATE_HZ + i));
    const startMs = performance.now();
    for (const frame of frames) estimator.push(frame, () => undefined);
    rateBpm = estimator.read().belief.rateBpm;
    if (second >= WARM_UP_S) timesMs.push(performance.now() - startMs);
    onSecond(second + 1, WARM_UP_S + MEASURED_S);
  }
  return { regions: PATCHES.length, updateMs: spreadOf(timesMs), rateBpm };
}

function frameAt(index: number): TraceFrame {
  const tS = index / RATE_HZ;
  const rgb = new Float64Array(PATCHES.length * 3);
  const colour = colourAt(tS);
  for (let i = 0; i < rgb.length; i++) rgb[i] = colour[i % 3] + scatter(index * rgb.length + i);
  return {
    tMs: 1000 * tS,
    durationMs: 1000 / RATE_HZ,
    keyframe: index === 0,
    rgb,
    usable: new Uint8Array(PATCHES.length).fill(1),
    room: [90 + scatter(3 * index), 95 + scatter(3 * index + 1), 99 + scatter(3 * index + 2)],
    head: { xPx: 320, yPx: 240, widthPx: 200 },
  };
}

/** Noise of a sensor, averaged over a patch, colour levels -0.1..0.1; the same in every run. */
function scatter(n: number): number {
  const hash = Math.sin(n * 12.9898) * 43758.5453;
  return 0.2 * (hash - Math.floor(hash)) - 0.1;
}
