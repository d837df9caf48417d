import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import type { PulseReading } from "../../src/pulse/pulse-estimator.ts";

import { naturalPulse, pulseReadings, randomWalk } from "./estimator-run.ts";
import { NOISE_KINDS, noiseScene } from "./noise-scenes.ts";
import { FPS, type Rgb, type SkinScene, sine } from "./skin-traces.ts";

/** From here on a rate is shown. */
const SHOWN = 0.7;
const SECONDS = 24;
/** Rates are judged from this second on, when the window is full. */
const JUDGED_FROM_S = 12;

const shownOf = (readings: readonly PulseReading[]) => readings.filter(({ belief }) => belief.confidence >= SHOWN);
const judged = (readings: readonly PulseReading[]) => readings.slice(JUDGED_FROM_S - 1);
const errors = (readings: readonly PulseReading[], bpm: number) =>
  shownOf(judged(readings)).map(({ belief }) => Math.abs(belief.rateBpm - bpm));
const most = (values: readonly number[]) => Math.max(0, ...values);
const surest = (readings: readonly PulseReading[]) => most(readings.map(({ belief }) => belief.confidence));

/** A waveform in every channel, as a finished one comes. */
const waveform = (value: (tS: number) => number, seconds = SECONDS): SkinScene => ({
  seconds,
  regions: 1,
  light: (tS) => [value(tS), value(tS), value(tS)],
});

