import { expect, test } from "vitest";

import type { AlarmOutput, AlarmSound, TechnicalCause, WardAlarm } from "../../src/wire/alarms.ts";
import { planBedAlarms } from "../../src/alarms/bed-alarms.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { planWardAlarms, restoreWardAlarms } from "../../src/alarms/ward-alarms.ts";

import { noPulse, type Second, vitalsOf } from "./bed-run.ts";

const dark: Second = { pulse: noPulse("low-light"), respiration: { reason: "low-light", noBreathS: null } };

/** A ward of beds that are all told the same clock. `seen` says what a bed shows at a second. */
function runWard(count: number, restoreAtS: number | null = null) {
  const beds = Array.from({ length: count }, (_, i) =>
    planBedAlarms({ bed: `${i + 1}`, settings: defaultAlarmSettings("adult"), firstNumber: 1, startMs: 0 }),
  );
  let ward = planWardAlarms(1);
  const log: (AlarmOutput | WardAlarm)[] = [];
  let tMs = 0;
  const ofWard = () => log.filter((output): output is WardAlarm => output.kind === "ward-alarm");
  const sounds = () => log.filter((output): output is AlarmSound => output.kind === "alarm-sound");
  return {
    log,
    ofWard,
    sounds,
    run(seconds: number, seen: (bed: number, atS: number) => Second) {
      for (let s = 0; s < seconds; s++) {
        tMs += 1000;
        const outputs = beds.flatMap((bed, i) =>
          bed.step({ tMs, kind: "vitals", vitals: vitalsOf(tMs, seen(i, tMs / 1000)) }),
        );
        if (restoreAtS === tMs / 1000) ward = restoreWardAlarms(JSON.parse(JSON.stringify(ward.snapshot())));
        log.push(...ward.step(tMs, outputs));
      }
    },
    tell(cause: TechnicalCause, active: boolean, which: number[]) {
      const outputs = which.flatMap((i) => beds[i].step({ tMs, kind: "technical", cause, active, detail: null }));
      log.push(...ward.step(tMs, outputs));
    },
  };
}

test("lights that go out in all beds are one message and one sound, and every bed's alarm is in the log", () => {
  const ward = runWard(8);
  ward.run(10, () => ({}));
  ward.run(120, (bed, s) => (s >= 11 + bed ? dark : {}));
  const [start] = ward.ofWard();
  expect(start).toMatchObject({ phase: "start", id: "ward-1", alarm: "low-light", beds: ["1", "2", "3"] });
  expect(ward.ofWard().at(-1)).toMatchObject({ phase: "update", text: "too little light: 8 beds" });
  expect(ward.sounds()).toMatchObject([{ bed: null, id: "ward-1", text: "too little light: 8 beds" }]);
  const starts = ward.log.filter((output) => output.kind === "alarm" && output.phase === "start");
  expect(starts).toHaveLength(8);
  ward.run(10, () => ({}));
  expect(ward.ofWard().at(-1)).toMatchObject({ phase: "end", id: "ward-1", beds: [] });
});

test("two dark beds of a ward, or three at different times, speak for themselves", () => {
  const two = runWard(8);
  two.run(60, (bed) => (bed < 2 ? dark : {}));
  expect(two.ofWard()).toEqual([]);
  expect(two.sounds().map(({ bed }) => bed)).toEqual(["1", "2"]);
  const apart = runWard(8);
  apart.run(200, (bed, s) => (bed < 3 && s > bed * 40 ? dark : {}));
  expect(apart.ofWard()).toEqual([]);
  expect(apart.sounds().map(({ bed }) => bed)).toEqual(["1", "2", "3"]);
});

test("storage that fails is one message from the second bed on, whenever each learns of it", () => {
  const ward = runWard(4);
  ward.tell("storage-failing", true, [0, 1]);
  ward.run(100, () => ({}));
  ward.tell("storage-failing", true, [2, 3]);
  ward.run(100, () => ({}));
  expect(ward.ofWard().map(({ phase, beds }) => [phase, beds.length])).toEqual([
    ["start", 2],
    ["update", 4],
  ]);
  expect(ward.sounds()).toHaveLength(1);
});

test("patients' alarms are never merged, however many there are at once", () => {
  const ward = runWard(8);
  ward.run(30, () => ({ pulse: 130 }));
  expect(ward.ofWard()).toEqual([]);
  expect(ward.sounds()).toHaveLength(8);
});

test("the ward goes on from a snapshot as if it had never stopped", () => {
  const scene = (bed: number, s: number) => (s > 10 + 2 * bed && s < 100 + bed ? dark : {});
  const through = runWard(5);
  const restored = runWard(5, 38);
  for (const ward of [through, restored]) ward.run(150, scene);
  expect(JSON.stringify(restored.log)).toBe(JSON.stringify(through.log));
  expect(through.ofWard().length).toBeGreaterThan(2);
});
