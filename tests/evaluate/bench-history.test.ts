import { describe, expect, test } from "vitest";

import { planNormal } from "../dsp/seeded-noise.ts";
import { type BenchRun, compareNewest } from "../../src/evaluate/bench-history.ts";

const MACHINE = { model: "a processor", cores: 2, node: "20.20.2", load: 1 };

/** Runs whose medians are given, with quartiles 3 % beside them. */
function runsOf(medians: readonly number[], changes: Partial<BenchRun> = {}): BenchRun[] {
  return medians.map((median) => ({
    at: "2026-01-01T00:00:00Z",
    machine: MACHINE,
    commit: null,
    figures: { updateUs: { median, lower: 0.97 * median, upper: 1.03 * median } },
    ...changes,
  }));
}

const verdictOf = (medians: readonly number[]) => compareNewest(runsOf(medians))[0].verdict;

describe("the newest run beside those before it", () => {
  test("is slower or faster where it lies far beyond their noise", () => {
    expect(verdictOf([1, 1.02, 0.99, 1.01, 1.3])).toBe("slower");
    expect(verdictOf([1, 1.02, 0.99, 1.01, 0.7])).toBe("faster");
  });

  test("shows no change within their noise, however large that is", () => {
    expect(verdictOf([1, 1.02, 0.99, 1.01, 1.03])).toBe("no change that stands out");
    expect(verdictOf([1, 1.3, 0.8, 1.1, 1.3])).toBe("no change that stands out");
  });

  test("does not stand out while its quartiles and theirs overlap", () => {
    const wide = runsOf([1, 1, 1, 1, 1, 1.2]).map((run) => {
      const { median } = run.figures.updateUs;
      return { ...run, figures: { updateUs: { median, lower: 0.5 * median, upper: 1.5 * median } } };
    });
    expect(compareNewest(wide)[0].verdict).toBe("no change that stands out");
  });

  test("is not judged by fewer than three runs, nor by those of another machine", () => {
    expect(verdictOf([1, 1, 5])).toBe("too few runs to tell");
    const other = runsOf([1, 1, 1, 1], { machine: { ...MACHINE, model: "another" } });
    const [change] = compareNewest([...other, ...runsOf([5])]);
    expect(change).toMatchObject({ runs: 0, before: null, noise: null, verdict: "too few runs to tell" });
  });

  test("is judged by the eight before it alone", () => {
    const [change] = compareNewest(runsOf([9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1]));
    expect(change).toMatchObject({ runs: 8, before: 1, verdict: "no change that stands out" });
  });

  test("has no change to tell of figures that are new, and none without a run", () => {
    const newest = { ...runsOf([1])[0], figures: { otherUs: { median: 1, lower: 1, upper: 1 } } };
    expect(compareNewest([...runsOf([1, 1, 1, 1]), newest])).toMatchObject([{ name: "otherUs", runs: 0 }]);
    expect(compareNewest([])).toEqual([]);
  });

  test("stands out by chance in about one of a hundred, and nearly always when it is half as slow again", () => {
    const normal = planNormal(5);
    const run = (shift: number) =>
      verdictOf(Array.from({ length: 7 }, (_, i) => Math.exp(0.05 * normal()) * (i === 6 ? shift : 1)));
    const share = (shift: number) =>
      Array.from({ length: 400 }, () => run(shift)).filter((verdict) => verdict === "slower" || verdict === "faster")
        .length / 400;
    expect(share(1)).toBeLessThan(0.03);
    expect(share(1.5)).toBeGreaterThan(0.95);
  });
});
