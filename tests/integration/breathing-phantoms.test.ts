import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { RecordingFigures } from "../../src/evaluate/evaluation-report.ts";
import { renderedBreathing } from "../prove/rendered-breathing.ts";

/** Short forms of `npm run prove -- breathing`. */
const DURATION_S = 24;
const FIXTURES = resolve(import.meta.dirname, "..", "..", "fixtures", "scenarios");
const NAMES = ["lights-out", "curtain-empty-bed", "curtain-photo"];

const folder = mkdtempSync(join(tmpdir(), "afar-breathing-"));
afterAll(() => rmSync(folder, { recursive: true }));
let figures: Map<string, RecordingFigures>;
beforeAll(async () => {
  const scenarios = NAMES.map((name) => {
    const scenario = JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), "utf8"));
    return [name, { ...scenario, durationS: DURATION_S }];
  });
  figures = await renderedBreathing(folder, Object.fromEntries(scenarios));
}, 400_000);

test("in a dark ward, seen in grey through noise, breathing is right and shown in 70 % of the seconds", () => {
  const { respiration } = figures.get("lights-out") ?? {};
  expect(respiration?.coverage).toBeGreaterThanOrEqual(0.7);
  expect(respiration?.withinTolerance).toBe(1);
});

test.each(["curtain-empty-bed", "curtain-photo"])("%s: a curtain that swings in breath rhythm gets no rate", (name) => {
  const { respiration } = figures.get(name) ?? {};
  expect(respiration?.silentSeconds).toBeGreaterThanOrEqual(DURATION_S - 1);
  expect(respiration?.falseSeconds).toBe(0);
});
