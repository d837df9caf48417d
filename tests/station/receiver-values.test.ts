import { describe, expect, test } from "vitest";

import type { AlarmsMessage } from "../../src/wire/alarm-messages.ts";
import { planBedAlarms } from "../../src/alarms/bed-alarms.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { vitals } from "../stream/synthetic-bed.ts";
import { valuesNotice as told } from "../interop/made-notices.ts";
import { originOf } from "../../src/app/receiver-origin.ts";
import { planCadence, type SeenBed, valuesNotice } from "../../src/app/receiver-values.ts";

test.each([
  ["rtsp://camera/1", "live"],
  ["https://camera/mjpeg", "live"],
  ["v4l2:/dev/video0", "live"],
  ["V4L2:/dev/video0", "live"],
  ["phantom:demo-adult", "demonstration"],
  ["loop:/data/patient.mp4", "replay"],
  ["/data/patient.mp4", "replay"],
  ["patient.traces.csv", "replay"],
])("%s is %s", (source, origin) => {
  expect(originOf({ source, demo: source.startsWith("phantom:") })).toBe(origin);
});

describe("values", () => {
  const seen: SeenBed = {
    label: "Bed 1",
    origin: "live",
    vitals: { vitals: vitals("1", 1000, { rateBpm: 72, confidence: 0.95 }).vitals, atMs: 1000 },
    alarms: null,
  };
  const alarmsIn = (mode: AlarmsMessage["mode"], off: AlarmsMessage["settings"]["off"] = []): AlarmsMessage => {
    const settings = { ...defaultAlarmSettings("adult"), off };
    const state = planBedAlarms({ bed: "1", settings, firstNumber: 1, startMs: 0 }).state();
    return { kind: "alarms", ...state, mode, patient: null, alarms: [] };
  };

  test("are what the bed shows now", () => {
    expect(valuesNotice("1", seen, 2000, 5).pulse).toMatchObject({ rateBpm: 72, reason: null, inhibited: false });
  });

  test("are none once the bed has been silent for more than 3 s, and none before it has begun", () => {
    const none = { rateBpm: null, held: false, confidence: 0 };
    expect(valuesNotice("1", seen, 4001, 5).pulse).toMatchObject({ ...none, reason: "source-lost" });
    expect(valuesNotice("1", { ...seen, vitals: null }, 4001, 5).pulse).toMatchObject({ ...none, reason: "starting" });
  });

  test("are none while nobody is watched, and say where nothing alarms", () => {
    for (const mode of ["standby", "privacy"] as const) {
      const { pulse, respiration } = valuesNotice("1", { ...seen, alarms: alarmsIn(mode) }, 2000, 5);
      expect([pulse.rateBpm, pulse.inhibited, respiration.inhibited]).toEqual([null, true, true]);
    }
    const off = valuesNotice("1", { ...seen, alarms: alarmsIn("monitoring", ["pulse-low", "pulse-high"]) }, 2000, 5);
    expect([off.pulse.rateBpm, off.pulse.inhibited, off.respiration.inhibited]).toEqual([72, true, false]);
    const half = valuesNotice("1", { ...seen, alarms: alarmsIn("monitoring", ["pulse-low"]) }, 2000, 5);
    expect(half.pulse.inhibited).toBe(false);
  });
});

describe("values are told", () => {
  const pulse = (rateBpm: number | null, held = false) => told({ pulse: { ...told().pulse, rateBpm, held } });

  test("at the interval, and at once when a rate has changed enough, is held, goes or comes", () => {
    const isDue = planCadence({ intervalMs: 60_000, changePerMin: 3 });
    const said = [
      [pulse(72), 0],
      [pulse(74), 1000],
      [pulse(75), 2000],
      [pulse(75, true), 3000],
      [pulse(null), 4000],
      [pulse(null), 5000],
      [pulse(70), 6000],
      [pulse(70), 65_999],
      [pulse(70), 66_000],
    ] as const;
    expect(said.map(([notice, atMs]) => isDue(notice, atMs))).toEqual([
      true,
      false,
      true,
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  test("only at the interval where changes are not wanted", () => {
    const isDue = planCadence({ intervalMs: 60_000, changePerMin: null });
    expect([
      isDue(pulse(72), 0),
      isDue(pulse(150), 1000),
      isDue(pulse(null), 59_000),
      isDue(pulse(72), 60_000),
    ]).toEqual([true, false, false, true]);
  });
});
