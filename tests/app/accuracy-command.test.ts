import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { skinTraces } from "../evaluate/made-traces.ts";
import { afar } from "../command-line.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-accuracy-"));
  recording("faces", 80, 0.005, 80);
  recording("photos", 80, 0, null);
});
afterAll(() => rmSync(folder, { recursive: true }));

function recording(group: string, rateBpm: number, swing: number, pulseBpm: number | null): void {
  const { regions, frames } = skinTraces(20, rateBpm, swing);
  const header = ["tMs", ...regions.flatMap((name) => ["r", "g", "b"].map((channel) => `${name}.${channel}`))];
  const rows = frames.map(({ tMs, rgb }) => [tMs, ...rgb].join(","));
  mkdirSync(join(folder, group));
  writeFileSync(join(folder, group, "a.traces.csv"), [header.join(","), ...rows, ""].join("\n"));
  writeFileSync(join(folder, group, "a.truth.json"), JSON.stringify({ pulseBpm }));
}

test("holds three methods against the truth of a folder, by its subfolders, as one object", async () => {
  const { code, out, err } = await afar("bench", "accuracy", "--recordings", folder, "--json");
  expect([code, err]).toEqual([0, ""]);
  const { groups, missing, failed } = JSON.parse(out);
  expect([missing, failed]).toEqual([null, []]);
  expect(groups.map(({ group }: { group: string }) => group)).toEqual(["faces", "photos", "all"]);
  const [faces, photos] = groups;
  for (const method of [faces.afar, faces.plainPos, faces.vitallensCore]) {
    expect(method).toMatchObject({ coverage: 1, ratedSeconds: 9, withinTolerance: 1 });
  }
  expect(photos.afar).toMatchObject({ silentSeconds: 20, falseSeconds: 0 });
  expect(photos.plainPos.falseSeconds).toBeGreaterThan(10);
});

test.each([
  ["a folder that does not exist", ["accuracy", "--recordings", "/nowhere/at/all"], "/nowhere/at/all"],
  ["another thing to measure", ["precision"], "precision"],
  ["recordings for the throughput", ["--recordings", "x"], "--recordings"],
])("refuses %s in one sentence, with 2", async (_name, args, part) => {
  const { code, out, err } = await afar("bench", ...args);
  expect([code, out]).toEqual([2, ""]);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(err).toContain(part);
});
