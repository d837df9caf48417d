import { describe, expect, test } from "vitest";

import { type NetworkOpinion, planNetworkOpinions } from "../../src/pulse/network-opinion.ts";
import { RATE_GRID_BPM } from "../../src/pulse/rate-grid.ts";
import { appearancePrior } from "../../src/pulse/rate-tracker.ts";

const BIN_HZ = 30 / 1024;
const bump = (bpm: number, height: number) =>
  Float64Array.from(RATE_GRID_BPM, (each) => height * Math.exp(-(((each - bpm) / 4) ** 2)));

/** After half a minute in which a network names 84 /min and the colours stand out a little there. */
function opinion(common: Uint8Array): NetworkOpinion {
  const opinions = planNetworkOpinions([36, 198], appearancePrior());
  const ratios = Float64Array.from(
    { length: 206 },
    (_, bin) => 0.5 + 8 * Math.exp(-(((bin * BIN_HZ * 60 - 84) / 4) ** 2)),
  );
  const look = { logLikelihood: bump(84, 0.05), ratios, binHz: BIN_HZ, common };
  for (let second = 1; second < 30; second++) opinions.step(bump(84, 4), look);
  return opinions.step(bump(84, 4), look);
}

describe("what a network's word is worth", () => {
  const at84 = 84 - RATE_GRID_BPM[0];

  test("is borne out where the colours stand out over and over at the rate that it names, and nowhere else", () => {
    const { isBorneOut, together, rateBpm } = opinion(new Uint8Array(RATE_GRID_BPM.length));
    expect(rateBpm).toBeCloseTo(84, 0);
    expect(isBorneOut(84)).toBe(true);
    expect(isBorneOut(120)).toBe(false);
    expect(together[at84]).toBeGreaterThan(0.15);
  });

  test("is not where both may look at the same movement or light: there the colours count as without it", () => {
    const open = opinion(new Uint8Array(RATE_GRID_BPM.length));
    const shut = opinion(new Uint8Array(RATE_GRID_BPM.length).fill(1));
    expect(shut.isBorneOut(84)).toBe(false);
    expect(shut.together[at84]).toBeLessThan(open.together[at84]);
  });
});
