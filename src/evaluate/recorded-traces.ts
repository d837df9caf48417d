import type { TraceFrame } from "../base/trace-frame.ts";
import type { ModelPaths } from "../inference/model-cache.ts";
import { openVideoFile } from "../frame/video-file.ts";
import { createFaceTracker } from "../face/face-tracker.ts";
import { planFrameAnalyser } from "../bed/frame-analysis.ts";
import { isRecordedRun, openRuns } from "../bed/recording/recorded-run.ts";
import { isTraceFile, readTraceFile } from "../bed/trace-file.ts";

/** What the pulse of a recording is read from: colours of its regions, frame by frame. */
export interface RecordedTraces {
  readonly regions: readonly string[];
  readonly frames: readonly TraceFrame[];
  /** End of the last frame. */
  readonly endMs: number;
}

/** Raised whenever the form of the lines changes. */
export const TRACE_LINES_FORM = "traces 1";

/** Colour traces of a video, of MCAP or of a `NAME.traces.csv`. Throws what openVideoFile, openRuns and readTraceFile throw. */
export async function readRecordedTraces(path: string, models: ModelPaths): Promise<RecordedTraces> {
  if (isRecordedRun(path)) return readRun(path);
  if (!isTraceFile(path)) return reduceVideo(path, models);
  const { regions, frames } = readTraceFile(path);
  return { regions, frames, endMs: endOf(frames) };
}

/** The first run of a recording. */
function readRun(path: string): RecordedTraces {
  const [run] = openRuns(path);
  const frames = [...run.items()].flatMap((item) => (item.kind === "frame" ? [item.frame] : []));
  const endError = run.endError();
  if (endError) throw endError;
  return { regions: run.facts.regions, frames, endMs: endOf(frames) };
}

async function reduceVideo(path: string, models: ModelPaths): Promise<RecordedTraces> {
  const source = openVideoFile(path);
  const frames: TraceFrame[] = [];
  try {
    const analyser = planFrameAnalyser(await createFaceTracker(models));
    for (let frame = source.next(); frame; frame = source.next()) {
      const { trace } = await analyser.analyse(frame);
      const { refusals } = trace;
      frames.push({
        ...trace,
        rgb: trace.rgb.slice(),
        usable: trace.usable.slice(),
        ...(refusals ? { refusals: refusals.slice() } : {}),
      });
    }
    return { regions: analyser.regions, frames, endMs: endOf(frames) };
  } finally {
    source.close();
  }
}

function endOf(frames: readonly TraceFrame[]): number {
  const last = frames.at(-1);
  return last ? last.tMs + last.durationMs : 0;
}

/** The traces as lines of JSON, without loss: the regions, then one line a frame. */
export function traceLines({ regions, frames }: RecordedTraces): string[] {
  const lines = frames.map(({ rgb, usable, refusals, ...rest }) =>
    JSON.stringify({ ...rest, rgb: [...rgb], usable: [...usable], refusals: refusals ? [...refusals] : null }),
  );
  return [JSON.stringify(regions), ...lines];
}

/** The inverse of traceLines. Throws SyntaxError or TypeError on anything else. */
export function tracesOfLines([head, ...lines]: readonly string[]): RecordedTraces {
  const frames = lines.map((line): TraceFrame => {
    const { rgb, usable, refusals, ...rest } = JSON.parse(line) as KeptFrame;
    const bytes = Uint8Array.from(usable);
    const frame = { ...rest, rgb: Float64Array.from(rgb), usable: bytes };
    return refusals ? { ...frame, refusals: Uint8Array.from(refusals) } : frame;
  });
  return { regions: JSON.parse(head) as string[], frames, endMs: endOf(frames) };
}

type KeptFrame = Pick<TraceFrame, "tMs" | "durationMs" | "keyframe" | "room" | "head"> & {
  readonly rgb: readonly number[];
  readonly usable: readonly number[];
  readonly refusals: readonly number[] | null;
};
