import { describe, expect } from "vitest";

import { planTrackerTwin } from "../../src/dsp/picture-kernel/tracker-twin.ts";
import { openVideoFile } from "../../src/frame/video-file.ts";
import { planTissueMotion } from "../../src/regions/tissue-motion.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

/** Reduced pixels: root mean square over the cells of a measurement, and of any one, whose origin may keep several errors of a step. */
const USUAL_ERROR = 1e-3;
const LARGEST_ERROR = 5e-3;
/** Relative. */
const QUALITY_ERROR = 0.02;

function compare(recording: string, seconds: number): void {
  const source = openVideoFile(recordingPath(recording), { seconds });
  const simd = planTissueMotion();
  const twin = planTissueMotion(planTrackerTwin);
  for (let frame = source.next(); frame; frame = source.next()) {
    const seen = simd.measure(frame);
    const truth = twin.measure(frame);
    expect(seen === null).toBe(truth === null);
    if (!seen || !truth) continue;
    const blockPx = truth.cellPx / 8;
    let squares = 0;
    let largest = 0;
    let largestOfQuality = 0;
    let otherwiseJudged = 0;
    for (let i = 0; i < truth.xPx.length; i++) {
      if (seen.qualityX[i] > 0 !== truth.qualityX[i] > 0) otherwiseJudged++;
      else if (truth.qualityX[i] > 0) {
        const error = Math.hypot(seen.xPx[i] - truth.xPx[i], seen.yPx[i] - truth.yPx[i]) / blockPx;
        squares += error ** 2;
        largest = Math.max(largest, error);
        largestOfQuality = Math.max(largestOfQuality, Math.abs(seen.qualityY[i] / truth.qualityY[i] - 1));
      }
    }
    expect(otherwiseJudged).toBe(0);
    expect(Math.sqrt(squares / truth.xPx.length)).toBeLessThan(USUAL_ERROR);
    expect(largest).toBeLessThan(LARGEST_ERROR);
    expect(largestOfQuality).toBeLessThan(QUALITY_ERROR);
  }
  source.close();
}

describe("SIMD and its float64 twin follow the same tissue", () => {
  testWithRecordings("of a rendered patient", () => compare("phantom/still-68.mp4", 12));
  testWithRecordings("of a patient who nods", () => compare("phantom/nodding-62.mp4", 12));
  testWithRecordings("of a sleeping infant, in a view as wide as 960", () => compare("video/baby.mp4", 11));
});
