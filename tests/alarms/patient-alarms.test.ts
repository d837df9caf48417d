import { expect, test } from "vitest";

import { type BedRun, noPulse, startBed } from "./bed-run.ts";

/** Seconds in which the pulse is gone since a time, as a bed tells it. */
function losePulse(run: BedRun, seconds: number, lostSinceMs: number): void {
  run.vitals(seconds, { pulse: { ...noPulse("pulse-lost"), lostSinceMs } });
}

test("a pulse signal that is lost alarms at high priority within 15 s, in words that tell what to do", () => {
  const run = startBed();
  run.vitals(25);
  run.vitals(7, { pulse: noPulse("low-signal") });
  losePulse(run, 2, 25_000);
  expect(run.starts()).toEqual([]);
  losePulse(run, 1, 25_000);
  expect(run.log).toMatchObject([
    {
      phase: "start",
      tMs: 35_000,
      alarm: "pulse-lost",
      priority: "high",
      text: "*** PULSE SIGNAL LOST, CHECK PATIENT",
      delays: { measurementMs: 10_000, conditionMs: 0, signalMs: 0 },
    },
    { kind: "alarm-sound", priority: "high", repeat: true },
  ]);
});

test("a lost pulse that is not seen any more stays an alarm; a sure rate ends it, once it is acknowledged", () => {
  const run = startBed();
  losePulse(run, 12, 1000);
  run.vitals(600, { pulse: noPulse("no-face") });
  expect(run.bed.state().alarms[0]).toMatchObject({ alarm: "pulse-lost", state: "active", audible: true });
  run.vitals(6, { pulse: 60 });
  expect(run.bed.state().alarms).toMatchObject([{ alarm: "pulse-lost", state: "latched", audible: true }]);
  run.order({ order: "acknowledge", id: null });
  expect(run.bed.state().alarms).toEqual([]);
});

test("a pulse that is lost is not told to be not measurable as well", () => {
  const run = startBed();
  losePulse(run, 120, 0);
  expect(run.starts()).toEqual(["pulse-lost"]);
});

test("a pulse lost during a limit alarm keeps both, the limit alarm at high priority", () => {
  const run = startBed();
  run.vitals(30, { pulse: 45 });
  losePulse(run, 12, 30_000);
  expect(run.bed.state().alarms).toMatchObject([
    { alarm: "pulse-low", priority: "high", text: "*** PR 45<50 SIGNAL LOST" },
    { alarm: "pulse-lost", priority: "high" },
  ]);
});

test("breath that is missing for 20 s alarms at high priority without any further delay", () => {
  const run = startBed({ conditionDelayS: 15 });
  run.vitals(40);
  for (let pauseS = 1; pauseS <= 19; pauseS++) {
    run.vitals(1, { respiration: { reason: "no-breath", confidence: 0, noBreathS: pauseS } });
  }
  expect(run.starts()).toEqual([]);
  run.vitals(1, { respiration: { reason: "no-breath", confidence: 0, noBreathS: 20 } });
  expect(run.bed.state().alarms).toMatchObject([
    { alarm: "no-breath", priority: "high", text: "*** NO BREATHING MOVEMENT 20 s", delays: { conditionMs: 0 } },
  ]);
});

test.each([
  [10, 12, 10],
  [40, 12, 40],
  [20, 4, 22.5],
  [10, 5, 18],
])("with a delay of %i s and %i breaths a minute before, missing breath alarms at %d s", (noBreathDelayS, rate, at) => {
  const run = startBed({ noBreathDelayS });
  run.vitals(5, { respiration: rate });
  for (let pauseS = 0.5; pauseS <= 45; pauseS += 0.5) {
    run.vitals(1, { respiration: { reason: "no-breath", confidence: 0, noBreathS: pauseS } });
  }
  const start = run.events().find(({ alarm }) => alarm === "no-breath");
  expect(start?.delays.measurementMs).toBe(at * 1000);
});

test("missing breath ends with a breath, not with a view that was lost and found again", () => {
  const run = startBed();
  run.vitals(1, { respiration: { reason: "no-breath", noBreathS: 25 } });
  run.vitals(60, { respiration: { reason: "no-face", noBreathS: null } });
  run.vitals(10, { respiration: { reason: "no-breath", noBreathS: 5 } });
  expect(run.bed.state().alarms).toMatchObject([{ alarm: "no-breath", state: "active" }]);
  run.vitals(6);
  expect(run.bed.state().alarms).toMatchObject([{ alarm: "no-breath", state: "latched" }]);
});

test("breath that is missing again lets a latched alarm be active again", () => {
  const run = startBed();
  run.vitals(1, { respiration: { reason: "no-breath", noBreathS: 25 } });
  run.vitals(6);
  run.vitals(1, { respiration: { reason: "no-breath", noBreathS: 21 } });
  expect(run.bed.state().alarms).toMatchObject([{ id: "4-1", state: "active", audible: true }]);
  expect(run.events().map(({ phase, state }) => [phase, state])).toEqual([
    ["start", "active"],
    ["update", "latched"],
    ["update", "active"],
  ]);
});

test("an irregular rhythm warns of a rate that may undercount, once", () => {
  const run = startBed();
  run.vitals(1200, { irregular: true });
  expect(run.bed.state().alarms).toMatchObject([
    { alarm: "irregular-rhythm", priority: "low", text: "* irregular pulse, rate may undercount" },
  ]);
  expect(run.sounds()).toHaveLength(1);
  run.vitals(60);
  expect(run.bed.state().alarms).toHaveLength(1);
  run.vitals(6, { irregular: false });
  expect(run.bed.state().alarms).toEqual([]);
});

test("movements of the face alarm only when they were switched on", () => {
  const run = startBed();
  run.tell({ kind: "movement", event: "grimace-began" });
  run.tell({ kind: "movement", event: "eyes-opened" });
  run.vitals(10);
  expect(run.starts()).toEqual([]);
  run.order({ order: "switch", alarm: "grimace", on: true });
  run.order({ order: "switch", alarm: "eyes-opened", on: true });
  run.vitals(10);
  expect(run.starts()).toEqual([]);
  run.tell({ kind: "movement", event: "grimace-began" });
  run.tell({ kind: "movement", event: "eyes-opened" });
  expect(run.bed.state().alarms).toMatchObject([
    { alarm: "grimace", priority: "low", text: "* grimace" },
    { alarm: "eyes-opened", priority: "low", text: "* eyes opened" },
  ]);
});

test("opened eyes are told until they are acknowledged or closed, a grimace until it ends", () => {
  const run = startBed({ off: [] });
  run.tell({ kind: "movement", event: "eyes-opened" });
  run.tell({ kind: "movement", event: "grimace-began" });
  run.order({ order: "acknowledge", id: null });
  expect(run.bed.state().alarms).toMatchObject([{ alarm: "grimace", inactivation: "acknowledged" }]);
  run.tell({ kind: "movement", event: "grimace-ended" });
  run.vitals(6);
  expect(run.bed.state().alarms).toEqual([]);
  run.tell({ kind: "movement", event: "eyes-opened" });
  run.tell({ kind: "movement", event: "eyes-closed" });
  run.vitals(6);
  expect(run.bed.state().alarms).toEqual([]);
});
