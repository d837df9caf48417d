import { describe, expect, test } from "vitest";

import { spectrumPower } from "../../src/dsp/spectrum-power.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import { type NamedRateTest, planNamedRateTest } from "../../src/pulse/named-rate-test.ts";
import { RATE_GRID_BPM } from "../../src/pulse/rate-grid.ts";
import { planWaveSpectrum } from "../../src/pulse/wave-spectrum.ts";

const FS_HZ = 30;
const WINDOW_S = 15;
const inside = Uint8Array.from(RATE_GRID_BPM, (bpm) => (bpm >= 36 && bpm <= 198 ? 1 : 0));
const { binHz, spectrumOf } = planWaveSpectrum(FS_HZ, 1024);

/** The test after half a minute of a wave, looked at each second from when the window is full. */
function lookedAt(wave: (sample: number) => number, isOpen: (at: number) => boolean = () => true): NamedRateTest {
  const all = Float64Array.from({ length: 30 * FS_HZ }, (_, i) => wave(i));
  const named = planNamedRateTest(inside);
  for (let end = WINDOW_S * FS_HZ; end <= all.length; end += FS_HZ) {
    const ratios = spectrumPower(spectrumOf(all.slice(end - WINDOW_S * FS_HZ, end)));
    named.step({ ratios, binHz }, isOpen);
  }
  return named;
}

const NAMED = Array.from({ length: 10 }, (_, i) => 48 + 15 * i);
const line = (bpm: number, amplitude: number) => (sample: number) =>
  amplitude * Math.sin((2 * Math.PI * bpm * sample) / 60 / FS_HZ);

describe("the test of a named rate", () => {
  test("is passed by noise in less than one of a hundred", () => {
    const normal = planNormal(17);
    let passed = 0;
    for (let run = 0; run < 60; run++) {
      const named = lookedAt(() => normal());
      passed += NAMED.filter(named.isPassed).length;
    }
    expect(passed / (60 * NAMED.length)).toBeLessThan(0.01);
  }, 60_000);

  test("is passed by a weak line at its rate, in most runs, and not by one at another rate", () => {
    const normal = planNormal(18);
    let own = 0;
    let other = 0;
    for (let run = 0; run < 20; run++) {
      const pulse = line(93, 0.35);
      const named = lookedAt((sample) => pulse(sample) + normal());
      if (named.isPassed(93)) own++;
      if (named.isPassed(138)) other++;
    }
    expect(own).toBeGreaterThan(12);
    expect(other).toBeLessThanOrEqual(1);
  }, 60_000);

  test("is not passed where it may not be made, or before anything was seen", () => {
    const normal = planNormal(19);
    const pulse = line(93, 3);
    expect(lookedAt((sample) => pulse(sample) + normal()).isPassed(93)).toBe(true);
    expect(
      lookedAt(
        (sample) => pulse(sample) + normal(),
        () => false,
      ).isPassed(93),
    ).toBe(false);
    const unseen = planNamedRateTest(inside);
    unseen.step(null, () => true);
    expect(unseen.isPassed(93)).toBe(false);
  });
});
