import { describe, expect, it } from "vitest";

import {
  planRespirationEstimator,
  type RespirationInput,
  type RespirationReading,
} from "../../src/respiration/respiration-estimator.ts";

import { breathingAt, type Movement, madeWitness, randomWalk, sumOf, whiteNoise } from "./made-breath.ts";

const SHOWN_FROM = 0.7;

/** Readings of each second over `durationS`. */
function follow(
  durationS: number,
  inputAt: (tS: number) => Omit<RespirationInput, "tMs">,
  delayS?: number,
): RespirationReading[] {
  const estimator = planRespirationEstimator(delayS);
  return Array.from({ length: durationS }, (_, i) => estimator.read({ tMs: 1000 * (i + 1), ...inputAt(i + 1) }));
}

function followOne(
  name: string,
  durationS: number,
  movement: Movement,
  pulseBpm: number | null = 130,
): RespirationReading[] {
  const witness = madeWitness(name, durationS, movement);
  return follow(durationS, (tS) => ({ witnesses: [witness.at(tS)], pulseBpm }));
}

const shown = (readings: readonly RespirationReading[]) =>
  readings.filter(({ confidence }) => confidence >= SHOWN_FROM).map(({ rateBrpm }) => rateBrpm);

describe("planRespirationEstimator", () => {
  it.each([6, 9, 12, 15, 20, 25, 31, 40, 50, 60])(
    "reads a chest that breathes %i times a minute, never its octave",
    (rate) => {
      const readings = followOne(
        "chest",
        60,
        sumOf(
          breathingAt(() => rate),
          whiteNoise(rate, 0.1),
          randomWalk(rate, 0.01),
        ),
      );
      const rates = shown(readings.slice(29));
      expect(rates.length).toBeGreaterThan(24);
      for (const found of rates) expect(Math.abs(found - rate)).toBeLessThan(2);
    },
  );

  it("reads a chest that breathes four times a minute, the slowest of all, once it has been seen for long", () => {
    const rates = shown(
      followOne(
        "chest",
        90,
        sumOf(
          breathingAt(() => 4),
          whiteNoise(4, 0.03),
        ),
      ).slice(59),
    );
    expect(rates.length).toBeGreaterThan(15);
    for (const found of rates) expect(Math.abs(found - 4)).toBeLessThan(2);
  });

  it("says nothing before eight seconds, and a clear chest within fifteen", () => {
    const readings = followOne(
      "chest",
      15,
      breathingAt(() => 20),
    );
    expect(shown(readings.slice(0, 7))).toEqual([]);
    expect(readings[3].reason).toBe("starting");
    expect(readings[14].confidence).toBeGreaterThan(0.9);
  });

  it.each([60, 120])("follows breathing from 6 to 35 /min within %i s", (sweepS) => {
    const rateAt = (tS: number) => 6 + 29 * Math.min(1, Math.max(0, (tS - 20) / sweepS));
    const readings = followOne("chest", sweepS + 40, sumOf(breathingAt(rateAt), whiteNoise(1, 0.05)));
    let right = 0;
    let all = 0;
    for (let tS = 30; tS <= readings.length; tS++) {
      const { rateBrpm, confidence } = readings[tS - 1];
      if (confidence < SHOWN_FROM) continue;
      all++;
      if (rateBrpm > rateAt(tS - 30) - 2 && rateBrpm < rateAt(tS) + 2) right++;
    }
    expect(all).toBeGreaterThan(0.7 * (readings.length - 30));
    expect(right).toBeGreaterThanOrEqual(0.85 * all);
  });

  it.each([
    ["white noise", (seed: number) => whiteNoise(seed, 1)],
    ["a drift", (seed: number) => randomWalk(seed, 1)],
    ["a drift with noise on it", (seed: number) => sumOf(randomWalk(seed, 0.3), whiteNoise(seed, 1))],
  ])("shows no rate in %s", (_, movement) => {
    for (const seed of [1, 2, 3]) expect(shown(followOne("chest", 90, movement(seed)))).toEqual([]);
  });

  it("shows no rate from a head that sways on its own, however clearly", () => {
    const readings = followOne(
      "head",
      60,
      sumOf(
        breathingAt(() => 14),
        whiteNoise(3, 0.02),
      ),
    );
    expect(shown(readings)).toEqual([]);
    expect(readings[59].evidence.witnesses[0].rateBrpm).toBeCloseTo(14, 0);
  });

  it("shows the rate of a head that the size of the pulse agrees with", () => {
    const head = madeWitness(
      "head",
      60,
      sumOf(
        breathingAt(() => 14),
        whiteNoise(3, 0.1),
      ),
    );
    const amplitude = madeWitness(
      "amplitude",
      60,
      sumOf(
        breathingAt(() => 14),
        whiteNoise(4, 0.2),
      ),
    );
    const readings = follow(60, (tS) => ({ witnesses: [head.at(tS), amplitude.at(tS)], pulseBpm: 72 }));
    for (const rate of shown(readings.slice(30))) expect(Math.abs(rate - 14)).toBeLessThan(1);
    expect(shown(readings.slice(30)).length).toBeGreaterThan(25);
  });

  it("does not listen to skin and beats while no pulse is sure", () => {
    const colour = madeWitness(
      "baseline",
      40,
      breathingAt(() => 14),
    );
    const readings = follow(40, (tS) => ({ witnesses: [colour.at(tS)], pulseBpm: null }));
    expect(shown(readings)).toEqual([]);
    expect(readings[39].evidence.witnesses).toEqual([]);
  });

  it.each([44, 58, 75])(
    "does not take a heart of %i /min that shakes the chest for breathing, known or unknown",
    (bpm) => {
      const heart = (sample: number) => Math.sin((2 * Math.PI * bpm * sample) / 600);
      const noise = whiteNoise(5, 0.05);
      for (const known of [bpm, null]) expect(shown(followOne("chest", 40, sumOf(heart, noise), known))).toEqual([]);
    },
  );

  it.each([44, 62, 90])("reads breathing under a heart of %i /min that shakes the chest half as far", (bpm) => {
    const heart = (sample: number) => 0.25 * Math.sin((2 * Math.PI * bpm * sample) / 600);
    const movement = sumOf(
      breathingAt(() => 15),
      heart,
      whiteNoise(6, 0.05),
    );
    const rates = shown(followOne("chest", 50, movement, bpm).slice(25));
    expect(rates.length).toBeGreaterThan(20);
    for (const rate of rates) expect(Math.abs(rate - 15)).toBeLessThan(1);
  });

  it("weighs a disturbed chest as no witness and gives motion as the reason", () => {
    const chest = madeWitness(
      "chest",
      40,
      breathingAt(() => 15),
    );
    const readings = follow(40, (tS) => ({ witnesses: [chest.at(tS, { disturbed: true })], pulseBpm: 70 }));
    expect(shown(readings)).toEqual([]);
    expect(readings[39].reason).toBe("motion");
    expect(readings[39].noBreathS).toBeNull();
  });

  it("rejects a delay of the no-breath condition outside of 10..40 s", () => {
    for (const delayS of [9, 41, Number.NaN]) expect(() => planRespirationEstimator(delayS)).toThrow(RangeError);
  });
});

