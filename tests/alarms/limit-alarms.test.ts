import { expect, test } from "vitest";

import { noPulse, startBed } from "./bed-run.ts";

test("a pulse beyond its limit alarms after the condition delay, with the worst value beyond the limit as its text", () => {
  const run = startBed();
  run.vitals(5);
  expect(run.vitals(10, { pulse: 134.4 })).toEqual([]);
  const [event, sound] = run.vitals(1, { pulse: 131 });
  expect(event).toMatchObject({
    kind: "alarm",
    phase: "start",
    id: "4-1",
    alarm: "pulse-high",
    priority: "medium",
    tMs: 16_000,
    text: "** PR 134>120",
    value: { worst: 134, last: 131, limit: 120, unit: "bpm" },
    audible: true,
    delays: { measurementMs: 5000, conditionMs: 10_000, signalMs: 0 },
  });
  expect(sound).toMatchObject({ kind: "alarm-sound", id: "4-1", priority: "medium", repeat: true });
});

test.each([
  ["pulse", 45, "** PR 45<50"],
  ["pulse", 130, "** PR 130>120"],
  ["respiration", 5, "** RR 5<8"],
  ["respiration", 35, "** RR 35>30"],
  ["pulse", 30, "*** PR 30<50"],
  ["pulse", 140, "*** PR 140>120"],
  ["respiration", 50, "*** RR 50>30"],
  ["pulse", 25, "*** PR <25"],
  ["pulse", 240, "*** PR >240"],
] as const)("a %s of %i /min in an adult alarms as %s", (vital, rate, text) => {
  const run = startBed();
  run.vitals(11, { [vital]: rate });
  expect(run.bed.state().alarms.map((alarm) => alarm.text)).toEqual([text]);
});

test("a limit itself is no violation, as the number on the screen does not show one", () => {
  const run = startBed();
  run.vitals(60, { pulse: 120.4 });
  run.vitals(60, { pulse: 49.6 });
  expect(run.starts()).toEqual([]);
});

test("a value 20 beyond a limit is of high priority and waits for half as long", () => {
  const run = startBed();
  run.vitals(6, { pulse: 140 });
  expect(run.bed.state().alarms).toMatchObject([{ priority: "high", delays: { conditionMs: 5000 } }]);
  const below = startBed();
  below.vitals(30, { pulse: 139 });
  expect(below.bed.state().alarms).toMatchObject([{ priority: "medium" }]);
});

test("an acknowledged alarm that becomes extreme is heard again", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  run.order({ order: "acknowledge", id: "4-1" });
  expect(run.bed.state()).toMatchObject({ sounding: null, alarms: [{ inactivation: "acknowledged" }] });
  const outputs = run.vitals(6, { pulse: 150 });
  expect(outputs).toMatchObject([
    { kind: "alarm", phase: "update", id: "4-1", priority: "high", inactivation: "enabled", text: "*** PR 150>120" },
    { kind: "alarm-sound", id: "4-1", priority: "high" },
  ]);
});

test("a value that is back within its limit for less than the condition delay is no alarm", () => {
  const run = startBed();
  for (let i = 0; i < 20; i++) {
    run.vitals(9, { pulse: 130 });
    run.vitals(1, { pulse: 118 });
  }
  expect(run.starts()).toEqual([]);
});

test("an alarm ends when the value has been within the limit by more than its error for five seconds", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  run.vitals(60, { pulse: 118 });
  expect(run.bed.state().alarms).toHaveLength(1);
  expect(run.vitals(5, { pulse: 117 })).toEqual([]);
  expect(run.vitals(1, { pulse: 117 })).toMatchObject([{ phase: "end", ended: "cleared", id: "4-1", audible: false }]);
  expect(run.bed.state()).toMatchObject({ alarms: [], sounding: null });
});

test.each([
  ["missing", noPulse("motion")],
  ["held", { rateBpm: 130, held: true, reason: "motion" as const }],
  ["of low confidence", { rateBpm: 130, confidence: 0.69 }],
])("a value that is %s raises no limit alarm", (_, pulse) => {
  const run = startBed();
  run.vitals(300, { pulse });
  expect(run.starts().filter((alarm) => alarm.startsWith("pulse"))).toEqual([]);
});

test.each([
  ["missing", noPulse("motion")],
  ["held", { rateBpm: 75, held: true, reason: "motion" as const }],
  ["of low confidence", { rateBpm: 75, confidence: 0.69 }],
])("a value that is %s ends no limit alarm: it rises, and says that the signal is lost", (_, pulse) => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  run.order({ order: "acknowledge", id: null });
  run.vitals(9, { pulse });
  expect(run.bed.state().alarms).toMatchObject([{ inactivation: "acknowledged" }]);
  run.vitals(1, { pulse });
  run.vitals(200, { pulse });
  expect(run.bed.state().alarms[0]).toMatchObject({
    id: "4-1",
    alarm: "pulse-high",
    priority: "high",
    state: "active",
    signalLost: true,
    audible: true,
    text: "*** PR 130>120 SIGNAL LOST",
  });
  run.vitals(6, { pulse: 80 });
  expect(run.bed.state().alarms.filter(({ alarm }) => alarm === "pulse-high")).toEqual([]);
});

test("a bed that falls silent during a limit alarm keeps it and lets it rise", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  run.time(10);
  expect(run.bed.state().alarms).toMatchObject([{ alarm: "pulse-high", priority: "high", signalLost: true }]);
});

test("limits that are set anew decide from the next value on", () => {
  const run = startBed();
  run.vitals(20, { pulse: 110 });
  run.order({ order: "limits", limits: { pulse: { low: 50, high: 100 }, respiration: { low: 8, high: 30 } } });
  run.vitals(11, { pulse: 110 });
  expect(run.bed.state().alarms).toMatchObject([{ text: "** PR 110>100" }]);
  run.order({ order: "limits", limits: { pulse: { low: 50, high: 130 }, respiration: { low: 8, high: 30 } } });
  run.vitals(6, { pulse: 110 });
  expect(run.bed.state().alarms).toEqual([]);
});
