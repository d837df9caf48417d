import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import type { MovementReading } from "../../src/evaluate/movement-reading.ts";
import { planReadingCache } from "../../src/evaluate/reading-cache.ts";
import type { SecondReading } from "../../src/evaluate/second-reading.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const READINGS: SecondReading[] = [
  {
    tMs: 1000,
    pulse: { tMs: 1000, ratePerMin: 70.5, confidence: 0.93, held: true },
    respiration: { tMs: 1000, ratePerMin: null, confidence: 0, held: false, noBreathS: 20.4 },
    variability: { windowS: 60, sdnnMs: 40, rmssdMs: 30, irregular: true },
    beatsMs: [310, 1130],
  },
  { tMs: 2000, pulse: null, respiration: null, variability: null, beatsMs: [] },
];

const MOVEMENT: MovementReading[] = [
  { kind: "movement", bed: "1", tMs: 0, stepMs: 100, channels: [[0.25, null]] },
  { kind: "movement-event", bed: "1", tMs: 150, event: "blink" },
];

function recording(content: string, name = "a.mp4"): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function counted() {
  let count = 0;
  const replay = async () => {
    count += 1;
    return { readings: READINGS, movement: MOVEMENT, note: count === 1 ? "ends at second 2" : null };
  };
  return { replay, count: () => count };
}

const entries = () => readdirSync(join(folder, "kept"));

test("the second time nothing is replayed, and what comes back is the same", async () => {
  const cache = planReadingCache(join(folder, "kept"), () => "build");
  const { replay, count } = counted();
  const first = await cache.readings([recording("x")], replay);
  const second = await cache.readings([recording("x", "renamed.mp4")], replay);
  expect(count()).toBe(1);
  expect(second).toEqual({ readings: READINGS, movement: MOVEMENT, note: "ends at second 2" });
  expect(second).toEqual(first);
});

test("another content, another ending and another build are replayed", async () => {
  const { replay, count } = counted();
  const cache = planReadingCache(join(folder, "kept"), () => "build");
  await cache.readings([recording("x", "a.bvp.csv")], replay);
  await cache.readings([recording("y", "a.bvp.csv")], replay);
  await cache.readings([recording("x", "a.traces.csv")], replay);
  await planReadingCache(join(folder, "kept"), () => "other").readings([recording("x", "a.bvp.csv")], replay);
  expect(count()).toBe(4);
});

test("an entry that was cut off or damaged is made again", async () => {
  const cache = planReadingCache(join(folder, "kept"), () => "build");
  const { replay, count } = counted();
  await cache.readings([recording("x")], replay);
  const path = join(folder, "kept", entries()[0]);
  const whole = readFileSync(path, "utf8");
  for (const damaged of [whole.slice(0, whole.indexOf("\n", 60)), whole.slice(0, -9), "", "{}"]) {
    writeFileSync(path, damaged);
    expect((await cache.readings([recording("x")], replay)).readings).toEqual(READINGS);
  }
  expect(count()).toBe(5);
  expect(entries()).toHaveLength(1);
});

test("nothing is kept when the build changed meanwhile or does not say what it is", async () => {
  const { replay } = counted();
  let build = 0;
  await planReadingCache(join(folder, "kept"), () => `build ${build++}`).readings([recording("x")], replay);
  await planReadingCache(join(folder, "kept"), () => null).readings([recording("x")], replay);
  expect(() => entries()).toThrow(/ENOENT/);
});

test("a replay that fails leaves nothing behind", async () => {
  const cache = planReadingCache(join(folder, "kept"), () => "build");
  await expect(cache.readings([recording("x")], () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(() => entries()).toThrow(/ENOENT/);
});
