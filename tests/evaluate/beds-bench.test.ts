import { expect, test } from "vitest";

import { measureBeds } from "../../src/evaluate/beds-bench.ts";
import { bedsCostPlot, stackedPlots } from "../../src/evaluate/beds-cost-plot.ts";

import { everyOther, greySource, RATE_HZ } from "./grey-source.ts";

const PLAN = { rateHz: RATE_HZ, beds: [1, 3], warmUpS: 1, measuredS: 1 };

test("ever more beds are timed side by side, each from a source of its own that is closed afterwards", async () => {
  const opened: number[] = [];
  let closed = 0;
  const started: [number, number][] = [];
  const costs = await measureBeds(
    async () => {
      opened.push(opened.length);
      return { source: greySource(200, () => closed++), tracker: everyOther() };
    },
    PLAN,
    (done, of) => started.push([done, of]),
  );
  expect(costs.map(({ beds }) => beds)).toEqual([1, 3]);
  expect(opened).toHaveLength(3);
  expect(closed).toBe(3);
  expect(started).toEqual([1, 2, 3].map((bed) => [bed, 3]));
  for (const { bedCpuMs, wallMs } of costs) {
    expect(bedCpuMs.median).toBeGreaterThan(0);
    expect(wallMs.median).toBeGreaterThan(0);
  }
});

test("a source that ends before the measurement is named, and the others are closed", async () => {
  let closed = 0;
  const open = async () => ({ source: greySource(70, () => closed++), tracker: everyOther() });
  await expect(measureBeds(open, PLAN)).rejects.toThrow("the source of bed 1 ended");
  expect(closed).toBe(3);
});

test("the plots of cost stand one above the other in one file", () => {
  const at = (median: number) => ({ median, lower: median - 1, upper: median + 1 });
  const costs = [1, 4, 32].map((beds) => ({ beds, bedCpuMs: at(100 + beds), wallMs: at(100 * beds) }));
  const svg = stackedPlots([bedsCostPlot(costs), bedsCostPlot(costs)]);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="460" height="600">/);
  expect(svg.match(/over the number of beds/g)).toHaveLength(2);
  expect(svg).toContain('<svg y="300"');
});
