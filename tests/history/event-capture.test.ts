import { expect, test } from "vitest";

import { planEventCapture, type WaveStretch } from "../../src/history/event-capture.ts";

const STEP_MS = 40;

/** A wave whose every sample is its own time in s, half a second a stretch; null: nothing measured. */
function stretch(tMs: number, measured = true, bed = "1"): WaveStretch {
  const samples = Array.from({ length: 500 / STEP_MS }, (_, n) => (tMs + n * STEP_MS) / 1000);
  return {
    bed,
    wave: "pulse",
    tMs,
    stepMs: STEP_MS,
    spanMs: samples.length * STEP_MS,
    samples: measured ? samples : null,
  };
}

test("an event is given out once, with the ten seconds on either side of it, silence included", () => {
  const capture = planEventCapture();
  const span = stretch(0).spanMs;
  const out: ReturnType<typeof capture.due> = [];
  for (let tMs = 0; tMs < 60_000; tMs += span) {
    capture.hear(stretch(tMs, tMs < 24_000 || tMs > 26_000));
    capture.hear(stretch(tMs, true, "2"));
    if (tMs <= 30_000 && tMs + span > 30_000)
      capture.mark({ id: "1-1", bed: "1", tMs: 30_000, title: "** PR 134>120" });
    out.push(...capture.due(tMs));
  }
  expect(out.map(({ id }) => id)).toEqual(["1-1"]);
  const samples = out[0].waves.flatMap(({ tMs, samples }) =>
    samples.map((value, n) => ({ tMs: tMs + n * STEP_MS, value })),
  );
  expect(samples.length).toBe(20_000 / STEP_MS);
  expect(samples[0].tMs).toBeGreaterThanOrEqual(20_000);
  expect(samples[0].tMs).toBeLessThan(20_000 + STEP_MS);
  expect(samples.at(-1)?.tMs).toBeLessThan(40_000);
  for (const { tMs, value } of samples) if (value !== null) expect(value).toBeCloseTo(tMs / 1000, 9);
  const silent = samples.filter(({ value }) => value === null).map(({ tMs }) => tMs);
  expect(silent[0]).toBeGreaterThanOrEqual(24_000);
  expect(silent.length).toBeGreaterThan(1500 / STEP_MS);
});

test("an event of a bed that sends no waves is given out without any", () => {
  const capture = planEventCapture();
  capture.mark({ id: "3-1", bed: "3", tMs: 1_000, title: "SOURCE LOST" });
  expect(capture.due(12_000)).toEqual([]);
  expect(capture.due(13_000)).toEqual([{ id: "3-1", bed: "3", tMs: 1_000, title: "SOURCE LOST", waves: [] }]);
  expect(capture.due(14_000)).toEqual([]);
});
