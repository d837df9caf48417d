import { expect, test } from "vitest";

import { ALARM_CODES, type AlarmOrder } from "../../src/wire/alarms.ts";
import { ALARM_RULES } from "../../src/alarms/catalogue.ts";
import { DEFAULT_LIMITS, defaultAlarmSettings } from "../../src/alarms/profile.ts";

import { noPulse, startBed } from "./bed-run.ts";

const pauseAudio = (seconds: number): AlarmOrder => ({ order: "pause-audio", seconds });

test("an acknowledged alarm is silent and seen until its condition ends, with who did it", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  expect(run.order({ order: "acknowledge", id: "4-1" })).toMatchObject([
    { kind: "alarm-answer", by: "nurse", accepted: true, detail: "1 alarm acknowledged" },
    { phase: "update", id: "4-1", inactivation: "acknowledged", audible: false, by: "nurse" },
  ]);
  run.vitals(600, { pulse: 130 });
  expect(run.bed.state()).toMatchObject({ sounding: null, alarms: [{ id: "4-1", priority: "medium" }] });
  run.vitals(6);
  expect(run.bed.state().alarms).toEqual([]);
});

test("acknowledging all hides nothing that begins afterwards", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  run.order({ order: "acknowledge", id: null });
  run.vitals(11, { pulse: 130, respiration: 35 });
  expect(run.bed.state()).toMatchObject({
    sounding: "medium",
    alarms: [
      { alarm: "pulse-high", audible: false },
      { alarm: "respiration-high", audible: true },
    ],
  });
});

test("an alarm that comes back after its end is a new one, and heard", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  run.order({ order: "acknowledge", id: null });
  run.vitals(6);
  run.vitals(11, { pulse: 130 });
  expect(run.bed.state().alarms).toMatchObject([{ id: "4-2", audible: true }]);
});

test("an alarm that is not there cannot be acknowledged", () => {
  const run = startBed();
  expect(run.order({ order: "acknowledge", id: "4-9" })).toMatchObject([{ accepted: false }]);
});

test("a latched alarm is seen and heard until it is acknowledged", () => {
  const run = startBed();
  run.order({ order: "latch", alarm: "pulse-high", on: true });
  run.vitals(11, { pulse: 130 });
  run.vitals(600);
  expect(run.bed.state()).toMatchObject({ sounding: "medium", alarms: [{ state: "latched" }] });
  expect(run.order({ order: "acknowledge", id: null })[1]).toMatchObject({ phase: "end", ended: "acknowledged" });
});

test("acknowledging a latched alarm does not delay one that is about to begin anew", () => {
  const run = startBed({ latching: ["pulse-high"] });
  run.vitals(11, { pulse: 130 });
  run.vitals(10);
  run.vitals(10, { pulse: 130 });
  run.order({ order: "acknowledge", id: "4-1" });
  run.vitals(1, { pulse: 130 });
  expect(run.bed.state().alarms).toMatchObject([{ id: "4-2", audible: true, delays: { conditionMs: 10_000 } }]);
});

test("a pause silences what is there, counts down and ends by itself after at most 2 min", () => {
  const run = startBed({ escalateS: null });
  expect(run.order(pauseAudio(121))).toMatchObject([{ accepted: false }]);
  run.vitals(11, { pulse: 130 });
  expect(run.order(pauseAudio(120))[1]).toMatchObject({ inactivation: "audio-paused", audible: false });
  expect(run.bed.state()).toMatchObject({ audioPausedUntilMs: 131_000, sounding: null });
  run.vitals(119, { pulse: 130 });
  expect(run.bed.state().sounding).toBeNull();
  const outputs = run.vitals(1, { pulse: 130 });
  expect(outputs).toMatchObject([
    { phase: "update", inactivation: "enabled", audible: true },
    { kind: "alarm-sound", id: "4-1" },
  ]);
  expect(run.bed.state().audioPausedUntilMs).toBeNull();
});

