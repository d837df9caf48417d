import { describe, expect, test } from "vitest";

import { AfarError } from "../../src/base/errors.ts";
import { type EvaluationPlan, evaluate } from "../../src/evaluate/evaluation.ts";
import { reportOf } from "../../src/evaluate/evaluation-report.ts";
import { evaluationTable } from "../../src/evaluate/evaluation-table.ts";
import type { Recording } from "../../src/evaluate/recording.ts";
import { reportPage } from "../../src/evaluate/report-page.ts";
import type { RateTruth } from "../../src/evaluate/truth.ts";

import { steady, truthOf } from "./made-readings.ts";

function recording(name: string, pulse: RateTruth | null, labels: Record<string, string> = {}): Recording {
  return {
    name,
    playback: { kind: "file", path: name },
    truth: async () => ({ pulse, respiration: null, ibiMs: null, movement: null, source: "planted", labels }),
  };
}

/** Shows the same rate for 30 s, by recording. */
function plan(rates: Readonly<Record<string, number | null>>, jobs = 1): EvaluationPlan {
  const replay = async ({ name }: Recording) => ({
    readings: steady(rates[name], 30).map((pulse) => ({
      tMs: pulse.tMs,
      pulse,
      respiration: null,
      variability: null,
      beatsMs: [],
    })),
    movement: [],
    note: null,
  });
  return { jobs, tolerancePerMin: null, replay };
}

const TRUTHS = [
  recording("slow", truthOf(44), { motion: "talking" }),
  recording("usual", truthOf(70), { motion: "still" }),
  recording("fast", truthOf(126), { motion: "still" }),
  recording("<photo>", truthOf(null)),
];
const SHOWN = { slow: 88, usual: 71, fast: null, "<photo>": 60 };

describe("an evaluation", () => {
  test("pools seconds and breaks them down by true rate and by label", async () => {
    const report = reportOf(await evaluate(TRUTHS, plan(SHOWN)), "afar");
    const { pulse } = report.overall;
    expect(pulse).toMatchObject({ recordings: 4, ratedSeconds: 57, shownSeconds: 38, mae: (44 + 1) / 2, within3: 0.5 });
    expect(pulse).toMatchObject({ silentSeconds: 30, falseSeconds: 30, longestGapS: 19 });
    const groups = pulse?.byRate.map(({ group, figures }) => [group, figures.mae, figures.coverage]);
    expect(groups).toEqual([
      ["below 50 /min", 44, 1],
      ["50 to 120 /min", 1, 1],
      ["above 120 /min", null, 0],
    ]);
    expect(pulse?.byLabel.motion.map(({ group, recordings }) => [group, recordings])).toEqual([
      ["still", 2],
      ["talking", 1],
    ]);
    expect(pulse?.calibration).toMatchObject({ rightAt90: 19 / 68, shareAt90: 1 });
  });

  test("is the same with any number of recordings at a time, and tells each that is done", async () => {
    const done: number[] = [];
    const alone = await evaluate(TRUTHS, { ...plan(SHOWN), onDone: (count) => done.push(count) });
    expect(done).toEqual([1, 2, 3, 4]);
    expect(await evaluate(TRUTHS, plan(SHOWN, 3))).toEqual(alone);
  });

  test("lists a recording that fails and one without a truth, and goes on", async () => {
    const broken: Recording = {
      ...TRUTHS[0],
      name: "broken",
      truth: () => Promise.reject(new AfarError("FILE_UNREADABLE", "broken cannot be read.")),
    };
    const result = await evaluate([broken, recording("unknown", null), ...TRUTHS], plan(SHOWN, 2));
    expect(result.failed).toEqual([{ name: "broken", cause: "broken cannot be read." }]);
    expect(result.unscored).toEqual(["unknown"]);
    expect(result.recordings.map(({ name }) => name)).toEqual(["slow", "usual", "fast", "<photo>"]);
  });

  test("ends with a fault that concerns every recording", async () => {
    const full = { ...plan(SHOWN), replay: () => Promise.reject(new AfarError("DISK_FULL", "full")) };
    await expect(evaluate(TRUTHS, full)).rejects.toThrow("full");
  });

  test("takes another tolerance where the truth tells none", async () => {
    const wide = { ...plan({ a: 76, b: 76 }), tolerancePerMin: 7 };
    const truths = [recording("a", truthOf(70)), recording("b", truthOf(70, { tolerancePerMin: 2 }))];
    const { recordings } = reportOf(await evaluate(truths, wide), "afar");
    expect(recordings.map(({ pulse }) => pulse?.withinTolerance)).toEqual([1, 0]);
  });
});

describe("the table", () => {
  test("has a line for each recording and for all, each figure beside the best constant answer's", async () => {
    const lines = evaluationTable(reportOf(await evaluate(TRUTHS, plan(SHOWN)), "afar")).split("\n");
    const usual = lines.find((line) => line.startsWith("usual"));
    expect(usual?.replace(/ +/g, " ")).toBe(
      "usual 19 100 % 0 0 1.00 (0.0) 1.00 (0.0) 100 % (100 %) 100 % (100 %) 100 % (100 %) -",
    );
    expect(lines.find((line) => line.startsWith("<photo>"))).toMatch(/30 of 30$/);
    expect(lines.some((line) => line.startsWith("all 4"))).toBe(true);
  });
});

describe("the page", () => {
  test("is whole in itself, states the method and what it must not be used for, and shows names as text", async () => {
    const evaluation = await evaluate(TRUTHS, plan(SHOWN));
    const report = reportOf(evaluation, "afar");
    const page = reportPage(report, evaluation.recordings, { folder: "a & b", build: "abc" });
    expect(page.includes("Investigational, not for clinical use.")).toBe(true);
    for (const text of [...report.method, "a &amp; b", "&lt;photo&gt;"]) expect(page.includes(text), text).toBe(true);
    expect(page.match(/<photo>|<script|https?:\/\/(?!www\.w3\.org)|NaN|undefined|Infinity/)).toBeNull();
    // Four plots over all recordings and one of each.
    expect(page.match(/<figure><svg/g)).toHaveLength(8);
  });

  test("can be made of recordings in which nothing was shown", async () => {
    const evaluation = await evaluate(TRUTHS, plan({ slow: null, usual: null, fast: null, "<photo>": null }));
    const page = reportPage(reportOf(evaluation, "afar"), evaluation.recordings, { folder: "x", build: "abc" });
    expect(page.includes("No rate was shown while there was a true one.")).toBe(true);
    expect(page.match(/NaN|undefined|Infinity/)).toBeNull();
  });
});
