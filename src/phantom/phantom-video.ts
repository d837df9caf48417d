import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

import { AfarError } from "../base/errors.ts";
import { createVideoWriter } from "../frame/video-writer.ts";

import { createPhantom, planPhantom } from "./phantom.ts";
import { PHANTOM_COLOUR } from "./phantom-source.ts";
import { readPortrait } from "./portrait-file.ts";
import type { Scenario } from "./scenario.ts";

/** Called after every frame with how many of how many are done. */
export type RenderProgress = (done: number, of: number) => void;

/** Frames between two breaths of the event loop, so that whoever waits hears of the progress. */
const FRAMES_AT_ONCE = 8;

/** Path of the truth beside a video: NAME.mp4 -> NAME.truth.json. */
export function truthPath(videoPath: string): string {
  return `${videoPath.replace(/\.[^./\\]+$/, "")}.truth.json`;
}

/**
 * Renders a scenario to a video file, and its truth beside it. The video appears last and whole, or not at all.
 *
 * @param outPath its ending chooses the container: .mkv or .mp4 keep the stamps of dropped frames.
 * @param loop renders one lap of a loop instead, see createPhantom.
 * @throws AfarError of createPhantom and createVideoWriter; nothing is left behind then.
 */
export async function renderPhantom(
  scenario: Scenario,
  outPath: string,
  onProgress: RenderProgress = () => undefined,
  loop = false,
): Promise<void> {
  const { video } = scenario;
  const phantom = createPhantom(scenario, readPortrait(), loop);
  const writer = createVideoWriter(outPath, {
    widthPx: video.widthPx,
    heightPx: video.heightPx,
    rateHz: video.rateHz,
    codec: video.codec,
    ...(video.bitRateKbps === null ? { crf: video.crf } : { bitRateKbps: video.bitRateKbps }),
    keyframeInterval: video.keyframeEveryFrames,
    lowDelay: video.lowDelay,
    colour: PHANTOM_COLOUR,
  });
  try {
    for (let i = 0; i < phantom.frameCount; i++) {
      const frame = phantom.frame(i);
      writer.write(frame, frame.tMs);
      onProgress(i + 1, phantom.frameCount);
      if (i % FRAMES_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    writeTruth(truthPath(outPath), JSON.stringify(phantom.truth));
    writer.close();
  } catch (error) {
    writer.discard();
    rmSync(truthPath(outPath), { force: true });
    throw error;
  }
}

/** Writes the truth beside a rendered video anew where it has changed; whole or not at all. Throws AfarError DISK_FULL, USAGE. */
export function renewTruth(scenario: Scenario, videoPath: string, loop: boolean): void {
  const path = truthPath(videoPath);
  const json = JSON.stringify(planPhantom(scenario, loop).truth);
  if (readFileSync(path, "utf8").trim() === json) return;
  const fresh = `${path}.${randomUUID()}`;
  writeTruth(fresh, json);
  renameSync(fresh, path);
}

function writeTruth(path: string, json: string): void {
  try {
    writeFileSync(path, `${json}\n`);
  } catch (cause) {
    const full = (cause as NodeJS.ErrnoException).code === "ENOSPC";
    throw full
      ? new AfarError("DISK_FULL", `${path} does not fit on its disk: free some space or write elsewhere.`, { cause })
      : new AfarError("USAGE", `${path} cannot be written: choose a folder that exists and is yours.`, { cause });
  }
}
