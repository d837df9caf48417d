import { expect, test } from "vitest";

import { loadPffft } from "../../src/evaluate/pffft.ts";
import { measureRegionUpdate } from "../../src/evaluate/region-bench.ts";
import { regionCostPlot } from "../../src/evaluate/region-cost-plot.ts";
import { loadVitalLens } from "../../src/evaluate/vitallens.ts";

/** Enough rates to be compared; not enough to be timed. */
const PLAN = { warmUp: 5, rounds: 60, times: 3 };

async function rivals() {
  const [vitalLens, pffft] = [await loadVitalLens(), await loadPffft()];
  if (!("vitalLens" in vitalLens && "planPower" in pffft)) throw new Error("a package is not installed");
  return { vitalLens: vitalLens.vitalLens, pffft: pffft.planPower };
}

test("the chains that are timed side by side find the same peak within 0.01 /min", async () => {
  const rounds: number[] = [];
  const times = measureRegionUpdate(await rivals(), (done) => rounds.push(done), PLAN);
  const { twin, equalFineSteps, samePeak, published, equalSteps, pffft, vitallensCore } = times;
  for (const { peakDifferenceBpm } of [twin, equalFineSteps, samePeak, published]) {
    expect(peakDifferenceBpm).toBeLessThan(0.01);
  }
  // A parabola in the logarithm of 1024 points is not as exact.
  expect(equalSteps.peakDifferenceBpm).toBeLessThan(0.05);
  expect(pffft?.peakDifferenceBpm).toBeCloseTo(equalSteps.peakDifferenceBpm, 3);
  expect(vitallensCore?.peakDifferenceBpm).toBeLessThan(5);
  for (const { ratio } of [twin, equalSteps, samePeak]) expect(ratio).toBeGreaterThan(0);
  expect(rounds.at(-1)).toBe(rounds.length);
});

test("the plot of the cost names what it shows and draws a line for each window", () => {
  const us = { median: 1, lower: 0.9, upper: 1.2 };
  const costs = [1, 16].flatMap((regions) => [5, 10].map((windowS) => ({ regions, windowS, fftSize: 512, us })));
  const svg = regionCostPlot(costs);
  expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain("Microseconds an update of one region");
  for (const windowS of [5, 10]) expect(svg).toContain(`${windowS} s`);
});
