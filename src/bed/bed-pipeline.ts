import type { BedMessage } from "../wire/messages.ts";
import type { FrameSource } from "../frame/frame-source.ts";
import type { FaceTracker } from "../face/face-tracker.ts";
import { planVitalsEngine } from "../vitals/vitals-engine.ts";

import { planFaceOutline } from "./face-outline.ts";
import { planFrameAnalyser } from "./frame-analysis.ts";
import { planLoadShedding } from "./load-shedding.ts";

/** How a bed keeps the source's time. */
export interface BedPace {
  /** Awaited with each frame's time before it is used; resolves with how late that is, ms. */
  wait(tMs: number): Promise<number>;
  /** True: a live bed, which leaves work out rather than fall behind. A replay leaves out nothing. */
  readonly sheds: boolean;
}

/**
 * One bed from frames to messages: frames in order, inference awaited. Time is the source's own, so that the same recording
 * gives the same messages at any speed; real time lives outside, in `pace`.
 */
export async function* runBed(
  bed: string,
  source: FrameSource,
  tracker: FaceTracker,
  pace?: BedPace,
): AsyncGenerator<BedMessage> {
  const analyser = planFrameAnalyser(tracker);
  const engine = planVitalsEngine(bed, analyser.regions);
  const outline = planFaceOutline(bed);
  const shedding = planLoadShedding();
  let endMs = 0;
  let toldMs = 0;
  for (let frame = source.next(); frame; frame = source.next()) {
    const { tMs } = frame;
    endMs = tMs + frame.durationMs;
    const lagMs = pace ? await pace.wait(tMs) : 0;
    const used = !pace?.sheds || shedding.step(tMs, lagMs);
    if (pace?.sheds && tMs - toldMs >= 1000) {
      toldMs = tMs;
      const { lagMs: largestMs, skippedFrames } = shedding.take();
      yield { kind: "load", bed, tMs, lagMs: Math.round(largestMs), shed: shedding.effort.shed, skippedFrames };
    }
    if (!used) continue;
    const view = { widthPx: frame.widthPx, heightPx: frame.heightPx, rotationDeg: frame.rotationDeg };
    const { trace, face } = await analyser.analyse(frame, shedding.effort);
    yield* engine.push(trace);
    const drawn = outline.step(tMs, view, face);
    if (drawn) yield drawn;
  }
  yield* engine.advance(endMs);
}
