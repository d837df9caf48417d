import { describe, expect, it } from "vitest";

import type { Beat } from "../../src/pulse/beat-finder.ts";
import { planBeatWitnesses } from "../../src/respiration/beat-witnesses.ts";
import { planRespirationEstimator } from "../../src/respiration/respiration-estimator.ts";

/** Beats of 75 /min whose intervals (share `rsa`) and sizes (share `size`) follow breathing. */
function beatsOf(rateBrpm: number, rsa: number, size: number, untilMs: number): Beat[] {
  const beats: Beat[] = [];
  for (let tMs = 300; tMs < untilMs; ) {
    const breath = Math.sin((2 * Math.PI * rateBrpm * tMs) / 60_000);
    beats.push({ tMs, errorMs: 2, size: 1 + size * breath, follows: beats.length > 0 });
    tMs += 800 * (1 + rsa * breath);
  }
  return beats;
}

describe("planBeatWitnesses", () => {
  it("says nothing below five beats", () => {
    const witnesses = planBeatWitnesses();
    witnesses.push(beatsOf(15, 0.05, 0.1, 3000));
    expect(witnesses.read(3000)).toEqual([]);
  });

  it("gives sizes where beats are and marks as unmeasured what comes after the last", () => {
    const witnesses = planBeatWitnesses();
    witnesses.push(beatsOf(15, 0, 0.2, 27_000));
    const amplitude = witnesses.read(30_000).find(({ name }) => name === "amplitude");
    if (!amplitude) throw new Error("no amplitude");
    expect(Array.from(amplitude.valid.slice(272))).toEqual(new Array(28).fill(0));
    for (let i = 20; i < 260; i++) {
      const truth = 0.2 * Math.sin((2 * Math.PI * 15 * (i + 0.5)) / 600);
      expect(Math.abs(amplitude.signal[i] - truth)).toBeLessThan(0.06);
    }
  });

  it.each([12, 18, 24])("shows breathing of %i /min in the intervals and sizes together", (rateBrpm) => {
    const witnesses = planBeatWitnesses();
    const estimator = planRespirationEstimator();
    const beats = beatsOf(rateBrpm, 0.04, 0.1, 60_000);
    const rates: number[] = [];
    for (let tMs = 1000; tMs <= 60_000; tMs += 1000) {
      // The pulse gives beats three seconds after they came.
      witnesses.push(beats.filter((beat) => beat.tMs > tMs - 4000 && beat.tMs <= tMs - 3000));
      const { rateBrpm: found, confidence } = estimator.read({ tMs, witnesses: witnesses.read(tMs), pulseBpm: 75 });
      if (tMs > 30_000 && confidence >= 0.7) rates.push(found);
    }
    expect(rates.length).toBeGreaterThan(25);
    for (const found of rates) expect(Math.abs(found - rateBrpm)).toBeLessThan(2);
  });

  it("does not call the vessels' own swing at 6 /min breathing", () => {
    const witnesses = planBeatWitnesses();
    const estimator = planRespirationEstimator();
    witnesses.push(beatsOf(6, 0.06, 0.1, 30_000));
    for (let second = 0; second < 20; second++) {
      const { confidence } = estimator.read({
        tMs: 30_000 + 1000 * second,
        witnesses: witnesses.read(30_000),
        pulseBpm: 75,
      });
      expect(confidence).toBeLessThan(0.7);
    }
  });
});