test("in a pause, a new alarm of higher priority sounds at once, one of the same does not", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  run.order(pauseAudio(120));
  run.vitals(11, { pulse: 130, respiration: 40 });
  expect(run.bed.state()).toMatchObject({ sounding: null });
  const outputs = run.vitals(1, { pulse: 130, respiration: { reason: "no-breath", noBreathS: 20 } });
  expect(outputs.at(-1)).toMatchObject({
    kind: "alarm-sound",
    priority: "high",
    text: "*** NO BREATHING MOVEMENT 20 s",
  });
  expect(run.bed.state().alarms.map(({ audible }) => audible)).toEqual([true, false, false]);
});

test("a pause in a quiet bed does not keep a patient's alarm from being heard", () => {
  const run = startBed();
  run.order(pauseAudio(120));
  run.vitals(11, { pulse: 130 });
  expect(run.bed.state().sounding).toBe("medium");
});

test("a technical sound that falls into a pause is heard after it", () => {
  const run = startBed();
  run.vitals(150, { pulse: noPulse("motion") });
  run.order(pauseAudio(60));
  run.vitals(60, { pulse: noPulse("motion") });
  expect(run.sounds()).toMatchObject([{ tMs: 210_000, text: "pulse not measurable" }]);
});

test("sound can be resumed before the pause ends", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  run.order(pauseAudio(120));
  run.order({ order: "resume-audio" });
  expect(run.bed.state()).toMatchObject({ sounding: "medium", audioPausedUntilMs: null });
});

test("an alarm that nobody attends to rises after its time; who pauses the sound attends", () => {
  const run = startBed({ escalateS: 180 });
  run.vitals(11, { pulse: 130 });
  run.vitals(100, { pulse: 130 });
  run.order(pauseAudio(60));
  run.vitals(239, { pulse: 130 });
  expect(run.bed.state().alarms).toMatchObject([{ priority: "medium" }]);
  run.vitals(1, { pulse: 130 });
  expect(run.bed.state().alarms).toMatchObject([{ priority: "high", text: "*** PR 130>120" }]);
  expect(run.sounds().at(-1)).toMatchObject({ priority: "high" });
});

test("an alarm that is off neither is nor becomes there, and is remembered every few minutes", () => {
  const run = startBed({ reminderMin: 5 });
  run.vitals(11, { pulse: 130 });
  expect(run.order({ order: "switch", alarm: "pulse-high", on: false })[1]).toMatchObject({
    phase: "end",
    ended: "switched-off",
    by: "nurse",
  });
  run.vitals(1000, { pulse: 130 });
  expect(run.starts()).toEqual(["pulse-high"]);
  const reminders = run.sounds().filter(({ id }) => id === null);
  expect(reminders.map(({ tMs }) => tMs)).toEqual([311_000, 611_000, 911_000]);
  expect(reminders[0]).toMatchObject({ priority: "low", text: "reminder: PR high off" });
  run.order({ order: "switch", alarm: "pulse-high", on: true });
  run.vitals(11, { pulse: 130 });
  expect(run.bed.state().alarms).toMatchObject([{ alarm: "pulse-high" }]);
});

test("an acknowledged alarm that lasts is remembered; a new interval counts from its order on", () => {
  const run = startBed({ reminderMin: 10 });
  run.vitals(11, { pulse: 130 });
  run.order({ order: "acknowledge", id: null });
  run.order({ order: "reminder", minutes: 1 });
  run.vitals(60, { pulse: 130 });
  expect(run.sounds().at(-1)).toMatchObject({ id: null, tMs: 71_000, text: "reminder: ** PR 130>120" });
});

test("nobody is reminded of what of the body is heard once only", () => {
  const run = startBed();
  run.vitals(11, { irregular: true });
  run.order({ order: "acknowledge", id: null });
  run.vitals(1000, { irregular: true });
  expect(run.bed.state().alarms).toMatchObject([{ alarm: "irregular-rhythm", inactivation: "acknowledged" }]);
  expect(run.sounds()).toHaveLength(1);
});

test("what tells that nobody is watched cannot be switched off", () => {
  const run = startBed();
  const kept = ALARM_CODES.filter((alarm) => {
    const [answer] = run.order({ order: "switch", alarm, on: false });
    return answer.kind === "alarm-answer" && !answer.accepted;
  });
  expect(kept).toEqual(ALARM_CODES.filter((code) => !ALARM_RULES[code].canBeOff));
  expect(kept).toEqual(expect.arrayContaining(["silence", "source-lost", "bed-lost", "storage-failing"]));
});

