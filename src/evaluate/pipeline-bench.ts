import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { planVitalsEngine } from "../vitals/vitals-engine.ts";
import { planFaceOutline } from "../bed/face-outline.ts";
import { planFrameAnalyser } from "../bed/frame-analysis.ts";

import { type Spread, spreadOf } from "./spread.ts";

/** The bed's steps in their order. Signals: traces, pulse and vitals. */
export const STAGES = ["decode", "face", "regions", "signals", "outline"] as const;
export type Stage = (typeof STAGES)[number];

export interface PipelineTimes {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Frames that were measured. */
  readonly frames: number;
  /** Wall time, ms a frame. */
  readonly stagesMs: Readonly<Record<Stage, Spread>>;
  /** Wall time of the whole chain, ms a frame. */
  readonly chainMs: Spread;
  /** Processor time of all threads of this process, ms a frame. */
  readonly cpuMs: Spread;
  /** Share of the measured frames in which a face was followed, 0..1. */
  readonly faceShare: number;
  /** The pulse rate shown last; null when none was. A chain that reads nothing is not worth timing. */
  readonly rateBpm: number | null;
}

export interface PipelinePlan {
  readonly rateHz: number;
  /** Seconds of video before the measurement: code is compiled, and the analysis window has grown to its full length. */
  readonly warmUpS: number;
  readonly measuredS: number;
}

/**
 * Times a bed's chain by stage, one frame after the other, on a source of at least `warmUpS + measuredS`.
 *
 * Values are computed once a second, so times are summed over each second of video and divided by its frames; the spread is
 * over seconds. Throws RangeError when the source ends before that.
 */
export async function measurePipeline(
  source: FrameSource,
  tracker: FaceTracker,
  { rateHz, warmUpS, measuredS }: PipelinePlan,
  onFrame: (done: number, of: number) => void = () => undefined,
): Promise<PipelineTimes> {
  const total = (warmUpS + measuredS) * rateHz;
  let faceMs = 0;
  let faces = 0;
  const timed: FaceTracker = {
    async update(frame) {
      const startMs = performance.now();
      const face = await tracker.update(frame);
      faceMs = performance.now() - startMs;
      if (face) faces++;
      return face;
    },
    get sight() {
      return tracker.sight;
    },
    reset: () => tracker.reset(),
  };
  const analyser = planFrameAnalyser(timed);
  const engine = planVitalsEngine("1", analyser.regions);
  const outline = planFaceOutline("1");
  const sums = STAGES.map(() => 0);
  const seconds: { readonly stagesMs: number[]; readonly chainMs: number; readonly cpuMs: number }[] = [];
  let rateBpm: number | null = null;
  let secondMs = performance.now();
  let cpu = process.cpuUsage();
  for (let i = 0; i < total; i++) {
    const t0 = performance.now();
    const frame = source.next();
    const t1 = performance.now();
    if (!frame) throw new RangeError(`the source ended after ${i} of ${total} frames`);
    const { trace, face } = await analyser.analyse(frame);
    const t2 = performance.now();
    for (const output of engine.push(trace)) if (output.kind === "vitals") rateBpm = output.vitals.pulse.rateBpm;
    const t3 = performance.now();
    outline.step(frame.tMs, frame, face);
    const t4 = performance.now();
    for (const [stage, ms] of [t1 - t0, faceMs, t2 - t1 - faceMs, t3 - t2, t4 - t3].entries()) sums[stage] += ms;
    onFrame(i + 1, total);
    if ((i + 1) % rateHz !== 0) continue;
    const { user, system } = process.cpuUsage(cpu);
    if (i >= warmUpS * rateHz) {
      seconds.push({
        stagesMs: sums.map((ms) => ms / rateHz),
        chainMs: (performance.now() - secondMs) / rateHz,
        cpuMs: (user + system) / 1000 / rateHz,
      });
    } else faces = 0;
    sums.fill(0);
    cpu = process.cpuUsage();
    secondMs = performance.now();
  }
  const spreadOfStage = (stage: number) => spreadOf(seconds.map(({ stagesMs }) => stagesMs[stage]));
  return {
    widthPx: source.info.widthPx,
    heightPx: source.info.heightPx,
    frames: measuredS * rateHz,
    stagesMs: Object.fromEntries(STAGES.map((stage, i) => [stage, spreadOfStage(i)])) as Record<Stage, Spread>,
    chainMs: spreadOf(seconds.map(({ chainMs }) => chainMs)),
    cpuMs: spreadOf(seconds.map(({ cpuMs }) => cpuMs)),
    faceShare: faces / (measuredS * rateHz),
    rateBpm,
  };
}
