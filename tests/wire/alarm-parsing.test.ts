import fc from "fast-check";
import { expect, test } from "vitest";

import { parseAlarmCommand, parseAlarmSettings } from "../../src/wire/alarm-parsing.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";

const command = (order: unknown) => ({ kind: "alarm-command", bed: "4", order });

test.each([
  { order: "acknowledge", id: null },
  { order: "acknowledge", id: "4-17" },
  { order: "pause-audio", seconds: 120 },
  { order: "switch", alarm: "pulse-high", on: false },
  { order: "limits", limits: { pulse: { low: 50, high: 120 }, respiration: { low: 8, high: 30 } } },
  { order: "delays", conditionDelayS: 15, extremeDelayS: 5, noBreathDelayS: 40 },
  { order: "reminder", minutes: 10 },
  { order: "privacy", seconds: 900 },
  { order: "discharge" },
])("%j is an order", (order) => {
  expect(parseAlarmCommand(command(order))).toEqual(command(order));
});

test.each([
  { order: "acknowledge" },
  { order: "pause-audio", seconds: 121 },
  { order: "pause-audio", seconds: 0 },
  { order: "switch", alarm: "fire", on: false },
  { order: "limits", limits: { pulse: { low: 50.5, high: 120 }, respiration: { low: 8, high: 30 } } },
  { order: "limits", limits: { pulse: { low: 50, high: 241 }, respiration: { low: 8, high: 30 } } },
  { order: "delays", conditionDelayS: 16, extremeDelayS: 5, noBreathDelayS: 40 },
  { order: "delays", conditionDelayS: 15, extremeDelayS: 5, noBreathDelayS: 9 },
  { order: "reminder", minutes: 4 },
  { order: "privacy", seconds: 901 },
  { order: "silence-for-ever" },
])("%j is no order", (order) => {
  expect(parseAlarmCommand(command(order))).toBeNull();
});

test("anything may come over the network without doing harm", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(parseAlarmCommand(value)).toBeNull();
      expect(parseAlarmCommand(command(value))).toBeNull();
      expect(parseAlarmSettings(value)).toBeNull();
    }),
  );
});

test.each(["adult", "paediatric", "neonatal"] as const)(
  "the default settings of the %s profile are settings",
  (profile) => {
    const settings = defaultAlarmSettings(profile);
    expect(parseAlarmSettings(settings)).toEqual(settings);
    expect(parseAlarmSettings({ ...settings, conditionDelayS: 16 })).toBeNull();
    expect(parseAlarmSettings({ ...settings, noBreathDelayS: 9 })).toBeNull();
  },
);
