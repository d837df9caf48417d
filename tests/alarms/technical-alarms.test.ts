import { expect, test } from "vitest";

import type { AlarmCode, TechnicalCause } from "../../src/wire/alarms.ts";
import type { Reason } from "../../src/wire/reason.ts";

import { type BedRun, noPulse, startBed } from "./bed-run.ts";

function tell(run: BedRun, cause: TechnicalCause, active = true, detail: string | null = null) {
  return run.tell({ kind: "technical", cause, active, detail });
}

const nothing = (reason: Reason) => ({ pulse: noPulse(reason), respiration: { reason, noBreathS: null } });

test.each([
  ["source-lost", "medium", "camera lost"],
  ["bed-lost", "medium", "measurement stopped, starting again"],
  ["preparing", "low", "measurement not started yet"],
  ["processing-late", "low", "values are late"],
  ["storage-failing", "medium", "alarms and trends cannot be stored"],
  ["delivery-failing", "medium", "alarms cannot be delivered"],
  ["clock-jump", "low", "the clock was changed"],
] as const)("%s is seen at once, heard once after 30 s, and ends with its cause", (cause, priority, text) => {
  const run = startBed();
  tell(run, cause);
  expect(run.bed.state().alarms).toMatchObject([{ alarm: cause, group: "technical", priority, text, audible: false }]);
  run.vitals(29);
  expect(run.sounds()).toEqual([]);
  run.vitals(1);
  expect(run.sounds()).toMatchObject([{ tMs: 30_000, priority, repeat: false }]);
  run.vitals(1000);
  expect(run.sounds()).toHaveLength(1);
  tell(run, cause, false);
  run.vitals(6);
  expect(run.bed.state().alarms).toEqual([]);
});

test.each([
  ["no-face", "not-in-view", "patient not in view", 30],
  ["low-light", "low-light", "too little light", 30],
  ["low-signal", "low-signal", "pulse not measurable", 180],
  ["motion", "low-signal", "pulse not measurable", 180],
  ["not-measurable", "low-signal", "pulse not measurable", 180],
] as const)(
  "a pulse that is missing for %s is told as %s after 10 s: %s; and is heard after %i s",
  (reason, code, text, heardS) => {
    const run = startBed();
    run.vitals(10, { pulse: noPulse(reason) });
    expect(run.starts()).toEqual([]);
    run.vitals(1, { pulse: noPulse(reason) });
    expect(run.bed.state().alarms).toMatchObject([{ alarm: code, priority: "low", text }]);
    run.vitals(heardS - 11, { pulse: noPulse(reason) });
    expect(run.sounds()).toEqual([]);
    run.vitals(1, { pulse: noPulse(reason) });
    expect(run.sounds()).toMatchObject([{ text }]);
    run.vitals(6);
    expect(run.bed.state().alarms).toEqual([]);
  },
);

test("a lost camera that comes and goes is heard once in five minutes", () => {
  const run = startBed();
  for (let i = 0; i < 15; i++) {
    run.vitals(35, nothing("source-lost"));
    run.vitals(25);
  }
  const times = run.sounds().map(({ tMs }) => tMs);
  expect(times).toEqual([31_000, 331_000, 631_000]);
  expect(run.starts()).toHaveLength(15);
});

test("a camera that is lost again and again for a few seconds is heard too", () => {
  const run = startBed();
  for (let i = 0; i < 4; i++) {
    run.vitals(8, nothing("source-lost"));
    run.vitals(12);
  }
  expect(run.sounds().map(({ tMs }) => tMs)).toEqual([41_000]);
});

test("a disturbance that comes and goes is heard once, and again when it had been gone for five minutes", () => {
  const run = startBed();
  const disturbed = (times: number) => {
    for (let i = 0; i < times; i++) {
      run.vitals(35, { pulse: noPulse("motion") });
      run.vitals(25);
    }
  };
  disturbed(15);
  expect(run.sounds().map(({ tMs }) => tMs)).toEqual([191_000]);
  expect(run.starts()).toHaveLength(15);
  run.vitals(300);
  disturbed(5);
  expect(run.sounds()).toHaveLength(2);
});

