import { expect, test } from "vitest";

import { BedMemory } from "../../src/stream/bed-memory.ts";

import { status, vitals, wave } from "./synthetic-bed.ts";
import { breathWave } from "./synthetic-breath.ts";
import { movementEvents, movementTrace } from "./synthetic-movement.ts";

test("a new page is given the last sweep of both waves: ten seconds of the pulse, a minute of breathing", () => {
  const memory = new BedMemory();
  for (let tMs = 0; tMs < 120_000; tMs += 100) {
    memory.remember(wave("1", tMs, 100, 72), tMs);
    memory.remember(breathWave("1", tMs, 100, 15), tMs);
  }
  const waves = memory.replay().filter((message) => message.kind === "wave");
  const startOf = (kind: string) => waves.find((message) => message.wave === kind)?.tMs;
  expect(startOf("pulse")).toBe(110_000);
  expect(startOf("respiration")).toBe(60_000);
  expect(waves).toHaveLength(70);
});

test("a silent respiration wave alone is no stall, a silent pulse wave alone is one", () => {
  const memory = new BedMemory();
  memory.remember(vitals("1", 1000, { rateBpm: 72 }), 0);
  memory.remember(breathWave("1", 900, 100, 15), 0);
  memory.remember(wave("1", 900, 100, 72), 0);
  memory.remember(vitals("1", 5000, { rateBpm: 72 }), 4000);
  memory.remember(wave("1", 4900, 100, 72), 4000);
  expect(memory.silentMs(4000)).toBe(0);
  memory.remember(vitals("1", 9000, { rateBpm: 72 }), 8000);
  memory.remember(breathWave("1", 8900, 100, 15), 8000);
  expect(memory.silentMs(8000)).toBe(4000);
});

test("a new page is told the facial movement of the last five minutes, its events included", () => {
  const memory = new BedMemory();
  for (let tMs = 0; tMs < 400_000; tMs += 100) {
    memory.remember(movementTrace("1", tMs, 100), tMs);
    for (const event of movementEvents("1", tMs, 100)) memory.remember(event, tMs);
  }
  const told = memory.replay();
  const trace = told.filter((message) => message.kind === "movement");
  expect(trace.map(({ tMs, stepMs, channels }) => [tMs, stepMs, channels[0]?.length])).toEqual([[100_000, 500, 600]]);
  const blinks = told.filter((message) => message.kind === "movement-event" && message.event === "blink");
  expect(blinks).toHaveLength(75);
});

test("a held value of either rate is replayed after the live one that it holds", () => {
  const memory = new BedMemory();
  const breathing = { rateBrpm: 15, confidence: 0.9 };
  memory.remember(vitals("1", 1000, { rateBpm: 72, confidence: 0.9 }, breathing), 0);
  memory.remember(vitals("1", 2000, { rateBpm: 72, held: true, reason: "motion" }, breathing), 1000);
  memory.remember(vitals("1", 3000, { rateBpm: 72, held: true, reason: "motion" }, { ...breathing, held: true }), 2000);
  expect(memory.replay().map((message) => (message.kind === "vitals" ? message.vitals.tMs : null))).toEqual([
    1000, 2000, 3000,
  ]);
});

test("a held value is replayed after the live one that it holds", () => {
  const memory = new BedMemory();
  memory.remember(vitals("1", 1000, { rateBpm: 72, confidence: 0.9 }), 0);
  memory.remember(vitals("1", 2000, { rateBpm: 72, held: true, reason: "motion" }), 1000);
  memory.remember(vitals("1", 3000, { rateBpm: 72, held: true, reason: "motion" }), 2000);
  expect(memory.replay().map((message) => (message.kind === "vitals" ? message.vitals.tMs : null))).toEqual([
    1000, 3000,
  ]);
});

test("a restarting bed forgets everything but its status, so that no page revives a dead value", () => {
  const memory = new BedMemory();
  memory.remember(wave("1", 0, 100, 72), 0);
  memory.remember(breathWave("1", 0, 100, 15), 0);
  memory.remember(movementTrace("1", 0, 100), 0);
  memory.remember(movementEvents("1", 200, 100)[0]!, 0);
  memory.remember(vitals("1", 1000, { rateBpm: 72, confidence: 0.9 }), 0);
  const restarting = status("1", "restarting", "the bed's process died");
  memory.remember(restarting, 100);
  expect(memory.replay()).toEqual([restarting]);
  expect(memory.silentMs(5000)).toBeNull();
});

test("a lost source takes its values along and keeps the count of silence", () => {
  const memory = new BedMemory();
  memory.remember(wave("1", 0, 100, 72), 0);
  memory.remember(vitals("1", 1000, { rateBpm: 72, confidence: 0.9 }), 0);
  memory.remember(status("1", "source-lost", "the camera is gone"), 100);
  expect(memory.vitals).toBeNull();
  expect(memory.silentMs(5000)).toBe(5000);
});

test("a bed is as silent as the older of its values and its wave", () => {
  const memory = new BedMemory();
  expect(memory.silentMs(0)).toBeNull();
  memory.remember(vitals("1", 1000, { rateBpm: 72, confidence: 0.9 }), 1000);
  memory.remember(wave("1", 3000, 100, 72), 3000);
  expect(memory.silentMs(3500)).toBe(2500);
});

test("a source that begins anew drops the wave of before", () => {
  const memory = new BedMemory();
  memory.remember(wave("1", 9000, 100, 72), 0);
  memory.remember(wave("1", 0, 100, 72), 0);
  expect(memory.replay()).toHaveLength(1);
});

test("a new page is told how a bed's recording stands, also while its process is started again", () => {
  const memory = new BedMemory();
  const recording = {
    kind: "recording",
    bed: "1",
    state: "recording",
    lengthMs: 5000,
    bytes: 900,
    detail: "",
  } as const;
  memory.remember({ ...recording, lengthMs: null, bytes: 0 }, 0);
  memory.remember(recording, 5000);
  memory.remember(status("1", "restarting", "restarting"), 6000);
  expect(memory.replay().filter(({ kind }) => kind === "recording")).toEqual([recording]);
});
