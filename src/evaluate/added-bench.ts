import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { planTissueMotion } from "../regions/tissue-motion.ts";
import { planTraceBuffer } from "../traces/trace-buffer.ts";
import { planBreathing } from "../vitals/breathing.ts";
import { planFaceMovement } from "../vitals/face-movement.ts";
import { planFrameAnalyser } from "../bed/frame-analysis.ts";

import type { PipelinePlan } from "./pipeline-bench.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** What breathing and the face's movement add to a stream, ms a frame. */
export interface AddedTimes {
  /** Measuring where tissue stands. */
  readonly tissueMs: Spread;
  /** Breathing: its witnesses, its rate and its wave. */
  readonly breathingMs: Spread;
  /** The face's movement from the meshes that the pulse needs anyway. */
  readonly movementMs: Spread;
  /** All three. */
  readonly allMs: Spread;
}

/** Traces that breathing looks back on, s. */
const TRACE_S = 40;

/**
 * Times breathing and movement on a source, one frame after the other, beside a chain that feeds them; sums over each second of
 * video, spread over seconds. Throws RangeError when the source ends before `warmUpS + measuredS`.
 */
export async function measureAdded(
  source: FrameSource,
  tracker: FaceTracker,
  { rateHz, warmUpS, measuredS }: PipelinePlan,
  onFrame: (done: number, of: number) => void = () => undefined,
): Promise<AddedTimes> {
  const total = (warmUpS + measuredS) * rateHz;
  const analyser = planFrameAnalyser(tracker);
  const traces = planTraceBuffer(analyser.regions, TRACE_S * rateHz);
  const tissue = planTissueMotion();
  const breathing = planBreathing("1", traces, "colour");
  const movement = planFaceMovement("1", analyser.regions);
  const seconds: number[][] = [];
  let sums = [0, 0, 0];
  for (let i = 0; i < total; i++) {
    const frame = source.next();
    if (!frame) throw new RangeError(`the source ended after ${i} of ${total} frames`);
    const { trace } = await analyser.analyse(frame);
    traces.push(trace);
    const t0 = performance.now();
    tissue.measure(frame);
    const t1 = performance.now();
    breathing.push(trace);
    if ((i + 1) % rateHz === 0) breathing.read(frame.tMs, [], null, false);
    const t2 = performance.now();
    movement.push(trace);
    if ((i + 1) % rateHz === 0) movement.read(frame.tMs);
    const t3 = performance.now();
    for (const [part, ms] of [t1 - t0, t2 - t1, t3 - t2].entries()) sums[part] += ms / rateHz;
    onFrame(i + 1, total);
    if ((i + 1) % rateHz !== 0) continue;
    if (i >= warmUpS * rateHz) seconds.push(sums);
    sums = [0, 0, 0];
  }
  const part = (at: number) => spreadOf(seconds.map((ms) => ms[at]));
  return {
    tissueMs: part(0),
    breathingMs: part(1),
    movementMs: part(2),
    allMs: spreadOf(seconds.map((ms) => ms[0] + ms[1] + ms[2])),
  };
}
