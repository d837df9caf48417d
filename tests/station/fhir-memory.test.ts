import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import type { Vitals } from "../../src/wire/vitals.ts";
import { vitals } from "../stream/synthetic-bed.ts";
import { planEvidenceMemory } from "../../src/app/fhir-evidence.ts";
import { originFile } from "../../src/app/fhir-origins.ts";

const START_MS = Date.UTC(2026, 10, 24, 14);

function originPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "afar-origins-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "data", "bed-origins.json");
}

test("a bed keeps where its values came from when a camera takes the place of a recording, also over a restart", () => {
  const path = originPath();
  const first = originFile(path);
  first.begin("1", "replay", START_MS);
  first.begin("1", "live", START_MS + 60_000);
  first.begin("1", "live", START_MS + 70_000);
  first.begin("1", "demonstration", START_MS + 120_000);
  for (const origins of [first, originFile(path)]) {
    expect(origins.at("1", START_MS + 30_000)).toBe("replay");
    // The recording's last values may still be on their way.
    expect(origins.at("1", START_MS + 61_500)).toBe("replay");
    expect(origins.at("1", START_MS + 62_000)).toBe("live");
    expect(origins.at("1", START_MS + 120_000)).toBe("demonstration");
  }
  expect(JSON.parse(readFileSync(path, "utf8"))["1"]).toHaveLength(3);
});

test("what nobody knows the origin of is no patient's: before the first note, of other beds, and after a file was damaged", () => {
  const path = originPath();
  const origins = originFile(path);
  origins.begin("1", "live", START_MS);
  expect(origins.at("1", START_MS)).toBe("live");
  expect(origins.at("1", START_MS - 5000)).toBe("replay");
  expect(origins.at("2", START_MS)).toBe("replay");
  for (const damaged of ["{", "[]", '{"1":7}', '{"1":[{"sinceMs":0,"origin":"real"}]}', '{"1":[null]}']) {
    writeFileSync(path, damaged);
    expect(originFile(path).at("1", START_MS), damaged).toBe("replay");
  }
});

test("evidence is that of the second it is asked for, and of none after an hour or where the bed was silent", () => {
  let nowMs = START_MS;
  const memory = planEvidenceMemory(() => nowMs);
  const said = (rateBpm: number): Vitals => vitals("1", 0, { rateBpm, confidence: 0.9, snrDb: 6 }).vitals;
  nowMs += 500;
  expect(memory.at("1", nowMs)).toBe("starting");
  for (let second = 0; second < 10; second++) {
    nowMs = START_MS + 1000 * (second + 1);
    memory.hear({ kind: "vitals", bed: "1", vitals: said(70 + second) });
  }
  nowMs = START_MS + 20_000;
  expect(memory.at("1", START_MS + 3400)).toMatchObject({ pulse: { perMin: 72 }, evidence: { snrDb: 6, windowS: 10 } });
  expect(memory.at("1", START_MS + 10_900)).toMatchObject({ pulse: { perMin: 79 } });
  expect(memory.at("1", START_MS + 15_000)).toBe("silent");
  expect(memory.at("1", START_MS - 1)).toBeNull();
  for (let second = 20; second < 4500; second++) {
    nowMs = START_MS + 1000 * second;
    memory.hear({ kind: "vitals", bed: "1", vitals: said(80) });
  }
  expect(memory.at("1", START_MS + 3400)).toBeNull();
  expect(memory.at("1", nowMs - 3000_000)).toMatchObject({ pulse: { perMin: 80 } });
  // The clock is set back by a minute: what it said before cannot be told from what it says now.
  nowMs -= 60_000;
  memory.hear({ kind: "vitals", bed: "1", vitals: said(90) });
  expect(memory.at("1", nowMs)).toMatchObject({ pulse: { perMin: 90 } });
  expect(memory.at("1", nowMs - 30_000)).not.toMatchObject({ pulse: { perMin: 80 } });
});
