import { writeFileSync } from "node:fs";

import { createVideoWriter } from "../frame/video-writer.ts";

import { createPhantom } from "./phantom.ts";
import { PHANTOM_COLOUR } from "./phantom-source.ts";
import { readPortrait } from "./portrait-file.ts";
import type { Scenario } from "./scenario.ts";

/** Called after every frame with how many of how many are done. */
export type RenderProgress = (done: number, of: number) => void;

/** Path of the truth beside a video: NAME.mp4 -> NAME.truth.json. */
export function truthPath(videoPath: string): string {
  return `${videoPath.replace(/\.[^./\\]+$/, "")}.truth.json`;
}

/**
 * Renders a scenario to a video file, and its truth beside it. Blocks until it is done.
 *
 * @param outPath its ending chooses the container; a video with dropped frames keeps its stamps best in .mkv or .mp4.
 * @param loop renders one lap of a loop instead, see createPhantom.
 * @throws AfarError of createVideoWriter; nothing is left behind then.
 */
export function renderPhantom(
  scenario: Scenario,
  outPath: string,
  onProgress: RenderProgress = () => undefined,
  loop = false,
): void {
  const { video } = scenario;
  const phantom = createPhantom(scenario, readPortrait(), loop);
  const writer = createVideoWriter(outPath, {
    widthPx: video.widthPx,
    heightPx: video.heightPx,
    rateHz: video.rateHz,
    codec: video.codec,
    ...(video.bitRateKbps === null ? { crf: video.crf } : { bitRateKbps: video.bitRateKbps }),
    keyframeInterval: video.keyframeEveryFrames,
    colour: PHANTOM_COLOUR,
  });
  try {
    for (let i = 0; i < phantom.frameCount; i++) {
      const frame = phantom.frame(i);
      writer.write(frame, frame.tMs);
      onProgress(i + 1, phantom.frameCount);
    }
    writer.close();
  } catch (error) {
    writer.discard();
    throw error;
  }
  writeFileSync(truthPath(outPath), `${JSON.stringify(phantom.truth)}\n`);
}
