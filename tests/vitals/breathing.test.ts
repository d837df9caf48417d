import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";

import type { TissueMotion } from "../../src/base/tissue-motion.ts";
import { WaveMessage } from "../../src/wire/messages.ts";
import { RespirationEvidence, RespirationValue } from "../../src/wire/respiration.ts";
import { isChest, type Movement } from "../respiration/made-motion.ts";

import { type Arrival, type BreathingRun, runBreathing } from "./breathing-run.ts";

const LATEST_MS = 250;
const still: readonly [number, number] = [0, 0];

/** Way of a chest that breathes as a sine, 0..1, up is inhaling. */
const lift = (tS: number, brpm: number) => (1 - Math.cos((2 * Math.PI * brpm * tS) / 60)) / 2;
const breathing =
  (brpm: number, px = 2): Movement =>
  (tS, column, row) =>
    isChest(column, row) ? [0, -px * lift(tS, brpm)] : still;

const calm15 = runBreathing({ seconds: 40, movement: breathing(15) });

/** Samples of the wave with their times. */
function samplesOf(arrivals: readonly Arrival[]): { tMs: number; value: number }[] {
  return arrivals.flatMap(({ message }) =>
    (message.samples ?? []).map((value, i) => ({ tMs: message.tMs + i * message.stepMs, value })),
  );
}

/** Delay of the wave against the planted lift, ms, from the phase of its last whole breaths. */
function delayMs(arrivals: readonly Arrival[], brpm: number, breaths: number): number {
  const newest = samplesOf(arrivals).slice(-Math.round((600 * breaths) / brpm));
  expect(newest.length).toBe(Math.round((600 * breaths) / brpm));
  let inPhase = 0;
  let behind = 0;
  for (const { tMs, value } of newest) {
    const angle = (2 * Math.PI * brpm * tMs) / 60_000;
    inPhase -= value * Math.cos(angle);
    behind -= value * Math.sin(angle);
  }
  return (Math.atan2(behind, inPhase) / (2 * Math.PI)) * (60_000 / brpm);
}

function expectInOrder({ arrivals }: BreathingRun): void {
  for (const [i, { atMs, message }] of arrivals.entries()) {
    expect(Value.Check(WaveMessage, message)).toBe(true);
    expect(message.wave).toBe("respiration");
    expect(message.bed).toBe("7");
    expect(message.spanMs).toBeLessThanOrEqual(100);
    if (message.samples) expect(message.samples.length * message.stepMs).toBeCloseTo(message.spanMs, 6);
    expect(message.reason === null).toBe(message.samples !== null);
    const next = arrivals[i + 1];
    if (next) expect(next.message.tMs).toBeCloseTo(message.tMs + message.spanMs, 6);
    expect(atMs - message.tMs).toBeLessThanOrEqual(LATEST_MS);
    for (const sample of message.samples ?? []) expect(Number.isFinite(sample)).toBe(true);
  }
}

