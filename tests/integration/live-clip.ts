import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { cacheDirectory } from "../../src/inference/model-cache.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { createVideoWriter } from "../../src/frame/video-writer.ts";
import { cachedPhantom } from "../../src/phantom/phantom-cache.ts";
import { loadScenario } from "../../src/phantom/scenario-file.ts";

export interface LiveClip {
  readonly path: string;
  readonly bpm: number;
  remove(): void;
}

/** A view around the face and half of the frames: several beds must keep up with real time beside other tests. */
const VIEW = { leftPx: 160, topPx: 64, widthPx: 320, heightPx: 320 };
const FRAME_STEP = 2;
/** What cameras are set to: good quality with a keyframe every two seconds. */
const KEYFRAME_INTERVAL = 30;
const CRF = { h264: 14, hevc: 18 };
/** Laps in the file: a server that starts it again ends its stream there. */
const LAPS = 10;

/** One lap of a rendered patient that joins on itself, as a camera would encode it, to be streamed for ever. */
export async function liveClip(codec: "h264" | "hevc" = "h264"): Promise<LiveClip> {
  const lap = await cachedPhantom(loadScenario("demo-adult"), cacheDirectory(process.env), undefined, true);
  const folder = mkdtempSync(join(tmpdir(), "afar-clip-"));
  const path = join(folder, "clip.mp4");
  const source = openVideoFile(lap);
  const lapMs = source.info.durationMs ?? 0;
  const { leftPx, topPx, widthPx, heightPx } = VIEW;
  const writer = createVideoWriter(path, {
    widthPx,
    heightPx,
    rateHz: (source.info.rateHz ?? 30) / FRAME_STEP,
    codec,
    crf: CRF[codec],
    preset: "superfast",
    keyframeInterval: KEYFRAME_INTERVAL,
    colour: { range: "limited", matrix: "bt601" },
  });
  const planes = [];
  for (let frame = source.next(), n = 0; frame; frame = source.next(), n++) {
    if (n % FRAME_STEP > 0) continue;
    const [y, u, v] = frame.channels.map(({ data, offset, strideBytes, shiftX, shiftY }) => {
      const width = widthPx >> shiftX;
      const plane = new Uint8Array(width * (heightPx >> shiftY));
      for (let row = 0; row < heightPx >> shiftY; row++) {
        const start = offset + (row + (topPx >> shiftY)) * strideBytes + (leftPx >> shiftX);
        plane.set(data.subarray(start, start + width), row * width);
      }
      return plane;
    });
    planes.push({ tMs: frame.tMs, y, u, v });
  }
  for (let n = 0; n < LAPS; n++) for (const { tMs, ...yuv } of planes) writer.write(yuv, n * lapMs + tMs);
  writer.close();
  source.close();
  return { path, bpm: 72, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
