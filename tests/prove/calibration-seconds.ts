import { readdirSync } from "node:fs";

import type { TraceFrame } from "../../src/base/trace-frame.ts";
import { planUniform } from "../dsp/seeded-noise.ts";
import type { TraceKind } from "../../src/pulse/projection.ts";
import { naturalPulse } from "../pulse/estimator-run.ts";
import { noiseScene } from "../pulse/noise-scenes.ts";
import { patchNames, type Rgb, sine, skinFrames } from "../pulse/skin-traces.ts";
import { runEngine, vitalsOf } from "../vitals/engine-run.ts";
import { readTraceFile } from "../../src/bed/trace-file.ts";
import { fixturePath } from "../../src/phantom/portrait-file.ts";
import { answered, isRight, judge } from "../../src/evaluate/judged-seconds.ts";
import type { RateTruth } from "../../src/evaluate/truth.ts";
import { readTruthFile } from "../../src/evaluate/truth-file.ts";
import { PULSE_RULES } from "../../src/evaluate/vital-rules.ts";
import { recordingPath } from "../recordings.ts";

/** A shown rate's confidence and whether it was right. */
export interface ShownSecond {
  readonly confidence: number;
  readonly right: boolean;
}

const TRACES = ".traces.csv";
const MADE = 24;
const SECONDS = 30;

/** Seconds with a shown rate of each kind of recording; a kind has one way in which its pulse, or none, came about. */
export const KINDS: Readonly<Record<string, () => ShownSecond[]>> = {
  "rendered patients": () => {
    const names = readdirSync(fixturePath("traces")).filter((name) => name.endsWith(TRACES));
    return names.flatMap((name) => ofFile(fixturePath("traces", name)));
  },
  macaques: () => [1, 4, 6, 8].flatMap((n) => ofFile(recordingPath(`traces/macaque-${n}${TRACES}`), 7)),
  "faces, POS": () => ofFile(recordingPath("signals/pure-first-half-pos.bvp.csv"), 5),
  "faces, green": () => ofFile(recordingPath("signals/pure-first-half-green.bvp.csv"), 5),
  fingers: () =>
    Array.from({ length: 10 }, (_, i) => `signals/finger-${String(i + 1).padStart(2, "0")}.bvp.csv`).flatMap((name) =>
      ofFile(recordingPath(name)),
    ),
  "made skin": () => Array.from({ length: MADE }, (_, number) => madeSkin(number)).flat(),
};

function ofFile(path: string, tolerancePerMin?: number): ShownSecond[] {
  const { kind, regions, frames } = readTraceFile(path);
  const { pulse } = readTruthFile(path.replace(/\.(traces|bvp)\.csv$/, ".truth.json"));
  if (!pulse) return [];
  return shownSeconds(frames, regions, kind, { ...pulse, ...(tolerancePerMin ? { tolerancePerMin } : {}) });
}

/** A weak pulse under a colour that wanders and a light that sways, drawn from its number; every fourth has no pulse. */
function madeSkin(number: number): ShownSecond[] {
  const uniform = planUniform(501 + 17 * number);
  const between = (from: number, to: number) => from + (to - from) * uniform();
  const bpm = number % 4 === 3 ? null : 50 * 3 ** uniform();
  const pulse = bpm === null ? {} : { pulse: naturalPulse(bpm, between(0.0006, 0.002)) };
  const sway = sine(between(0.1, 1.2), between(0, 0.006));
  const wander = noiseScene("colour", number + 1, SECONDS);
  const light = (tS: number, region: number): Rgb => {
    const [r, g, b] = wander.light?.(tS, region) ?? [0, 0, 0];
    return [r + sway(tS), g + sway(tS), b + sway(tS)];
  };
  const frames = [...skinFrames({ ...wander, ...pulse, light })];
  return shownSeconds(frames, patchNames(), "colour", {
    rate: bpm,
    tolerancePerMin: null,
    windowS: null,
    method: "made",
  });
}

function shownSeconds(
  frames: readonly TraceFrame[],
  regions: readonly string[],
  kind: TraceKind,
  truth: RateTruth,
): ShownSecond[] {
  const readings = vitalsOf(runEngine(frames, regions, kind)).map(({ tMs, pulse }) => ({
    tMs,
    ratePerMin: pulse.rateBpm,
    confidence: pulse.confidence,
    held: pulse.held,
  }));
  const { rated, silent } = judge(readings, truth, PULSE_RULES);
  const wrong = silent.filter(({ ratePerMin, held }) => ratePerMin !== null && !held);
  return [
    ...answered(rated).map((second) => ({ confidence: second.confidence, right: isRight(second) })),
    ...wrong.map(({ confidence }) => ({ confidence, right: false })),
  ];
}