function expectSound({ seconds }: BreathingRun): void {
  for (const { value, evidence } of seconds) {
    expect(Value.Check(RespirationValue, value)).toBe(true);
    expect(value.rateBrpm === null ? value.reason !== null : value.held === (value.reason !== null)).toBe(true);
    if (value.rateBrpm === null) expect(value.confidence).toBe(0);
    if (evidence) expect(Value.Check(RespirationEvidence, evidence)).toBe(true);
    for (const [x, y, width, height] of evidence?.places ?? []) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThan(0);
      expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
}

describe("the breathing of a calm chest", () => {
  it("is read once its window is full, in values and evidence that keep their schemas", () => {
    expectSound(calm15);
    for (const { value } of calm15.seconds.slice(20)) {
      expect(value.rateBrpm).not.toBeNull();
      expect(Math.abs((value.rateBrpm ?? 0) - 15)).toBeLessThan(2);
      expect(value.held).toBe(false);
    }
    expect(calm15.seconds[2].value.reason).toBe("starting");
  });

  it("names the cells of the chest as the places of its movement", () => {
    const places = calm15.seconds.at(-1)?.evidence?.places ?? [];
    expect(places.length).toBeGreaterThan(10);
    for (const [x, y, width, height] of places) {
      expect(width).toBeCloseTo(32 / 640, 3);
      expect(height).toBeCloseTo(32 / 480, 3);
      expect(isChest(Math.round((640 * x - 16) / 32), Math.round((480 * y - 16) / 32))).toBe(true);
    }
  });

  it("comes in stretches of a tenth of a second, one after the other and at once", () => {
    expect(calm15.arrivals.length).toBeGreaterThanOrEqual(400);
    expectInOrder(calm15);
  });

  it.each([
    { brpm: 12, breaths: 2 },
    { brpm: 15, breaths: 3 },
    { brpm: 30, breaths: 6 },
  ])("at $brpm a minute rises while the chest inhales, within a quarter of a second", ({ brpm, breaths }) => {
    const run = brpm === 15 ? calm15 : runBreathing({ seconds: 40, movement: breathing(brpm) });
    expect(Math.abs(delayMs(run.arrivals, brpm, breaths))).toBeLessThan(LATEST_MS);
  });

  it("at 7 a minute is not late either: what takes drift out makes it early, by less than a twentieth of a breath", () => {
    const run = runBreathing({ seconds: 44, movement: breathing(7) });
    expect(delayMs(run.arrivals, 7, 2)).toBeLessThan(LATEST_MS);
    expect(delayMs(run.arrivals, 7, 2)).toBeGreaterThan(-60_000 / 7 / 20);
  });

  it("is drawn from the past alone: what comes later does not change it", () => {
    const until = runBreathing({ seconds: 30, movement: breathing(15) });
    const otherwise: Movement = (tS, column, row) => {
      const [x, y] = breathing(15)(tS, column, row) ?? still;
      return tS > 30 ? [x, y + 30 * (tS - 30)] : [x, y];
    };
    const changed = runBreathing({ seconds: 34, movement: otherwise });
    expect(changed.arrivals.slice(0, until.arrivals.length)).toEqual(until.arrivals);
    expect(calm15.arrivals.slice(0, until.arrivals.length)).toEqual(until.arrivals);
  });

  it("is silent, with the reason, exactly while no rate is shown", () => {
    for (const [i, { value }] of calm15.seconds.entries()) {
      const live = value.rateBrpm !== null && !value.held;
      // What comes in the second after a reading; its first stretch may have begun before it.
      const [, ...after] = calm15.arrivals.filter(({ atMs }) => atMs >= 1000 * (i + 1) && atMs < 1000 * (i + 2));
      for (const { message } of after) expect(message.samples !== null).toBe(live);
      if (!live) for (const { message } of after) expect(message.reason).toBe(value.reason);
    }
    expect(calm15.arrivals[0].message.samples).toBeNull();
    expect(calm15.arrivals.at(-1)?.message.samples).not.toBeNull();
  });
});

describe("breathing that is measured otherwise", () => {
  it("comes in whole and in time from cameras of 25 frames a second, measured at 12.5", () => {
    const run = runBreathing({ seconds: 24, movement: breathing(20), fps: 25, every: 2 });
    expectInOrder(run);
    expectSound(run);
    expect(Math.abs((run.seconds.at(-1)?.value.rateBrpm ?? 0) - 20)).toBeLessThan(2);
    expect(Math.abs(delayMs(run.arrivals, 20, 3))).toBeLessThan(LATEST_MS);
  });

  it("of a patient who lies across the view rises while the chest moves towards the head", () => {
    const lying = { topXPx: 60, topYPx: 240, chinXPx: 200, chinYPx: 240, widthPx: 120 };
    const movement: Movement = (tS, column, row) =>
      column >= 7 && row >= 4 && row <= 9 ? [-2 * lift(tS, 15), 0] : still;
    const run = runBreathing({ seconds: 32, movement, head: () => lying });
    expectSound(run);
    expect(samplesOf(run.arrivals).length).toBeGreaterThan(100);
    expect(Math.abs(delayMs(run.arrivals, 15, 3))).toBeLessThan(LATEST_MS);
  });

  it("is not shown of an empty bed, nor of one whose cells only err", () => {
    const run = runBreathing({ seconds: 40, movement: () => still, head: () => null });
    expectSound(run);
    expectInOrder(run);
    for (const { value } of run.seconds) {
      expect(value.rateBrpm).toBeNull();
      expect(value.noBreathS).toBeNull();
    }
    expect(samplesOf(run.arrivals)).toEqual([]);
  });

  it("has neither wave nor evidence where nothing is measured", () => {
    const run = runBreathing({ seconds: 12, movement: () => still, head: () => null, every: 1e9 });
    expectSound(run);
    expect(run.seconds.at(-1)?.value.reason).toBe("not-measurable");
    expect(samplesOf(run.arrivals)).toEqual([]);
  });

  it("goes on in finite numbers when the size of the picture changes", () => {
    let pictures = 0;
    const small = (motion: TissueMotion): TissueMotion => {
      if (pictures++ < 255) return motion;
      const cells = 5 * 4;
      const part = (values: Float32Array) => values.slice(motion.columns * 9 + 7, motion.columns * 9 + 7 + cells);
      return {
        ...motion,
        widthPx: 200,
        heightPx: 150,
        columns: 5,
        rows: 4,
        xPx: part(motion.xPx),
        yPx: part(motion.yPx),
        qualityX: part(motion.qualityX),
        qualityY: part(motion.qualityY),
      };
    };
    const run = runBreathing({ seconds: 36, movement: breathing(15), seenAs: small });
    expectInOrder(run);
    expectSound(run);
    const changedMs = 25_500;
    const before = samplesOf(run.arrivals).filter(({ tMs }) => tMs < changedMs);
    expect(before.length).toBeGreaterThan(20);
    // Without a chest the wave runs out: it never goes further than it was.
    const most = Math.max(...before.map(({ value }) => Math.abs(value)));
    for (const { tMs, value } of samplesOf(run.arrivals)) {
      if (tMs >= changedMs && tMs < 30_000) expect(Math.abs(value)).toBeLessThanOrEqual(1.1 * most);
    }
  });
});

describe("a source that is lost for 25 s", () => {
  const lostS = { from: 30, to: 55 };
  const run = runBreathing({
    seconds: 95,
    movement: breathing(15),
    arrives: (tS) => tS < lostS.from || tS >= lostS.to,
  });
  const during = run.seconds.slice(lostS.from + 1, lostS.to - 1);

  it("takes the rate away at once, with the reason and without a claim on breath", () => {
    expect(run.seconds[lostS.from - 2].value.rateBrpm).not.toBeNull();
    expect(during.length).toBe(23);
    for (const { value } of during) {
      expect(value).toMatchObject({
        rateBrpm: null,
        confidence: 0,
        held: false,
        reason: "source-lost",
        noBreathS: null,
      });
    }
    expectSound(run);
  });

  it("is no pause in breathing when it is back", () => {
    for (const { value } of run.seconds.slice(lostS.to - 1)) {
      expect(value.reason).not.toBe("no-breath");
      expect(value.noBreathS ?? 0).toBeLessThan(5);
    }
    expect(Math.abs((run.seconds.at(-1)?.value.rateBrpm ?? 0) - 15)).toBeLessThan(2);
  });

  it("draws no wave across the gap, whose time passes in the wave as well", () => {
    const inGap = samplesOf(run.arrivals).filter(({ tMs }) => tMs > 1000 * lostS.from + 100 && tMs < 1000 * lostS.to);
    expect(inGap).toEqual([]);
    for (const [i, { message }] of run.arrivals.entries()) {
      if (i > 0) expect(message.tMs - run.arrivals[i - 1].message.tMs).toBeCloseTo(100, 6);
    }
  });
});

describe("frames at more than one pace", () => {
  it("let a rate of breathing go on that is shown, and none begin", () => {
    const late = runBreathing({ seconds: 34, movement: breathing(15), mixed: (tS) => tS >= 20 });
    expect(late.seconds.slice(20).every(({ value }) => value.rateBrpm !== null)).toBe(true);
    const early = runBreathing({ seconds: 34, movement: breathing(15), mixed: (tS) => tS < 24 });
    expect(early.seconds.slice(0, 23).filter(({ value }) => value.rateBrpm !== null)).toEqual([]);
    expect(early.seconds[22].value.reason).toBe("slow-frames");
    expect(early.seconds.slice(24).every(({ value }) => value.rateBrpm !== null)).toBe(true);
  });
});

describe("a movement that stops before a rate of it was shown", () => {
  const stopping: Movement = (tS, column, row) => breathing(15)(Math.min(tS, 24), column, row);
  const noBreath = (mixed: (tS: number) => boolean) =>
    runBreathing({ seconds: 52, movement: stopping, mixed }).seconds.filter(
      ({ value }) => value.reason === "no-breath" || (value.noBreathS ?? 0) >= 20,
    );

  it("is no pause in breathing", () => {
    expect(noBreath(() => true)).toEqual([]);
  });

  it("is one where a rate was", () => {
    expect(noBreath(() => false).length).toBeGreaterThan(5);
  });
});
