import { describe, expect, test } from "vitest";

import { type EvaluationPlan, evaluate } from "../../src/evaluate/evaluation.ts";
import { reportOf } from "../../src/evaluate/evaluation-report.ts";
import { evaluationTable } from "../../src/evaluate/evaluation-table.ts";
import type { Recording } from "../../src/evaluate/recording.ts";
import { reportPage } from "../../src/evaluate/report-page.ts";
import type { RecordingTruth } from "../../src/evaluate/truth.ts";

import { madeEvents, madeTrace, pulseAt } from "./made-movement.ts";
import { perSecond, truthOf } from "./made-readings.ts";
import { breathsOf, range, secondsWith } from "./made-vitals.ts";

function recording(name: string, truth: Partial<RecordingTruth>): Recording {
  return {
    name,
    playback: { kind: "file", path: name },
    truth: async () => ({
      pulse: null,
      respiration: null,
      ibiMs: null,
      movement: null,
      source: "planted",
      labels: {},
      ...truth,
    }),
  };
}

const APNOEA = truthOf(perSecond(61, (second) => (second < 25 ? 15 : null)));
const RECORDINGS = [
  recording("apnoea", { respiration: APNOEA }),
  recording("steady", { respiration: truthOf(20, { tolerancePerMin: 3 }) }),
  recording("face", {
    movement: { blinksMs: [2000, 4000], states: [{ state: "mouth open", activeMs: [[5000, 8000]], inactiveMs: null }] },
  }),
];

/** 15.5 /min up to second 34 and the condition from 46 on; 22.5 /min, held in the last ten seconds; a mouth and one blink. */
const PLAN: EvaluationPlan = {
  jobs: 1,
  tolerancePerMin: null,
  async replay({ name }) {
    const rates = range(1, 60).map((second) => (name === "steady" ? 22.5 : second <= 34 ? 15.5 : null));
    const breaths = breathsOf(rates, name === "apnoea" ? range(46, 60) : []);
    const held = (second: number) => name === "steady" && second > 50;
    const readings = secondsWith(60, (second) => ({ respiration: { ...breaths[second - 1], held: held(second) } }));
    const movement = [...madeTrace(12, { mouthOpen: pulseAt([5000, 8000]) }), ...madeEvents("blink", [2100])];
    return { readings, movement: name === "face" ? movement : [], note: null };
  },
};

const report = reportOf(await evaluate(RECORDINGS, PLAN), "afar");

describe("breathing", () => {
  test("is judged from second 15 on, with a tolerance of 2 unless the truth has its own, and held seconds cover nothing", () => {
    const [apnoea, steady, face] = report.recordings.map(({ respiration }) => respiration);
    expect(apnoea).toMatchObject({ ratedSeconds: 10, coverage: 1, mae: 0.5, silentSeconds: 23, falseSeconds: 0 });
    expect(steady).toMatchObject({ ratedSeconds: 46, shownSeconds: 36, mae: 2.5, withinTolerance: 1, within3: 1 });
    expect(face).toBeNull();
    expect(report.overall.pulse).toBeNull();
  });

  test("stands beside the best constant answer, by slow, usual and fast", () => {
    const { respiration } = report.overall;
    // 36 shown rates are off by 2.5, 10 by 0.5; always 20 is right in 46 of 56 seconds and off by 5 in the others.
    expect(respiration?.mae).toBeCloseTo((36 * 2.5 + 10 * 0.5) / 46, 9);
    expect(respiration?.bestConstant.mae).toEqual({ ratePerMin: 20, score: 50 / 56 });
    expect(respiration?.byRate.map(({ group }) => group)).toEqual(["12 to 20 /min"]);
  });

  test("has its table, and the condition a line of its own beside the truth", () => {
    const lines = evaluationTable(report).split("\n");
    expect(lines[0]).toBe("Respiration rate, /min");
    expect(lines.find((line) => line.startsWith("steady"))).toMatch(/^steady +46 +78 % +10 /);
    expect(lines).toContain(
      "apnoea: no breath from 25 s to 60 s: raised after 21 s, last rate after 9 s; raised at seconds 46-60, falsely for 0 s",
    );
  });
});

describe("movement", () => {
  test("has a row for each thing that is known, of each recording and of all", () => {
    const lines = evaluationTable(report)
      .split("\n")
      .map((line) => line.replace(/ +/g, " "));
    expect(lines).toContain("face: blink 2 1 1 1 0 - - -");
    expect(lines).toContain("face: mouth open 1 1 1 0 0 10.0 100 % 100 %");
    expect(lines).toContain("all: mouth open 1 1 1 0 0 10.0 100 % 100 %");
    expect(report.overall.movement).toHaveLength(2);
  });
});

test("the page has the plots of breathing, the condition and the movement", async () => {
  const { recordings } = await evaluate(RECORDINGS, PLAN);
  const page = reportPage(report, recordings, { folder: "x", build: "abc" });
  for (const text of [
    "Respiration rate",
    "No-breath condition",
    "raised after 21 s",
    "Movement of the face",
    "face: blink",
  ]) {
    expect(page.includes(text), text).toBe(true);
  }
  expect(page.includes("Pulse rate</h2>")).toBe(false);
  // Four plots over all recordings and one of each with breathing.
  expect(page.match(/<figure><svg/g)).toHaveLength(6);
  expect(page.match(/NaN|undefined|Infinity/)).toBeNull();
});
