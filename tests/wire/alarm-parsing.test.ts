import fc from "fast-check";
import { expect, test } from "vitest";

import { parseAlarmSettings, parseBedOrder } from "../../src/wire/alarm-parsing.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";

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
  { order: "admit", patient: "A. B.", profile: "neonatal" },
  { order: "confirm-patient" },
])("%j is an order", (order) => {
  expect(parseBedOrder(order)).toEqual(order);
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
  { order: "admit", patient: "", profile: "adult" },
  { order: "admit", patient: "x".repeat(81), profile: "adult" },
])("%j is no order", (order) => {
  expect(parseBedOrder(order)).toBeNull();
});

test("anything may come over the network without doing harm", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(parseBedOrder(value)).toBeNull();
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
