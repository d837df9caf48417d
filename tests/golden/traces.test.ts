import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import type { Vitals } from "../../src/wire/vitals.ts";
import { replayRecording } from "../../src/bed/replay.ts";
import { answered, isRight, type JudgedSeconds, judge } from "../../src/evaluate/judged-seconds.ts";
import { readingOf } from "../../src/evaluate/second-reading.ts";
import { readTruthFile } from "../../src/evaluate/truth-file.ts";
import { PULSE_RULES } from "../../src/evaluate/vital-rules.ts";
import { afar } from "../command-line.ts";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/traces");
const ENDING = ".traces.csv";
const MOST_BYTES = 150_000;
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));
const pathOf = (name: string): string => join(FOLDER, `${name}${ENDING}`);
const truthOf = (name: string) => readTruthFile(join(FOLDER, `${name}.truth.json`)).pulse;
const withPulse = names.filter((name) => truthOf(name)?.rate !== null);
const withoutPulse = names.filter((name) => truthOf(name)?.rate === null);

const folder = mkdtempSync(join(tmpdir(), "afar-golden-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function replayed(path: string): Promise<Vitals[]> {
  const createTracker = () => Promise.reject(new Error("traces have no face"));
  const seconds: Vitals[] = [];
  const { messages } = replayRecording(path, { startS: 0, seconds: null, pace: null, createTracker });
  for await (const message of messages) if (message.kind === "vitals") seconds.push(message.vitals);
  return seconds;
}

async function judged(name: string): Promise<JudgedSeconds> {
  const truth = truthOf(name);
  if (!truth) throw new Error(`${name} has no truth`);
  const readings = (await replayed(pathOf(name))).flatMap((vitals) => readingOf(vitals).pulse ?? []);
  return judge(readings, truth, PULSE_RULES);
}

async function lines(...args: string[]): Promise<string> {
  const { code, out, err } = await afar("replay", ...args, "--json");
  expect(err).toBe("");
  expect(code).toBe(0);
  return out;
}

describe("the golden traces", () => {
  test("are there, small, and some of them have no pulse", () => {
    expect(withPulse.length).toBeGreaterThanOrEqual(5);
    expect(withoutPulse.length).toBeGreaterThanOrEqual(1);
    for (const name of names) expect(statSync(pathOf(name)).size).toBeLessThan(MOST_BYTES);
  });

  test.each(withPulse)("%s is read in four of five seconds, each within 3 /min of the truth", async (name) => {
    const { rated } = await judged(name);
    const shown = answered(rated);
    expect(rated.length).toBeGreaterThanOrEqual(12);
    expect(shown.filter((second) => !isRight(second))).toEqual([]);
    expect(shown.length / rated.length).toBeGreaterThanOrEqual(0.8);
  });

  test("of a rate that falls from 80 to 40 with a strong second harmonic are followed within 11 s", async () => {
    const after = (await replayed(pathOf("step-80-40"))).filter(({ tMs }) => tMs >= 29_000);
    expect(after.length).toBeGreaterThanOrEqual(9);
    for (const { pulse } of after) expect(Math.abs((pulse.rateBpm ?? 0) - 40)).toBeLessThanOrEqual(5);
  });

  test.each(withoutPulse)("%s has no rate in any second", async (name) => {
    const { silent } = await judged(name);
    expect(silent.length).toBeGreaterThanOrEqual(20);
    expect(silent.filter(({ ratePerMin }) => ratePerMin !== null)).toEqual([]);
  });
});

describe("the replay of golden traces", () => {
  test("gives the same bytes twice", async () => {
    const [once, again] = [await lines(pathOf("adult-70")), await lines(pathOf("adult-70"))];
    expect(once.split("\n").length).toBeGreaterThan(20);
    expect(again).toBe(once);
  });

  test("from a second on, for some seconds, gives the bytes of a file of those rows alone", async () => {
    const [header, ...rows] = readFileSync(pathOf("adult-70"), "utf8").trim().split("\n");
    const [startS, seconds] = [6, 14];
    const kept = rows.filter((row) => {
      const tS = Number(row.split(",")[0]) / 1000;
      return tS >= startS && tS < startS + seconds;
    });
    const cut = join(folder, `cut${ENDING}`);
    writeFileSync(
      cut,
      `${[header, ...kept.map((row) => row.replace(/^[^,]+/, (tMs) => String(Number(tMs) - 1000 * startS)))].join("\n")}\n`,
    );
    const part = await lines(pathOf("adult-70"), "--start", String(startS), "--seconds", String(seconds));
    const seconded = part
      .trim()
      .split("\n")
      .map((line): Vitals => JSON.parse(line));
    expect(seconded.map(({ tMs }) => tMs)).toEqual(Array.from({ length: seconds }, (_, i) => 1000 * (i + 1)));
    expect(seconded.at(-1)?.pulse.rateBpm).not.toBeNull();
    expect(part).toBe(await lines(cut));
  });
});