describe("the rate of planted pulses", () => {
  test("is right wherever it is sure, and sure in nine of ten seconds, from 30 to 220 /min", () => {
    let seconds = 0;
    let shown = 0;
    for (const [i, bpm] of [30, 36, 42, 48, 55, 63, 72, 84, 97, 112, 130, 150, 170, 195, 220].entries()) {
      const pulse = naturalPulse(bpm, 0.004);
      const readings = pulseReadings({ seconds: SECONDS, pulse, noise: 0.002, seed: 31 * (i + 1) });
      expect(most(errors(readings, bpm)), `${bpm} /min`).toBeLessThanOrEqual(3);
      seconds += judged(readings).length;
      shown += shownOf(judged(readings)).length;
    }
    expect(shown / seconds).toBeGreaterThanOrEqual(0.9);
  });

  test("is right or unsure under any noise and any drift of light", () => {
    const scenes = fc.record({
      bpm: fc.double({ min: 40, max: 200, noNaN: true }),
      amplitude: fc.double({ min: 0.0005, max: 0.006, noNaN: true }),
      noise: fc.double({ min: 0.0005, max: 0.008, noNaN: true }),
      drift: fc.double({ min: 0, max: 0.002, noNaN: true }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(scenes, ({ bpm, amplitude, noise, drift, seed }) => {
        const normal = planNormal(seed);
        const walks = [0, 1, 2].map(() => randomWalk(normal, drift, SECONDS * FPS + 1));
        const light = (tS: number): Rgb => {
          const all = walks[0](Math.round(tS * FPS));
          return [all, all * 0.95, all * 0.9];
        };
        const readings = pulseReadings({ seconds: SECONDS, pulse: naturalPulse(bpm, amplitude), noise, seed, light });
        expect(most(errors(readings, bpm))).toBeLessThanOrEqual(3);
      }),
      { numRuns: 12, seed: 4711 },
    );
  });

  test("is right where there is hardly any noise, or none", () => {
    for (const [bpm, noise] of [
      [40, 0.0003],
      [40, 0],
      [50, 0],
      [72, 0],
      [120, 0],
      [180, 0.0003],
    ]) {
      const readings = pulseReadings({ seconds: SECONDS, pulse: naturalPulse(bpm, 0.004), noise });
      expect(most(errors(readings, bpm)), `${bpm} /min`).toBeLessThanOrEqual(3);
      expect(shownOf(judged(readings)).length).toBe(judged(readings).length);
    }
  });

  test("follows a step within 11 s, up to half as fast again and down to half", () => {
    for (const [fromBpm, toBpm] of [
      [80, 120],
      [80, 40],
    ]) {
      const [before, after] = [naturalPulse(fromBpm, 0.004), naturalPulse(toBpm, 0.004)];
      const pulse = (tS: number) => (tS < 20 ? before(tS) : after(tS - 20));
      const readings = pulseReadings({ seconds: 40, pulse, noise: 0.002 });
      readings.forEach(({ belief }, i) => {
        if (i + 1 < JUDGED_FROM_S || belief.confidence < SHOWN) return;
        const possible = i + 1 >= 31 ? [toBpm] : [fromBpm, toBpm];
        expect(Math.min(...possible.map((bpm) => Math.abs(belief.rateBpm - bpm)))).toBeLessThanOrEqual(5);
      });
      expect(shownOf(readings.slice(31))).toHaveLength(9);
    }
  });

  test("goes on through a gap of half a second", () => {
    const arrives = (tS: number) => tS < 16 || tS > 16.5;
    const readings = pulseReadings({ seconds: 30, pulse: naturalPulse(75, 0.004), noise: 0.002, arrives });
    expect(most(errors(readings, 75))).toBeLessThanOrEqual(3);
    expect(shownOf(judged(readings))).toHaveLength(30 - JUDGED_FROM_S + 1);
  });
});

describe("what is no pulse", () => {
  test.each(NOISE_KINDS)("is never sure to be one: forty seconds of sensor noise and a wander of %s", (kind) => {
    for (let seed = 1; seed <= 5; seed++) {
      expect(surest(pulseReadings(noiseScene(kind, seed, 40))), `seed ${seed}`).toBeLessThan(SHOWN);
    }
  });

  test("is not read out of a waveform that stands still, rises or jumps once", () => {
    for (const value of [() => 0, (tS: number) => 0.002 * tS, (tS: number) => (tS < 12 ? 0 : 0.01)]) {
      expect(surest(pulseReadings(waveform(value), "waveform"))).toBeLessThan(SHOWN);
    }
  });

  test("is not read out of colours that stand still, rise or jump once", () => {
    for (const value of [() => 0, (tS: number) => 0.002 * tS, (tS: number) => (tS < 12 ? 0 : 0.01)]) {
      const light = (tS: number): Rgb => [value(tS), value(tS), value(tS)];
      expect(surest(pulseReadings({ seconds: SECONDS, light }))).toBeLessThan(SHOWN);
      expect(surest(pulseReadings({ seconds: SECONDS, light, noise: 0.002 }))).toBeLessThan(SHOWN);
    }
  });

  test("is a lamp that lights room and skin, also one of a colour", () => {
    for (const colour of [
      [1, 1, 1],
      [0.4, 1, 0.7],
    ]) {
      const flicker = sine(1.3, 0.004);
      const lamp = (tS: number): Rgb => [colour[0] * flicker(tS), colour[1] * flicker(tS), colour[2] * flicker(tS)];
      const readings = pulseReadings({ seconds: 30, light: lamp, room: lamp, noise: 0.002 });
      expect(surest(readings)).toBeLessThan(SHOWN);
    }
  });

  test("is the rhythm of a photo's keyframes, whatever its period", () => {
    for (const keyframeEvery of [18, 24, 30, 45]) {
      const jump = (tS: number): Rgb => {
        const phase = Math.round(tS * FPS) % keyframeEvery;
        return [0, 0.008 * Math.exp(-phase / 8), 0.002 * Math.exp(-phase / 8)];
      };
      const readings = pulseReadings({ seconds: 40, light: jump, keyframeEvery, noise: 0.002 });
      expect(surest(readings), `every ${keyframeEvery}`).toBeLessThan(SHOWN);
    }
  });

  test("does not hide a pulse beside it: lamp and keyframes of another rate", () => {
    const lamp = (tS: number): Rgb => [sine(1.7, 0.006)(tS), sine(1.7, 0.006)(tS), sine(1.7, 0.006)(tS)];
    const scene = { seconds: 30, pulse: naturalPulse(72, 0.004), noise: 0.002 };
    const jump = (tS: number): Rgb => [0, 0.004 * Math.exp(-(Math.round(tS * FPS) % 45) / 8), 0];
    for (const disturbed of [
      { ...scene, light: lamp, room: lamp },
      { ...scene, light: jump, keyframeEvery: 45 },
    ]) {
      const readings = pulseReadings(disturbed);
      expect(most(errors(readings, 72))).toBeLessThanOrEqual(3);
      expect(shownOf(judged(readings)).length).toBeGreaterThan(12);
    }
  });
});

describe("a window", () => {
  test("is none before five seconds and without a region, and the newest one looks back six seconds", () => {
    const readings = pulseReadings({ seconds: 20, pulse: naturalPulse(72, 0.004), noise: 0.002 });
    readings.forEach(({ analysis, newest }, i) => {
      expect(analysis !== null).toBe(i + 1 >= 5);
      expect(newest !== null).toBe(i + 1 > 6);
      if (newest) expect(newest.windowS).toBeCloseTo(6, 9);
      if (analysis) expect(analysis.windowS).toBeLessThanOrEqual(10);
    });
    const unseen = pulseReadings({ seconds: 12, usable: () => false });
    for (const { analysis, newest } of unseen) expect([analysis, newest]).toEqual([null, null]);
  });
});