describe("the no-breath condition", () => {
  const stopsAtS = (stopS: number, rate: number, from = Number.POSITIVE_INFINITY, height = 1): Movement => {
    const before = breathingAt(() => rate);
    const after = breathingAt(() => rate, height);
    const noise = whiteNoise(9, 0.02);
    return (sample) => (sample < stopS * 10 ? before(sample) : sample < from * 10 ? 0 : after(sample)) + noise(sample);
  };
  /** At 15 /min a breath ends at 28 s. */
  const stopping = (delayS: number, changes: Parameters<ReturnType<typeof madeWitness>["at"]>[1] = {}) => {
    const chest = madeWitness("chest", 60, stopsAtS(28, 15));
    return follow(60, (tS) => ({ witnesses: [chest.at(tS, changes)], pulseBpm: 70 }), delayS);
  };

  it.each([10, 20])("is raised %i s after the last breath ended, and not a second before", (delayS) => {
    const since = stopping(delayS).findIndex(({ noBreath }) => noBreath) + 1;
    expect(since).toBeGreaterThanOrEqual(28 + delayS - 1);
    expect(since).toBeLessThanOrEqual(28 + delayS + 1);
  });

  it("takes the rate away when its window holds no breath, and gives the reason", () => {
    const readings = stopping(20);
    expect(shown(readings.slice(20, 28)).length).toBe(8);
    for (const { confidence, reason } of readings.slice(37)) expect([confidence, reason]).toEqual([0, "no-breath"]);
  });

  it("counts the seconds since the last breath ended, 0 while breathing", () => {
    const readings = stopping(20);
    expect(readings[26].noBreathS).toBe(0);
    expect(Math.abs((readings[44].noBreathS ?? 0) - 17)).toBeLessThan(1);
  });

  it("is not raised where absence cannot be seen", () => {
    const readings = stopping(10, { canSeeAbsence: false });
    for (const { noBreath, noBreathS } of readings) expect([noBreath, noBreathS]).toEqual([false, null]);
  });

  it("is not raised where no breath was ever seen", () => {
    const chest = madeWitness("chest", 60, whiteNoise(2, 0.02));
    const readings = follow(60, (tS) => ({ witnesses: [chest.at(tS)], pulseBpm: 70 }), 10);
    for (const { noBreath, noBreathS } of readings) expect([noBreath, noBreathS]).toEqual([false, null]);
  });

  it("waits for one and a half of the breaths seen last where they are slow", () => {
    // Breaths of 12 s, the last of which ends at 72 s: 18 s are more than the delay of 10 s.
    const chest = madeWitness("chest", 110, stopsAtS(72, 5));
    const readings = follow(110, (tS) => ({ witnesses: [chest.at(tS)], pulseBpm: 70 }), 10);
    const since = readings.findIndex(({ noBreath }) => noBreath) + 1;
    expect(since).toBeGreaterThanOrEqual(72 + 15);
    expect(since).toBeLessThanOrEqual(72 + 22);
  });

  it.each([1, 0.25])("ends when breathing comes back with %f of its height", (height) => {
    const chest = madeWitness("chest", 100, stopsAtS(28, 15, 60, height));
    const readings = follow(100, (tS) => ({ witnesses: [chest.at(tS)], pulseBpm: 70 }));
    expect(readings[55].noBreath).toBe(true);
    expect(readings[99].noBreath).toBe(false);
    expect(readings[99].noBreathS).toBe(0);
    expect(Math.abs(readings[99].rateBrpm - 15)).toBeLessThan(1);
    expect(readings[99].confidence).toBeGreaterThan(0.7);
  });
});

describe("breath marks", () => {
  it("lie at the beginnings of inhalation", () => {
    const chest = madeWitness(
      "chest",
      60,
      sumOf(
        breathingAt(() => 15),
        whiteNoise(1, 0.01),
      ),
    );
    const readings = follow(60, (tS) => ({ witnesses: [chest.at(tS)], pulseBpm: 70 }));
    const marks = readings[59].evidence.breathsMs;
    expect(marks.length).toBeGreaterThanOrEqual(7);
    // Breaths begin every 4 s, after a short pause that the lowest place may lie in.
    for (const ms of marks) expect(Math.abs(((ms + 2000) % 4000) - 2000)).toBeLessThan(400);
  });

  it("lie at the tops of a witness that rises with exhaling", () => {
    const chest = madeWitness(
      "chest",
      60,
      breathingAt(() => 15),
    );
    const readings = follow(60, (tS) => ({ witnesses: [chest.at(tS, { direction: -1 })], pulseBpm: 70 }));
    for (const ms of readings[59].evidence.breathsMs) expect(Math.abs((ms % 4000) - 1600)).toBeLessThan(400);
  });
});
