import { expect, test } from "vitest";

import { keyframeJump } from "../../src/vitals/keyframe-jump.ts";

import { madeView } from "./made-view.ts";

/** A view of noise whose frames drift off within each group of pictures by `drift` of their light and jump back at its keyframe. */
function grouped(drift: number, everyFrames: number, extra: (tS: number, height: number) => number = () => 0) {
  const light = (tS: number, height: number) => {
    const frame = Math.round(30 * tS);
    return (drift * (frame % everyFrames)) / everyFrames + extra(tS, height);
  };
  const window = madeView({ rateHz: 30, seconds: 20, light });
  return { ...window, keyframes: window.keyframes.map((_, i) => (i % everyFrames === 0 ? 1 : 0)) };
}

test("keyframes that repaint nothing jump no more than other frames, to within 9 %", () => {
  for (const everyFrames of [20, 25, 30]) {
    const jump = keyframeJump(grouped(0, everyFrames)) ?? 0;
    expect(jump).toBeGreaterThan(0.91);
    expect(jump).toBeLessThan(1.09);
  }
});

test("a jump at keyframes is told as a ratio to the noise, whoever moves in a third of the view", () => {
  // Noise of 0.2 in 100 changes by 0.28 % from frame to frame; the jump adds 1 %.
  const expected = Math.hypot(0.0028, 0.01) / 0.0028;
  const mover = (tS: number, height: number) => (height > 0.67 ? 0.3 * Math.sin(40 * tS) : 0);
  for (const extra of [() => 0, mover]) {
    const jump = keyframeJump(grouped(0.01, 25, extra)) ?? 0;
    expect(jump).toBeGreaterThan(0.8 * expected);
    expect(jump).toBeLessThan(1.2 * expected);
  }
});

test("without keyframes, and with nothing else, there is no rhythm", () => {
  expect(keyframeJump(madeView({ rateHz: 30, seconds: 20, light: () => 0 }))).toBeNull();
  expect(keyframeJump(grouped(0, 1))).toBeNull();
});
