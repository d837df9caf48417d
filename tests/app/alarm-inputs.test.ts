import { expect, test } from "vitest";

import { status, vitals } from "../stream/synthetic-bed.ts";
import { planAlarmInputs } from "../../src/app/alarm-inputs.ts";

const VALUES = vitals("1", 1000, { rateBpm: 72, confidence: 0.9 });

test("a bed that was lost stays lost while its process starts again, until it measures", () => {
  const inputs = planAlarmInputs();
  inputs.of(VALUES, 1);
  expect(inputs.of(status("1", "source-lost", "the cable is out"), 2)).toMatchObject([
    { cause: "source-lost", active: true, detail: "the cable is out" },
  ]);
  expect(inputs.of(status("1", "preparing", "opening the source", 0.1), 3)).toEqual([]);
  expect(inputs.of(VALUES, 4)).toMatchObject([{ cause: "source-lost", active: false }, { kind: "vitals" }]);
});

test("a process that died is another cause than a camera that is lost", () => {
  const inputs = planAlarmInputs();
  inputs.of(VALUES, 1);
  inputs.of(status("1", "source-lost", "no signal"), 2);
  expect(inputs.of(status("1", "restarting", "died (SIGKILL)"), 3)).toMatchObject([
    { cause: "source-lost", active: false },
    { cause: "bed-lost", active: true, detail: "died (SIGKILL)" },
  ]);
});

test("a bed prepares until its first values, and not again while it looks for the pulse", () => {
  const inputs = planAlarmInputs();
  expect(inputs.of(status("1", "preparing", "opening the source", 0.1), 1)).toMatchObject([
    { cause: "preparing", active: true },
  ]);
  expect(inputs.of(VALUES, 2)).toMatchObject([{ cause: "preparing", active: false }, { kind: "vitals" }]);
  expect(inputs.of(status("1", "preparing", "looking for the pulse", 0.6), 3)).toEqual([]);
});

test("values that come late are told once, and once more when they are on time", () => {
  const inputs = planAlarmInputs();
  const load = (lagMs: number) =>
    inputs.of({ kind: "load", bed: "1", tMs: 0, lagMs, shed: "nothing", skippedFrames: 0 }, 1);
  expect(load(700)).toMatchObject([{ cause: "processing-late", active: true }]);
  expect(load(900)).toEqual([]);
  expect(load(20)).toMatchObject([{ cause: "processing-late", active: false }]);
});
