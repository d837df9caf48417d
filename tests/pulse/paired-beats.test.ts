import { describe, expect, test } from "vitest";

import { type PairReading, planPairedBeats } from "../../src/pulse/paired-beats.ts";

import { madePulse, pulseOfIntervals } from "./made-beats.ts";

const FS_HZ = 30;
const LENGTH_S = 40;

/** What is said of a wave each second from the tenth on, when the spectrum finds these rates. */
function readings(wave: Float64Array, rateAt: (second: number) => number | null): PairReading[] {
  const pairs = planPairedBeats(FS_HZ, "colour");
  const said: PairReading[] = [];
  for (let end = 10; end * FS_HZ <= wave.length; end++) {
    said.push(pairs.step({ wave: wave.slice((end - 10) * FS_HZ, end * FS_HZ) }, rateAt(end)));
  }
  return said;
}

/** Pairs: a beat early by `early` of the usual interval, weak, and the pause after it. */
function pairsOf(bpm: number, early: number, noise: number, seed = 1) {
  const usual = 60 / bpm;
  const intervals = Array.from({ length: 2 * LENGTH_S }, (_, k) => usual * (k % 2 === 0 ? early : 2 - early));
  return pulseOfIntervals(intervals, LENGTH_S, noise, seed, (k) => (k % 2 === 0 ? 1 : 0.6)).wave;
}

describe("the rate of a bigeminy", () => {
  test("is twice that of its pairs, and two thirds of their third harmonic", () => {
    for (const [bpm, early] of [
      [66, 0.62],
      [76, 0.65],
      [90, 0.7],
    ]) {
      for (const noise of [0, 0.05]) {
        const wave = pairsOf(bpm, early, noise);
        const said = readings(wave, (second) => (second < 20 ? 0.5 : second < 30 ? 1.5 : 1) * bpm);
        const settled = said.slice(4);
        expect(settled.slice(0, 5).map((each) => each.beatsPerPeriod)).toEqual(Array(5).fill(2));
        expect(settled.slice(6, 15).map((each) => each.beatsPerPeriod)).toEqual(Array(9).fill(2 / 3));
        expect(settled.slice(16).every((each) => each.beatsPerPeriod === 1 && each.sure)).toBe(true);
      }
    }
  });

  test("is in doubt while the pairs are new, and is that of single beats once they are gone", () => {
    const wave = pairsOf(76, 0.65, 0);
    const single = madePulse({ bpm: 50 }, {}, 3, LENGTH_S, 0).wave;
    const both = new Float64Array([...wave, ...single]);
    const said = readings(both, (second) => (second < LENGTH_S + 5 ? 38 : 50));
    expect(said[0]).toMatchObject({ sure: false, paired: true });
    expect(said.at(-1)).toEqual({ beatsPerPeriod: 1, sure: true, paired: false });
  });
});

describe("single beats are never taken for pairs", () => {
  test.each([34, 40, 48, 60, 85, 130])("at %i /min, with dicrotic waves and with noise", (bpm) => {
    for (const noise of [0, 0.05, 0.15]) {
      const { wave } = madePulse({ bpm, rsaPercent: 3, jitterPercent: 2 }, {}, bpm, LENGTH_S, noise);
      for (const said of readings(wave, () => bpm)) {
        expect(said).toEqual({ beatsPerPeriod: 1, sure: true, paired: false });
      }
    }
  });

  /** Two summits that rise alike, so far apart. */
  const twoSummits = (bpm: number, apartS: number) =>
    Float64Array.from({ length: LENGTH_S * FS_HZ }, (_, i) => {
      const inBeatS = (((i / FS_HZ) * bpm) % 60) / bpm;
      const summit = (atS: number) => Math.exp(-0.5 * ((inBeatS - atS) / 0.07) ** 2);
      return -(summit(0.2) + summit(0.2 + apartS));
    });

  test.each([0.22, 0.25, 0.28])("nor where each has two summits %d s apart that rise alike", (apartS) => {
    for (const bpm of [48, 63, 80]) {
      for (const said of readings(twoSummits(bpm, apartS), () => bpm)) {
        expect(said).toEqual({ beatsPerPeriod: 1, sure: true, paired: false });
      }
    }
  });

  test.each([0.34, 0.37, 0.4])(
    "and are in doubt at the most where they lie %d s apart, as a balloon pump lifts",
    (apartS) => {
      for (const bpm of [48, 63, 80]) {
        for (const { beatsPerPeriod } of readings(twoSummits(bpm, apartS), () => bpm)) expect(beatsPerPeriod).toBe(1);
      }
    },
  );

  test("nor in atrial fibrillation", () => {
    const pulse = { bpm: 90, rhythm: "irregular", irregularPercent: 22 };
    const said = readings(madePulse(pulse, {}, 5, LENGTH_S, 0.05).wave, () => 90);
    expect(said.every(({ beatsPerPeriod, sure }) => beatsPerPeriod === 1 && sure)).toBe(true);
  });

  test("nor without a wave or a rate", () => {
    const pairs = planPairedBeats(FS_HZ, "waveform");
    expect(pairs.step(null, 60)).toEqual({ beatsPerPeriod: 1, sure: true, paired: false });
    expect(pairs.step({ wave: new Float64Array(300) }, null)).toEqual({ beatsPerPeriod: 1, sure: true, paired: false });
    expect(pairs.step({ wave: new Float64Array(300) }, 60)).toEqual({ beatsPerPeriod: 1, sure: true, paired: false });
  });
});
