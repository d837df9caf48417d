import { Value } from "typebox/value";
import { expect, test } from "vitest";

import { AlarmAnswer, AlarmEvent, AlarmSound, AlarmState, WardAlarm } from "../../src/wire/alarms.ts";
import { planWardAlarms } from "../../src/alarms/ward-alarms.ts";

import { noPulse, startBed } from "./bed-run.ts";

const SCHEMAS = {
  alarm: AlarmEvent,
  "alarm-sound": AlarmSound,
  "alarm-answer": AlarmAnswer,
  "ward-alarm": WardAlarm,
} as const;

test("whatever a bed and the ward put out has the shape that is told to others", () => {
  const run = startBed({ off: [] });
  run.vitals(20, { pulse: 150, respiration: 35, irregular: true });
  run.order({ order: "pause-audio", seconds: 60 });
  run.tell({ kind: "technical", cause: "storage-failing", active: true, detail: "disk full" });
  run.tell({ kind: "movement", event: "eyes-opened" });
  run.vitals(60, { pulse: noPulse("motion"), respiration: { reason: "no-breath", noBreathS: 30.5 } });
  expect(Value.Check(AlarmState, run.bed.state())).toBe(true);
  run.order({ order: "acknowledge", id: null });
  run.order({ order: "privacy", seconds: 60 });
  expect(Value.Check(AlarmState, run.bed.state())).toBe(true);
  const other = run.log.map((output) => ({
    ...output,
    ...(output.kind === "alarm" && { bed: "5", id: `5${output.id}` }),
  }));
  const all = planWardAlarms(1).step(run.tMs, [...run.log, ...other]);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(Object.keys(SCHEMAS)));
  for (const output of all) expect(Value.Check(SCHEMAS[output.kind], output), JSON.stringify(output)).toBe(true);
});

test("the same inputs give the same log, byte for byte", () => {
  const logOf = () => {
    const run = startBed();
    run.vitals(30, { pulse: 150 });
    run.vitals(100, { pulse: noPulse("no-face"), respiration: 40 });
    run.order({ order: "acknowledge", id: null });
    run.time(60);
    return JSON.stringify(run.log);
  };
  expect(logOf()).toBe(logOf());
  expect(logOf().length).toBeGreaterThan(1000);
});
