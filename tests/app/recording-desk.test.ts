import { describe, expect, test } from "vitest";

import type { KeptRecording, RecordingCommand, RecordingMessage } from "../../src/wire/recording.ts";
import { ALARM } from "../bed/recording/made-run.ts";
import type { BedPlan } from "../../src/app/bed-plan.ts";
import { planRecordingDesk } from "../../src/app/recording-desk.ts";

const PLAN: BedPlan = { bed: "4", label: "Window", source: "rtsp://nurse:geheim@10.0.0.7/live", demo: false };
const START = { action: "start", landmarks: false } as const;
const STOP = { action: "stop", landmarks: true } as const;

function made(kept: readonly KeptRecording[] = [], nowMs = 1e12) {
  const clock = { nowMs };
  const memory = { kept };
  const told: RecordingCommand[] = [];
  const published: RecordingMessage[] = [];
  const desk = planRecordingDesk({
    folder: "/data/recordings",
    planOf: (bed) => (bed === "4" ? PLAN : undefined),
    tell: (_, command) => told.push(command),
    publish: (message) => published.push(message),
    memory: {
      read: () => memory.kept,
      write: (recordings) => {
        memory.kept = recordings;
      },
    },
    wallMs: () => clock.nowMs,
  });
  return { desk, told, published, memory, clock };
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
      configuration: {
        bed: "4",
        label: "Window",
        source: "rtsp://nurse:geheim@10.0.0.7/live",
        demo: false,
        camera: null,
      },
    },
  ]);
  expect(published).toEqual([said("recording", null, 0)]);
});

test("a second start, a stop without a recording and a bed that does not run yet are refused, each with its cause", () => {
  const { desk, told } = made();
  expect(desk.obey("4", STOP)).toEqual({
    accepted: false,
    detail: "the bed is not being recorded",
    notes: [{ code: "not-recorded", values: {} }],
  });
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

describe("a station that is started again", () => {
  /** What is left of a station that was killed in a recording of which 8 s had been told. */
  function killed() {
    const { desk, memory, clock } = made();
    desk.obey("4", START);
    clock.nowMs += 11_000;
    desk.heard(said("recording", 8000, 900));
    return memory.kept;
  }

  test("goes on with the recording that was on, as long and as large as it was", () => {
    const { desk, memory } = made(killed(), 1e12 + 60_000);
    expect(desk.greeting(PLAN)).toMatchObject([{ action: "start", landmarks: false, folder: "/data/recordings/4" }]);
    expect(desk.heard(said("recording", 1000, 100))).toEqual(said("recording", 9000, 1000));
    expect(memory.kept).toMatchObject([{ bed: "4", landmarks: false, lengthMs: 8000, savedMs: 1e12 + 60_000 }]);
    expect(desk.obey("4", STOP).accepted).toBe(true);
    expect(memory.kept).toEqual([]);
  });

  test("does not when the user had stopped it, the bed was removed, or it had failed", () => {
    for (const end of [
      ({ desk }: ReturnType<typeof made>) => void desk.obey("4", STOP),
      ({ desk }: ReturnType<typeof made>) => desk.forget("4"),
      ({ desk }: ReturnType<typeof made>) => void desk.heard(said("failed", 1, 1)),
    ]) {
      const before = made();
      before.desk.obey("4", START);
      expect(before.memory.kept).toHaveLength(1);
      end(before);
      expect(made(before.memory.kept).desk.greeting(PLAN)).toEqual([]);
    }
  });

  test("does not after an hour, nor of another camera or a demonstration, and says why", () => {
    const moved = { ...PLAN, source: "rtsp://nurse:geheim@10.0.0.8/live" };
    for (const [plan, nowMs, why] of [
      [PLAN, 1e12 + 4_000_000, "more than an hour"],
      [moved, 1e12 + 60_000, "another camera"],
      [{ ...PLAN, demo: true }, 1e12 + 60_000, "another camera"],
    ] as const) {
      const { desk, published, memory } = made(killed(), nowMs);
      expect(desk.greeting(plan)).toEqual([]);
      expect(published).toMatchObject([{ state: "failed", lengthMs: 8000, detail: expect.stringContaining(why) }]);
      expect(memory.kept).toEqual([]);
    }
  });

  test("keeps no password, and keeps a bed that is not there yet for when it comes", () => {
    const { desk, memory } = made();
    expect(desk.obey("4", START).accepted).toBe(true);
    expect(JSON.stringify(memory.kept)).not.toContain("geheim");
    const later = made(memory.kept, 1e12 + 1000);
    expect(later.desk.greeting({ ...PLAN, bed: "9" })).toEqual([]);
    expect(later.desk.greeting(PLAN)).toHaveLength(1);
  });
});

test("an alarm of a bed that is being recorded is told its process, and no other alarm or message", () => {
  const { desk, told } = made();
  const alarm = { ...ALARM, bed: "4" };
  desk.alarmed(alarm);
  expect(told).toEqual([]);
  desk.obey("4", START);
  desk.alarmed(alarm);
  desk.alarmed({ ...ALARM, bed: "5" });
  desk.alarmed({ kind: "alarm-sound", bed: "4", tMs: 1, id: null, priority: "low", repeat: false, text: "" });
  expect(told.slice(1)).toEqual([{ kind: "recording", action: "alarm", alarm }]);
});
