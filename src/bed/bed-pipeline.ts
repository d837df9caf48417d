import type { BedMessage } from "../wire/messages.ts";
import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { planVitalsEngine } from "../vitals/vitals-engine.ts";

import { planFaceOutline } from "./face-outline.ts";
import { planFrameAnalyser } from "./frame-analysis.ts";

/**
 * One bed from frames to messages: every frame in order, inference awaited, nothing shed. Time is the source's own, so that
 * the same recording gives the same messages at any speed.
 *
 * `pace`, if given, is awaited with each frame's time before the frame is used: real time lives outside.
 */
export async function* runBed(
  bed: string,
  source: FrameSource,
  tracker: FaceTracker,
  pace?: (tMs: number) => Promise<void>,
): AsyncGenerator<BedMessage> {
  const analyser = planFrameAnalyser(tracker);
  const engine = planVitalsEngine(bed, analyser.regions);
  const outline = planFaceOutline(bed);
  let endMs = 0;
  for (let frame = source.next(); frame; frame = source.next()) {
    if (pace) await pace(frame.tMs);
    const view = { widthPx: frame.widthPx, heightPx: frame.heightPx, rotationDeg: frame.rotationDeg };
    endMs = frame.tMs + frame.durationMs;
    const { trace, face } = await analyser.analyse(frame);
    yield* engine.push(trace);
    const drawn = outline.step(frame.tMs, view, face);
    if (drawn) yield drawn;
  }
  yield* engine.advance(endMs);
}