test("standby ends what is acknowledged, keeps silence and is refused while a patient's alarm is open", () => {
  const run = startBed();
  run.vitals(11, { pulse: 130 });
  expect(run.order({ order: "standby" })).toMatchObject([{ accepted: false }]);
  run.order({ order: "acknowledge", id: null });
  expect(run.order({ order: "standby" })[1]).toMatchObject({ phase: "end", ended: "standby" });
  const before = run.log.length;
  run.tell({ kind: "technical", cause: "source-lost", active: true, detail: null });
  run.tell({ kind: "movement", event: "eyes-opened" });
  run.vitals(100, { pulse: 200 });
  run.time(600);
  expect(run.log).toHaveLength(before);
  run.tell({ kind: "technical", cause: "storage-failing", active: true, detail: null });
  expect(run.starts().at(-1)).toBe("storage-failing");
  run.order({ order: "monitor" });
  expect(run.starts().at(-1)).toBe("source-lost");
  expect(run.bed.state().mode).toBe("monitoring");
});

test("privacy ends by itself, and what is wrong then is found out anew", () => {
  const run = startBed();
  expect(run.order({ order: "privacy", seconds: 901 })).toMatchObject([{ accepted: false }]);
  run.order({ order: "privacy", seconds: 60 });
  expect(run.bed.state()).toMatchObject({ mode: "privacy", privacyUntilMs: 60_000 });
  run.time(59);
  expect(run.events()).toEqual([]);
  run.time(30);
  expect(run.bed.state()).toMatchObject({ mode: "monitoring", privacyUntilMs: null });
  expect(run.starts()).toEqual([]);
  run.time(1);
  expect(run.starts()).toEqual(["silence"]);
});

test("discharge ends the patient's alarms, restores the profile's defaults and leaves the bed in standby", () => {
  const run = startBed();
  run.order({ order: "profile", profile: "neonatal" });
  expect(run.bed.state().settings.limits).toEqual(DEFAULT_LIMITS.neonatal);
  run.order({ order: "reminder", minutes: 1 });
  run.order({ order: "switch", alarm: "no-breath", on: false });
  run.vitals(11, { pulse: 90, respiration: 40 });
  expect(run.order({ order: "discharge" })[1]).toMatchObject({ phase: "end", ended: "discharge" });
  expect(run.bed.state()).toMatchObject({ mode: "standby", alarms: [], settings: defaultAlarmSettings("neonatal") });
  run.order({ order: "monitor" });
  run.vitals(11, { pulse: 90, respiration: 40 });
  expect(run.bed.state().alarms).toMatchObject([{ id: "4-2" }]);
});

test("delays beyond 15 s, or beyond 10 to 40 s for breath, are refused", () => {
  const run = startBed();
  const delays = { order: "delays", conditionDelayS: 15, extremeDelayS: 0, noBreathDelayS: 40 } as const;
  expect(run.order(delays)).toMatchObject([{ accepted: true }]);
  for (const wrong of [
    { conditionDelayS: 16 },
    { extremeDelayS: 15.5 },
    { noBreathDelayS: 9 },
    { noBreathDelayS: 41 },
  ]) {
    expect(run.order({ ...delays, ...wrong })).toMatchObject([{ accepted: false }]);
  }
  expect(run.order({ ...delays, conditionDelayS: Number.NaN })).toMatchObject([{ accepted: false }]);
  expect(run.bed.state().settings).toMatchObject({ conditionDelayS: 15, extremeDelayS: 0, noBreathDelayS: 40 });
});

test("automatic limits lie around the values of now", () => {
  const run = startBed();
  run.vitals(3, { pulse: 100, respiration: 16 });
  expect(run.order({ order: "automatic-limits" })).toMatchObject([
    { accepted: true, detail: "limits set: PR 80-125, RR 8-24" },
  ]);
  run.vitals(6, { pulse: noPulse("motion"), respiration: noPulse("motion") });
  expect(run.order({ order: "automatic-limits" })).toMatchObject([{ accepted: false }]);
  expect(run.bed.state().settings.limits.pulse).toEqual({ low: 80, high: 125 });
});
