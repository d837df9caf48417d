import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { driftKernel, planGridFilter } from "../../src/dsp/grid-filter.ts";

const SIZE = 3;
const MOVES = { kernel: Float64Array.of(0.6, 0.15, 0.03), jumps: 0.05, appear: 0.2, vanish: 0.1 };
const APPEARING = Float64Array.of(0.5, 0.3, 0.2);
const START = [0.2, 0.1, 0.3];
const ABSENT = 0.4;
/** A state beside the places of the grid. */
const NOTHING = SIZE;

const evidence = fc.array(
  fc.option(fc.array(fc.double({ min: -40, max: 400, noNaN: true }), { minLength: SIZE, maxLength: SIZE })),
  { minLength: 1, maxLength: 4 },
);

const planned = () => planGridFilter(MOVES, Float64Array.from(START), ABSENT);

/** Weight of going from one state to another within a step. */
function weight(from: number, to: number): number {
  const { kernel, jumps, appear, vanish } = MOVES;
  if (from === NOTHING) return to === NOTHING ? 1 - appear : appear * APPEARING[to];
  return to === NOTHING ? vanish : (1 - vanish) * (kernel[Math.abs(to - from)] + jumps / SIZE);
}

/** Ends of all paths through the states, each weighed by its own steps and evidence: no recursion over time. */
function byAllPaths(steps: readonly (readonly number[] | null)[]): number[] {
  const most = Math.max(0, ...steps.flatMap((logs) => logs ?? []));
  const ends = new Array<number>(SIZE + 1).fill(0);
  const paths = (SIZE + 1) ** (steps.length + 1);
  for (let path = 0; path < paths; path++) {
    const states = Array.from({ length: steps.length + 1 }, (_, i) => Math.floor(path / (SIZE + 1) ** i) % (SIZE + 1));
    let log = Math.log([...START, ABSENT][states[0]]);
    steps.forEach((logs, i) => {
      log += Math.log(weight(states[i], states[i + 1]));
      if (logs && states[i + 1] !== NOTHING) log += logs[states[i + 1]];
    });
    ends[states[steps.length]] += Math.exp(log - most * steps.length);
  }
  const total = ends.reduce((sum, value) => sum + value, 0);
  return total > 0 ? ends.map((value) => value / total) : [];
}

describe("the filter over a grid", () => {
  test("believes what the sum over all paths gives", () => {
    fc.assert(
      fc.property(evidence, (steps) => {
        const expected = byAllPaths(steps);
        fc.pre(expected.length > 0);
        const filter = planned();
        for (const logs of steps) {
          filter.predict(APPEARING);
          filter.observe(logs && Float64Array.from(logs));
        }
        const found = [...filter.shares, filter.absent];
        for (const [i, value] of found.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test("weighs what the caller has moved in between", () => {
    const filter = planned();
    const next = filter.predict(APPEARING);
    const all = next.reduce((sum, value) => sum + value, 0);
    next.fill(0);
    next[1] = all;
    filter.observe(null);
    expect([filter.shares[0], filter.shares[2]]).toEqual([0, 0]);
    expect(filter.shares[1] + filter.absent).toBeCloseTo(1, 12);
  });

  test("expects what has been forgotten at the places where something appears, and nowhere else", () => {
    const filter = planned();
    filter.forget();
    expect([...filter.shares, filter.absent]).toEqual([0, 0, 0, 1]);
    filter.predict(APPEARING);
    filter.observe(null);
    for (const [i, share] of filter.shares.entries()) expect(share).toBeCloseTo(MOVES.appear * APPEARING[i], 12);
  });
});

describe("how places move", () => {
  test("sums over both sides to all but the jumps, and is a normal law where nothing surges", () => {
    const kernel = driftKernel(200, { spacing: 0.5, drift: 2, surge: 3, surges: 0.1, jumps: 0.04 });
    const sum = kernel.reduce((total, value, d) => total + (d === 0 ? 1 : 2) * value, 0);
    expect(sum).toBeCloseTo(0.96, 12);
    const calm = driftKernel(200, { spacing: 0.5, drift: 2, surge: 3, surges: 0, jumps: 0 });
    // Density of a normal law at places 0.5 apart.
    for (const d of [0, 1, 4, 9]) {
      const density = Math.exp(-0.5 * ((0.5 * d) / 2) ** 2) / (2 * Math.sqrt(2 * Math.PI));
      expect(calm[d]).toBeCloseTo(0.5 * density, 12);
    }
  });
});
