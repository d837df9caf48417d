import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { RecordingFigures } from "../../src/evaluate/evaluation-report.ts";

import { renderedBreathing } from "./rendered-breathing.ts";

const FIXTURES = resolve(import.meta.dirname, "..", "..", "fixtures", "scenarios");
const BREATHING = ["breath-sweep", "breath-depth", "coughs", "lights-out"];
const NOTHING_BREATHES = ["curtain-empty-bed", "curtain-photo", "nurse-passing", "shaken-photo"];

const folder = mkdtempSync(join(tmpdir(), "afar-breathing-"));
afterAll(() => rmSync(folder, { recursive: true }));
let figures: Map<string, RecordingFigures>;
beforeAll(async () => {
  const names = [...BREATHING, ...NOTHING_BREATHES, "camera-shake"];
  const scenarios = names.map((name) => [name, JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), "utf8"))]);
  figures = await renderedBreathing(folder, Object.fromEntries(scenarios));
  for (const [name, { respiration }] of figures) {
    const { coverage, withinTolerance, bestConstant, falseSeconds, silentSeconds } = respiration ?? {};
    console.log(
      name.padEnd(20),
      "coverage",
      coverage,
      "within 2",
      withinTolerance,
      "best constant",
      bestConstant?.withinTolerance,
      "false",
      falseSeconds,
      "of",
      silentSeconds,
    );
  }
});

test.each(BREATHING)("%s is within 2 /min in 85 % of the shown seconds, and shown in 70 %", (name) => {
  const { respiration } = figures.get(name) ?? {};
  expect(respiration?.coverage).toBeGreaterThanOrEqual(0.7);
  expect(respiration?.withinTolerance).toBeGreaterThanOrEqual(0.85);
});

test.each(NOTHING_BREATHES)("%s gets no rate in any second", (name) => {
  const { respiration } = figures.get(name) ?? {};
  expect(respiration?.silentSeconds).toBeGreaterThanOrEqual(50);
  expect(respiration?.falseSeconds).toBe(0);
});

test("a camera that trembles is right or silent", () => {
  expect(figures.get("camera-shake")?.respiration?.withinTolerance ?? 1).toBe(1);
});
