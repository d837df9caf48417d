import { describe, expect, test } from "vitest";

import type { Evidence } from "../../src/wire/vitals.ts";
import { MAX_RATE_BPM, MIN_RATE_BPM } from "../../src/pulse/rate-grid.ts";

import { runEngine, runScene, vitalsOf } from "./engine-run.ts";
import { type BedScene, bedFrames, heart, PATCH_NAMES } from "./made-frames.ts";

const BPM = 90;
const PULSE: BedScene = { seconds: 13, pulse: heart(BPM) };
const evidenceOf = (scene: BedScene): Evidence[] => vitalsOf(runScene(scene)).map(({ evidence }) => evidence);

function lastOf(scene: BedScene): Evidence {
  const last = evidenceOf(scene).at(-1);
  if (!last) throw new Error("no second passed");
  return last;
}

const pulse = lastOf(PULSE);

describe("the evidence of a pulse", () => {
  test("names the pulse first among the candidates, and its harmonic after it", () => {
    const [first, ...others] = pulse.candidates;
    expect(Math.abs(first.rateBpm - BPM)).toBeLessThanOrEqual(2);
    expect(others.some(({ rateBpm }) => Math.abs(rateBpm - 2 * BPM) <= 4)).toBe(true);
    const powers = pulse.candidates.map(({ power }) => power);
    expect(powers).toEqual(powers.toSorted((a, b) => b - a));
    expect(powers.every((power) => power >= 0 && power <= 1)).toBe(true);
    expect(powers.reduce((sum, power) => sum + power, 0)).toBeLessThanOrEqual(1.001);
  });

  test("lets both methods speak, and both read the pulse", () => {
    expect(Object.keys(pulse.methods)).toEqual(["pos", "chrom", "beats"]);
    for (const rateBpm of Object.values(pulse.methods)) {
      expect(Math.abs((rateBpm ?? 0) - BPM)).toBeLessThanOrEqual(3);
    }
  });

  test("weighs every region that was seen, all together 1", () => {
    expect(pulse.regions.map(({ name }) => name)).toEqual(PATCH_NAMES);
    expect(pulse.regions.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 2);
    expect(pulse.regions.every(({ weight }) => weight > 0)).toBe(true);
  });

  test("leaves out a region that was not seen, and weighs a noisy one less", () => {
    const lost = lastOf({ ...PULSE, usable: (patch) => patch !== 3 });
    expect(lost.regions.map(({ name }) => name)).toEqual(PATCH_NAMES.filter((name) => name !== "patch-4"));
    let state = 1;
    const crackle = (): [number, number, number] => {
      state = (state * 16807) % 2147483647;
      return [0, (0.05 * state) / 2147483647, 0];
    };
    const noisy = lastOf({ ...PULSE, light: (_, patch) => (patch === 1 ? crackle() : [0, 0, 0]) });
    const weight = (name: string) => noisy.regions.find((region) => region.name === name)?.weight ?? 0;
    for (const name of PATCH_NAMES) if (name !== "patch-2") expect(weight("patch-2")).toBeLessThan(0.5 * weight(name));
  });

  test("draws the spectrum over all rates that are ever shown, its largest power 1 at the pulse", () => {
    const { spectrum } = pulse;
    if (!spectrum) throw new Error("no spectrum");
    const rates = spectrum.power.map((_, i) => spectrum.startBpm + i * spectrum.stepBpm);
    expect(rates[0]).toBe(MIN_RATE_BPM);
    expect(rates[rates.length - 1]).toBeGreaterThan(MAX_RATE_BPM - spectrum.stepBpm);
    expect(rates[rates.length - 1]).toBeLessThanOrEqual(MAX_RATE_BPM);
    expect(Math.max(...spectrum.power)).toBe(1);
    expect(Math.abs(rates[spectrum.power.indexOf(1)] - BPM)).toBeLessThanOrEqual(spectrum.stepBpm);
  });

  test("looks back further from second to second, up to a length that it keeps", () => {
    const windows = evidenceOf({ ...PULSE, seconds: 24 }).map(({ windowS }) => windowS);
    expect(windows).toEqual(windows.toSorted((a, b) => a - b));
    expect(windows[0]).toBe(0);
    expect(windows[windows.length - 1]).toBe(windows[windows.length - 2]);
    windows.forEach((windowS, i) => {
      expect(windowS).toBeLessThanOrEqual(i + 1);
    });
  });

  test("tells pulse from none by its checks", () => {
    const { checks } = lastOf({ seconds: 13 });
    const ofPulse = pulse.checks;
    expect(checks.noPulseProbability).toBeGreaterThan(0.5);
    expect(ofPulse.noPulseProbability).toBeLessThan(0.1);
    expect(ofPulse.peakOverNoise ?? 0).toBeGreaterThan(2 * (checks.peakOverNoise ?? Number.NaN));
    expect(ofPulse.headMotionWidths).toBe(0);
  });
});

describe("the evidence of nothing", () => {
  test("is empty and not zero", () => {
    expect(lastOf({ seconds: 8, head: () => null })).toMatchObject({
      windowS: 0,
      candidates: [],
      methods: {},
      regions: [],
      spectrum: null,
      checks: { skinLevel: null, headMotionWidths: null },
    });
  });
});

describe("the evidence of a waveform", () => {
  test("has one witness, the waveform", () => {
    const frames = bedFrames({ ...PULSE, noise: 0.002 }).map((frame) => ({
      ...frame,
      rgb: Float64Array.of(frame.rgb[1], frame.rgb[1], frame.rgb[1]),
      usable: Uint8Array.of(1),
      head: null,
    }));
    const last = vitalsOf(runEngine(frames, ["bvp"], "waveform")).at(-1);
    expect(Object.keys(last?.evidence.methods ?? {})).toEqual(["waveform", "beats"]);
    expect(Math.abs((last?.evidence.methods.waveform ?? 0) - BPM)).toBeLessThanOrEqual(2);
    expect(Math.abs((last?.pulse.rateBpm ?? 0) - BPM)).toBeLessThanOrEqual(3);
  });
});
