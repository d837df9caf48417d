import { describe, expect, test } from "vitest";

import type { TraceBuffer } from "../../src/traces/trace-buffer.ts";
import { planTraceBuffer } from "../../src/traces/trace-buffer.ts";
import { SKIN } from "../pulse/skin-traces.ts";
import { viewReason } from "../../src/vitals/silence.ts";

import { type BedScene, bedFrames, PATCH_NAMES } from "./made-frames.ts";

function tracesOf(scene: BedScene): TraceBuffer {
  const traces = planTraceBuffer(PATCH_NAMES, 1024);
  for (const frame of bedFrames({ noise: 0, ...scene })) traces.push(frame);
  return traces;
}

const WIDTH_PX = 200;
const head = (xPx: number, yPx: number, widthPx = WIDTH_PX) => ({ xPx, yPx, widthPx });
/** Half a face to and fro each second. */
const swaying = (tS: number) => head(320 + 50 * Math.sin(2 * Math.PI * tS), 240);
const DARK = 0.05;

function reasonOf(scene: BedScene, analysed = true, peakSeen = false) {
  return viewReason(tracesOf(scene), "colour", analysed, peakSeen).reason;
}

describe("the reason for silence", () => {
  test("is the start while less than a second was seen, or less than the analysis needs", () => {
    expect(reasonOf({ seconds: 0.5, head: () => null }, false)).toBe("starting");
    expect(reasonOf({ seconds: 3 }, false)).toBe("starting");
    expect(reasonOf({ seconds: 8 }, false)).toBe("starting");
  });

  test("is the face where no patch was seen for a second, whatever was seen before", () => {
    expect(reasonOf({ seconds: 8, head: () => null })).toBe("no-face");
    expect(reasonOf({ seconds: 8, head: (tS) => (tS < 6.5 ? head(320, 240) : null) })).toBe("no-face");
    expect(reasonOf({ seconds: 8, head: (tS) => (tS < 7.5 ? head(320, 240) : null) })).not.toBe("no-face");
  });

  test("is the dark before it is motion, and motion before it is the signal", () => {
    expect(reasonOf({ seconds: 8, brightness: DARK, head: swaying })).toBe("low-light");
    expect(reasonOf({ seconds: 8, head: swaying }, true, true)).toBe("motion");
    expect(reasonOf({ seconds: 8 }, true, true)).toBe("low-signal");
    expect(reasonOf({ seconds: 8 }, true, false)).toBe("not-measurable");
  });

  test("is motion along either axis and towards the camera", () => {
    const wave = (tS: number) => Math.sin(2 * Math.PI * tS);
    for (const moving of [
      swaying,
      (tS: number) => head(320, 240 + 50 * wave(tS)),
      (tS: number) => head(320, 240, WIDTH_PX + 50 * wave(tS)),
    ]) {
      expect(reasonOf({ seconds: 8, head: moving })).toBe("motion");
    }
  });

  test("is no motion where no pose is known", () => {
    const traces = planTraceBuffer(PATCH_NAMES, 1024);
    for (const frame of bedFrames({ seconds: 8, noise: 0 })) traces.push({ ...frame, head: null });
    expect(viewReason(traces, "colour", true, true)).toMatchObject({ reason: "low-signal", headMotion: null });
  });

  test("is never light or face for a waveform, which has neither", () => {
    const traces = planTraceBuffer(["bvp"], 1024);
    for (let n = 0; n < 240; n++) {
      const value = -240 + Math.sin(n / 5);
      traces.push({
        tMs: (n * 1000) / 30,
        durationMs: 1000 / 30,
        keyframe: true,
        rgb: Float64Array.of(value, value, value),
        usable: Uint8Array.of(1),
        room: null,
        head: null,
      });
    }
    const view = viewReason(traces, "waveform", true, false);
    expect(view).toEqual({ reason: "not-measurable", skinLevel: null, headMotion: null });
    expect(viewReason(planTraceBuffer(["bvp"], 64), "waveform", false, false).reason).toBe("starting");
  });
});

describe("the figures of the view", () => {
  test("are the brightest channel's mean over the last second", () => {
    const scene: BedScene = { seconds: 8, light: (tS) => (tS < 6.5 ? [0, 0, 0] : [-0.5, -0.5, -0.5]) };
    expect(viewReason(tracesOf(scene), "colour", true, false).skinLevel).toBeCloseTo(SKIN[0] / 2, 6);
  });

  test("are the head's largest excursion within a second, in face widths", () => {
    const drift = viewReason(tracesOf({ seconds: 8, head: (tS) => head(300 + 30 * tS, 240) }), "colour", true, false);
    // From the middle of a second's first sample to the middle of its last.
    expect(drift.headMotion).toBeCloseTo((30 * 29) / 30 / WIDTH_PX, 6);
    const still = viewReason(tracesOf({ seconds: 8 }), "colour", true, false);
    expect(still.headMotion).toBe(0);
  });
});
