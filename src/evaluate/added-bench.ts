import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { planTissueMotion } from "../regions/tissue-motion.ts";
import { planTraceBuffer } from "../traces/trace-buffer.ts";
import { planBreathing } from "../vitals/breathing.ts";
import { planFaceMovement } from "../vitals/face-movement.ts";
import { planVitalsEngine } from "../vitals/vitals-engine.ts";
import { planFaceOutline } from "../bed/face-outline.ts";
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
  /** The bed's whole chain, which has them too. */
  readonly chainMs: Spread;
  /** What they add, as a share of the chain without them, from one second to the next: a busy machine slows both alike. */
  readonly share: Spread;
}

/** Traces that breathing looks back on, s. */
const TRACE_S = 40;

/**
 * Times breathing and movement on a source, one frame after the other, beside the whole chain that feeds them; means over each second
 * of video, spread over seconds. Throws RangeError when the source ends before `warmUpS + measuredS`.
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
  const engine = planVitalsEngine("1", analyser.regions);
  const outline = planFaceOutline("1");
  const seconds: number[][] = [];
  let sums = [0, 0, 0, 0];
  for (let i = 0; i < total; i++) {
    const startMs = performance.now();
    const frame = source.next();
    if (!frame) throw new RangeError(`the source ended after ${i} of ${total} frames`);
    const { trace, face } = await analyser.analyse(frame);
    engine.push(trace);
    outline.step(frame.tMs, frame, face);
    const chainMs = performance.now() - startMs;
    traces.push(trace);
    const t0 = performance.now();
    tissue.measure(frame);
    const t1 = performance.now();
    breathing.push(trace);
    if ((i + 1) % rateHz === 0) breathing.read(frame.tMs, [], null, { lost: false, mixed: false });
    const t2 = performance.now();
    movement.push(trace);
    if ((i + 1) % rateHz === 0) movement.read(frame.tMs);
    const t3 = performance.now();
    for (const [part, ms] of [t1 - t0, t2 - t1, t3 - t2, chainMs].entries()) sums[part] += ms / rateHz;
    onFrame(i + 1, total);
    if ((i + 1) % rateHz !== 0) continue;
    if (i >= warmUpS * rateHz) seconds.push(sums);
    sums = [0, 0, 0, 0];
  }
  const all = ([tissueMs, breathingMs, movementMs]: readonly number[]) => tissueMs + breathingMs + movementMs;
  const part = (at: number) => spreadOf(seconds.map((ms) => ms[at]));
  return {
    tissueMs: part(0),
    breathingMs: part(1),
    movementMs: part(2),
    allMs: spreadOf(seconds.map(all)),
    chainMs: part(3),
    share: spreadOf(seconds.map((ms) => all(ms) / (ms[3] - all(ms)))),
  };
}
