import { describe, expect, test } from "vitest";

import { evaluate } from "../../src/evaluate/evaluation.ts";
import { reportOf } from "../../src/evaluate/evaluation-report.ts";
import { comparisonRows, comparisonTable } from "../../src/evaluate/network-comparison.ts";
import { networkSection } from "../../src/evaluate/network-section.ts";
import type { Recording } from "../../src/evaluate/recording.ts";
import type { RecordingTruth } from "../../src/evaluate/truth.ts";

const SECONDS = 40;
const TRUTH: RecordingTruth = {
  pulse: { rate: 70, tolerancePerMin: null, windowS: null, method: "made" },
  respiration: null,
  ibiMs: null,
  movement: null,
  source: "made",
  labels: {},
};

/** A recording of 40 s with a pulse of 70, of which the last `shownS` seconds have a rate. */
async function compared(label: string, shownS: number, ratePerMin = 70) {
  const recording: Recording = {
    name: "a<b",
    playback: { kind: "file", path: "a.mp4" },
    truth: async () => TRUTH,
  };
  const readings = Array.from({ length: SECONDS }, (_, i) => {
    const tMs = 1000 * (i + 1);
    const shown = i >= SECONDS - shownS ? ratePerMin : null;
    const pulse = { tMs, ratePerMin: shown, confidence: 0.95, held: false };
    return { tMs, pulse, respiration: null, variability: null, beatsMs: [] };
  });
  const plan = { jobs: 1, tolerancePerMin: null, replay: async () => ({ readings, movement: [], note: null }) };
  return { label, report: reportOf(await evaluate([recording], plan), "afar") };
}

describe("evaluations with and without a network", () => {
  const both = async () => [await compared("off", 10), await compared("made", 20, 90)];

  test("stand side by side, recording by recording and over all", async () => {
    // Judged from second 12 on: 29 seconds.
    const [head, recording, all, sure] = comparisonRows(await both());
    expect(head).toEqual([
      "",
      "seconds",
      "coverage off",
      "coverage made",
      "right off",
      "right made",
      "false off",
      "false made",
    ]);
    expect(recording).toEqual(["a<b", "29", "34 %", "69 %", "100 %", "0 %", "-", "-"]);
    expect(all.slice(1)).toEqual(recording.slice(1));
    expect(sure).toEqual(["confidence 0.9 or more", "", "100 %", "100 %", "100 %", "0 %", "", ""]);
  });

  test("are one table of plain text", async () => {
    const text = comparisonTable(await both());
    expect(text).toContain("Pulse rate by network: off, made");
    expect(text).toMatch(/a<b +29 +34 % +69 %/);
  });

  test("are plotted in the report, a dot each, names as text", async () => {
    const html = networkSection(await both());
    expect(html).toContain("a&lt;b");
    expect(html.match(/<circle/g)).toHaveLength(2);
    expect(html).toContain("coverage of each recording by network");
  });
});
