import { describe, expect, test } from "vitest";

import { pulseOfIntervals } from "../pulse/made-beats.ts";

import { isLive, runScene, vitalsOf } from "./engine-run.ts";

const FS_HZ = 30;
const SECONDS = 26;

describe("a heart whose every second beat is weak", () => {
  test.each([
    [90, 0.7],
    [84, 0.6],
  ])("at %i /min, weak beats %f of the strong, is never read as its strong beats alone", (bpm, weak) => {
    const intervals = new Array<number>(2 * SECONDS).fill(60 / bpm);
    const { wave } = pulseOfIntervals(intervals, SECONDS, 0, bpm, (beat) => (beat % 2 === 0 ? 1 : weak));
    const pulse = (tS: number) => 0.01 * wave[Math.min(wave.length - 1, Math.round(Math.max(0, tS * FS_HZ - 0.5)))];
    const live = vitalsOf(runScene({ seconds: SECONDS, pulse, noise: 0.001, seed: bpm })).filter(isLive);
    for (const vitals of live) expect(Math.abs((vitals.pulse.rateBpm ?? 0) - bpm)).toBeLessThanOrEqual(5);
  });
});
