import { expect, test } from "vitest";

import { type AlarmSnapshot, type BedAlarms, restoreBedAlarms } from "../../src/alarms/bed-alarms.ts";

import { noPulse, startBed, vitalsOf } from "./bed-run.ts";

/** As a station does it: through text. */
function kept(bed: BedAlarms): AlarmSnapshot {
  return JSON.parse(JSON.stringify(bed.snapshot()));
}

test("a bed comes back with its alarms, what was acknowledged and latched, its pause and its settings", () => {
  const run = startBed();
  run.order({ order: "limits", limits: { pulse: { low: 60, high: 100 }, respiration: { low: 8, high: 25 } } });
  run.vitals(11, { pulse: 110 });
  run.order({ order: "acknowledge", id: null });
  run.vitals(1, { pulse: 110, respiration: { reason: "no-breath", noBreathS: 22 } });
  run.vitals(8, { pulse: 110 });
  run.order({ order: "pause-audio", seconds: 120 });
  const before = run.bed.state();
  expect(before.alarms).toMatchObject([
    { alarm: "no-breath", state: "latched", inactivation: "audio-paused" },
    { alarm: "pulse-high", inactivation: "acknowledged" },
  ]);
  expect(restoreBedAlarms(kept(run.bed)).state()).toEqual(before);
});

test("a bed that comes back says for how long nobody watched, and does not count that time against its values", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  const back = restoreBedAlarms(kept(run.bed));
  const tMs = run.tMs + 600_000;
  const outputs = back.step({ tMs, kind: "restart", awayMs: 600_000 });
  expect(outputs[1]).toMatchObject({
    phase: "start",
    alarm: "monitoring-interrupted",
    text: "monitoring was interrupted (600 s)",
  });
  expect(back.state().alarms).toMatchObject([
    { id: "4-1", alarm: "pulse-high", priority: "medium", signalLost: false, audible: true },
    { id: "4-2", alarm: "monitoring-interrupted" },
  ]);
  for (let s = 1; s <= 10; s++) back.step({ tMs: tMs + s * 1000, kind: "time" });
  expect(back.state().alarms[0]).toMatchObject({ id: "4-1", priority: "high", signalLost: true });
  for (let s = 11; s <= 29; s++) back.step({ tMs: tMs + s * 1000, kind: "time" });
  expect(back.state().alarms.map(({ alarm }) => alarm)).not.toContain("silence");
  back.step({ tMs: tMs + 30_000, kind: "time" });
  expect(back.state().alarms.map(({ alarm }) => alarm)).toContain("silence");
});

test("a violation that was about to alarm must last anew after a restart", () => {
  const run = startBed();
  run.vitals(9, { pulse: 130 });
  const back = restoreBedAlarms(kept(run.bed));
  const tMs = run.tMs + 60_000;
  back.step({ tMs, kind: "restart", awayMs: 60_000 });
  for (let s = 1; s <= 10; s++) {
    const t = tMs + s * 1000;
    back.step({ tMs: t, kind: "vitals", vitals: vitalsOf(s * 1000, { pulse: 130 }) });
  }
  expect(back.state().alarms.map(({ alarm }) => alarm)).toEqual(["monitoring-interrupted"]);
});

test("a snapshot is not changed by what happens afterwards, neither in the old bed nor in the new one", () => {
  const run = startBed();
  run.vitals(5, { pulse: 130 });
  const snapshot = run.bed.snapshot();
  const text = JSON.stringify(snapshot);
  run.vitals(20, { pulse: 130 });
  restoreBedAlarms(snapshot).step({ tMs: 900_000, kind: "time" });
  expect(JSON.stringify(snapshot)).toBe(text);
});

test("an alarm that lasts says so every 15 s and says the change between only once", () => {
  const run = startBed({ escalateS: null });
  run.vitals(72, { pulse: 130 });
  expect(run.events().map(({ phase, tMs }) => [phase, tMs])).toEqual([
    ["start", 11_000],
    ["continue", 26_000],
    ["continue", 41_000],
    ["continue", 56_000],
    ["continue", 71_000],
  ]);
});

test("a time that lies before the last one counts as the last one", () => {
  const run = startBed();
  run.vitals(30, { pulse: noPulse("motion") });
  const { bed } = run;
  for (const output of bed.step({ tMs: 0, kind: "vitals", vitals: vitalsOf(0) })) expect(output.tMs).toBe(30_000);
  expect(bed.state().tMs).toBe(30_000);
});
