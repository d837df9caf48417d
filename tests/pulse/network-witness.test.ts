import { describe, expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { type NetworkReading, planNetworkWitness } from "../../src/pulse/network-witness.ts";

const FS_HZ = 30;
const BAND_BPM = [36, 198] as const;

/** What is read each second, of a network that shows this rate at each time, /min; null: noise. */
function readings(seconds: number, rateAt: (tS: number) => number | null, seed = 1): (NetworkReading | null)[] {
  const witness = planNetworkWitness({ name: "made", bandBpm: BAND_BPM, samples: [], note: null }, 1024);
  const normal = planNormal(seed);
  const out: (NetworkReading | null)[] = [];
  let phase = 0;
  for (let i = 0, second = 1; second <= seconds; i++) {
    const tS = i / FS_HZ;
    const rate = rateAt(tS);
    phase += (2 * Math.PI * (rate ?? 0)) / 60 / FS_HZ;
    witness.push([{ tMs: 1000 * tS, bvp: (rate === null ? 0 : Math.sin(phase)) + 0.3 * normal() }]);
    if (i + 1 < second * FS_HZ) continue;
    out.push(witness.step(second * FS_HZ, Math.min(second, 10) * FS_HZ, null).reading);
    second++;
  }
  return out;
}

describe("a network beside the colours", () => {
  test("is heard from seven and a half seconds on, at its rate", () => {
    const said = readings(14, () => 84);
    expect(said.slice(0, 7)).toEqual(Array(7).fill(null));
    for (const reading of said.slice(9)) {
      expect(Math.abs((reading?.rateBpm ?? 0) - 84)).toBeLessThan(3);
      expect(reading?.sureness).toBeGreaterThan(0.9);
    }
  });

  test("that finds its pulse late is heard before its window has forgotten what it showed until then", () => {
    for (const seed of [1, 2, 3, 4]) {
      const said = readings(20, (tS) => (tS < 6 ? 50 : 84), seed);
      // Six of the ten seconds of the window show the pulse, and all but two of its newest part.
      const reading = said[11];
      expect(Math.abs((reading?.rateBpm ?? 0) - 84)).toBeLessThan(3);
      expect(reading?.sureness).toBeGreaterThan(0.5);
    }
  });

  test("that shows noise is sure of nothing", () => {
    let sure = 0;
    for (let seed = 1; seed <= 20; seed++) {
      sure += readings(30, () => null, seed).filter((reading) => (reading?.sureness ?? 0) > 0.7).length;
    }
    expect(sure).toBeLessThan(0.1 * 20 * 23);
  });
});
