import { describe, expect, test } from "vitest";

import { spectrumPower } from "../../src/dsp/spectrum-power.ts";
import { planNormal } from "../dsp/seeded-noise.ts";
import { rankLogRatios } from "../../src/pulse/guided-look.ts";
import { ratioAt } from "../../src/pulse/power-ratio.ts";
import { RATE_GRID_BPM } from "../../src/pulse/rate-grid.ts";
import { planWaveSpectrum } from "../../src/pulse/wave-spectrum.ts";

const inside = Uint8Array.from(RATE_GRID_BPM, (bpm) => (bpm >= 36 && bpm <= 198 ? 1 : 0));
const at = (bpm: number) => bpm - RATE_GRID_BPM[0];

describe("a look at a rate that was named", () => {
  test("is worth nothing on average where there is noise alone", () => {
    const normal = planNormal(21);
    const { binHz, spectrumOf } = planWaveSpectrum(30, 1024);
    let sum = 0;
    let count = 0;
    for (let window = 0; window < 100; window++) {
      const power = spectrumPower(spectrumOf(Float64Array.from({ length: 300 }, () => normal())));
      const colours = Float64Array.from(RATE_GRID_BPM, (bpm) => ratioAt(power, binHz, bpm / 60) ?? 0);
      for (const [i, ratio] of rankLogRatios(colours, inside).entries()) {
        if (!inside[i]) continue;
        sum += Math.exp(ratio);
        count++;
      }
    }
    expect(sum / count).toBeGreaterThan(0.85);
    expect(sum / count).toBeLessThan(1.15);
  }, 60_000);

  test("speaks for the rate that stands out most, against those that do not, and not of others", () => {
    const line = Float64Array.from(RATE_GRID_BPM, (bpm) => Math.exp(-(((bpm - 84) / 5) ** 2)) + bpm / 1e6);
    const ratios = rankLogRatios(line, inside);
    expect(ratios[at(84)]).toBeGreaterThan(1.5);
    expect(ratios[at(85)]).toBe(ratios[at(84)]);
    expect(ratios[at(60)]).toBeLessThan(-1);
    expect(ratios[at(30)]).toBe(0);
  });
});
