import { openCachedLoop } from "../phantom/phantom-cache.ts";
import type { PhantomSource } from "../phantom/phantom-source.ts";
import { loadScenario } from "../phantom/scenario-file.ts";

/** A stream as cameras send it: H.264 at a bit rate common for its size. */
export interface ClipFormat {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitRateKbps: number;
  readonly faceWidthPx: number;
}

export const CLIP_FORMATS = {
  "640x480": { widthPx: 640, heightPx: 480, bitRateKbps: 1500, faceWidthPx: 160 },
  "720p": { widthPx: 1280, heightPx: 720, bitRateKbps: 3000, faceWidthPx: 240 },
} as const satisfies Record<string, ClipFormat>;

export const CLIP_RATE_HZ = 30;
/** One lap of the loop: rendering costs many times what a lap costs to measure. */
const LAP_S = 4;
/** As cameras send them; with longer groups every lap would begin with the only keyframe, a rhythm with beats on top. */
const KEYFRAME_EVERY_FRAMES = 60;

/** Opens an endless clip of the demonstration's patient; rendered once into the cache. Throws what openCachedLoop throws. */
export function openBenchClip(
  { widthPx, heightPx, bitRateKbps, faceWidthPx }: ClipFormat,
  cacheDir: string,
  onProgress: (done: number, of: number) => void,
): Promise<PhantomSource> {
  const patient = loadScenario("demo-adult");
  const scenario = {
    ...patient,
    name: `bench-${widthPx}x${heightPx}`,
    durationS: LAP_S,
    video: {
      ...patient.video,
      widthPx,
      heightPx,
      bitRateKbps,
      rateHz: CLIP_RATE_HZ,
      codec: "h264" as const,
      keyframeEveryFrames: KEYFRAME_EVERY_FRAMES,
      // A camera that waited for later pictures would be late by as many.
      lowDelay: true,
    },
    scene: { ...patient.scene, faceWidthPx },
  };
  return openCachedLoop(scenario, cacheDir, onProgress);
}

/** Mean pulse rate over a lap, /min. */
export function meanRateBpm({ truth }: PhantomSource): number {
  const rates = (truth.pulseBpm ?? []).flatMap(({ bpm }) => bpm ?? []);
  return rates.reduce((sum, bpm) => sum + bpm, 0) / rates.length;
}
