import { expect, test } from "vitest";

import type { RecordingCommand, RecordingMessage } from "../../src/wire/recording.ts";
import type { BedPlan } from "../../src/app/bed-plan.ts";
import { planRecordingDesk } from "../../src/app/recording-desk.ts";

const PLAN: BedPlan = { bed: "4", label: "Window", source: "rtsp://10.0.0.7/live", demo: false };
const START = { action: "start", landmarks: false } as const;
const STOP = { action: "stop", landmarks: true } as const;

function made() {
  const told: RecordingCommand[] = [];
  const published: RecordingMessage[] = [];
  const desk = planRecordingDesk({
    folder: "/data/recordings",
    planOf: (bed) => (bed === "4" ? PLAN : undefined),
    tell: (_, command) => told.push(command),
    publish: (message) => published.push(message),
  });
  return { desk, told, published };
}

const said = (state: RecordingMessage["state"], lengthMs: number | null, bytes: number): RecordingMessage => ({
  kind: "recording",
  bed: "4",
  state,
  lengthMs,
  bytes,
  detail: "",
});

test("a start tells the bed's process its own folder, whether landmarks belong to it, and what the bed runs with", () => {
  const { desk, told, published } = made();
  expect(desk.obey("4", START).accepted).toBe(true);
  expect(told).toEqual([
    {
      kind: "recording",
      action: "start",
      landmarks: false,
      folder: "/data/recordings/4",
      demo: false,
      configuration: { bed: "4", label: "Window", source: "rtsp://10.0.0.7/live", demo: false, camera: null },
    },
  ]);
  expect(published).toEqual([said("recording", null, 0)]);
});

test("a second start, a stop without a recording and a bed that does not run yet are refused, each with its cause", () => {
  const { desk, told } = made();
  expect(desk.obey("4", STOP)).toEqual({ accepted: false, detail: "the bed is not being recorded" });
  desk.obey("4", START);
  expect(desk.obey("4", START)).toMatchObject({ accepted: false, detail: expect.stringContaining("already") });
  expect(desk.obey("9", START)).toMatchObject({ accepted: false, detail: expect.stringContaining("not ready") });
  expect(told).toHaveLength(1);
});

test("a process that ends by itself does not end the recording: the next one is told to go on, and lengths add up", () => {
  const { desk } = made();
  expect(desk.greeting(PLAN)).toEqual([]);
  desk.obey("4", START);
  expect(desk.heard(said("recording", 5000, 700))).toEqual(said("recording", 5000, 700));
  expect(desk.heard(said("stopped", 5500, 800))).toMatchObject({ state: "recording", lengthMs: 5500, bytes: 800 });
  expect(desk.greeting(PLAN)).toMatchObject([{ action: "start", landmarks: false, folder: "/data/recordings/4" }]);
  expect(desk.heard(said("recording", null, 0))).toMatchObject({ lengthMs: 5500, bytes: 800 });
  expect(desk.heard(said("recording", 2000, 300))).toMatchObject({ lengthMs: 7500, bytes: 1100 });
});

test("after the user's stop nothing is recorded again, and what the process still says does not look like a recording", () => {
  const { desk, told, published } = made();
  desk.obey("4", START);
  desk.heard(said("recording", 5000, 700));
  expect(desk.obey("4", STOP).accepted).toBe(true);
  expect(told.at(-1)).toMatchObject({ action: "stop" });
  expect(published.at(-1)).toEqual(said("stopped", 5000, 700));
  expect(desk.heard(said("recording", 5100, 710)).state).toBe("stopped");
  expect(desk.heard(said("stopped", 5200, 900))).toEqual(said("stopped", 5200, 900));
  expect(desk.greeting(PLAN)).toEqual([]);
});

test("a recording that failed is over: its words are passed on, no process is told to go on, and it may be started again", () => {
  const { desk } = made();
  desk.obey("4", START);
  const failed = { ...said("failed", 4000, 600), detail: "the disk is full" };
  expect(desk.heard(failed)).toEqual(failed);
  expect(desk.greeting(PLAN)).toEqual([]);
  expect(desk.obey("4", START).accepted).toBe(true);
});

test("a bed that is removed is not recorded when another of its name comes", () => {
  const { desk } = made();
  desk.obey("4", START);
  desk.forget("4");
  expect(desk.greeting(PLAN)).toEqual([]);
});