test("a disturbance that nobody puts right is heard once more, of higher priority", () => {
  const run = startBed();
  run.vitals(1200, { pulse: noPulse("motion") });
  expect(run.sounds().map(({ tMs, priority }) => [tMs, priority])).toEqual([
    [181_000, "low"],
    [481_000, "medium"],
  ]);
});

test("a disturbance of pulse and breathing is one message with one sound", () => {
  const run = startBed();
  run.vitals(20);
  run.vitals(200, { pulse: noPulse("motion"), respiration: { reason: "motion", noBreathS: null } });
  expect(run.starts()).toEqual(["low-signal"]);
  expect(run.sounds()).toHaveLength(1);
  run.vitals(29, { respiration: { reason: "motion", noBreathS: null } });
  expect(run.starts()).toEqual(["low-signal"]);
  run.vitals(2, { respiration: { reason: "motion", noBreathS: null } });
  expect(run.starts()).toEqual(["low-signal", "breathing-low-signal"]);
});

test("breathing speaks for itself where the pulse's message is off", () => {
  const run = startBed({ off: ["low-signal"] });
  run.vitals(40, { pulse: noPulse("motion"), respiration: { reason: "motion", noBreathS: null } });
  expect(run.starts()).toEqual(["breathing-low-signal"]);
});

test.each<[Reason, AlarmCode]>([
  ["no-face", "not-in-view"],
  ["low-light", "low-light"],
  ["source-lost", "source-lost"],
])("where nothing can be seen for %s, only that is told", (reason, code) => {
  const run = startBed();
  run.vitals(120, nothing(reason));
  expect(run.starts()).toEqual([code]);
});

test("a camera that is lost takes the place of what followed from it", () => {
  const run = startBed();
  run.vitals(20, nothing("low-light"));
  tell(run, "source-lost");
  run.time(6);
  expect(run.bed.state().alarms.map(({ alarm }) => alarm)).toEqual(["source-lost"]);
});

test("breathing that is not measurable is told after 30 s", () => {
  const run = startBed();
  run.vitals(30, { respiration: { reason: "starting", confidence: 0, noBreathS: null } });
  expect(run.starts()).toEqual([]);
  run.vitals(1, { respiration: { reason: "low-signal", confidence: 0, noBreathS: null } });
  expect(run.bed.state().alarms).toMatchObject([{ text: "breathing not measurable" }]);
});

test("silence that nothing explains alarms at 30 s and is heard until somebody comes", () => {
  const run = startBed();
  run.vitals(10);
  run.time(29);
  expect(run.log).toEqual([]);
  expect(run.time(1)).toMatchObject([
    { alarm: "silence", phase: "start", priority: "medium", text: "NO VALUES, CHECK PATIENT", audible: true },
    { kind: "alarm-sound", repeat: true },
  ]);
  run.vitals(6);
  expect(run.bed.state().alarms).toEqual([]);
});

test("a bed that starts and never gets ready is silent too", () => {
  const run = startBed();
  run.vitals(31, { pulse: noPulse("starting") });
  expect(run.starts()).toEqual(["silence"]);
});

test.each(["source-lost", "bed-lost", "preparing"] as const)(
  "silence is explained by %s, until that is over",
  (cause) => {
    const run = startBed();
    tell(run, cause);
    run.time(300);
    expect(run.starts()).toEqual([cause]);
    tell(run, cause, false);
    run.time(31);
    expect(run.starts()).toEqual([cause, "silence"]);
  },
);

test("storage that fails explains no silence", () => {
  const run = startBed();
  tell(run, "storage-failing");
  run.time(31);
  expect(run.starts()).toEqual(["storage-failing", "silence"]);
});

test("a clock that jumped is told with its jump, until it is acknowledged", () => {
  const run = startBed();
  tell(run, "clock-jump", true, "back by 3600 s");
  run.vitals(40);
  expect(run.bed.state().alarms).toMatchObject([{ text: "the clock was changed (back by 3600 s)" }]);
  run.order({ order: "acknowledge", id: null });
  run.vitals(40);
  expect(run.bed.state().alarms).toEqual([]);
});

test("a face that may be another patient's is told as such, and not as a weak signal", () => {
  const run = startBed();
  run.vitals(15, { pulse: noPulse("confirm-patient") });
  expect(run.starts()).toEqual(["confirm-patient"]);
});
