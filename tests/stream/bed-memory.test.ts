import { expect, test } from "vitest";

import { BedMemory } from "../../src/stream/bed-memory.ts";

import { status, vitals, wave } from "./synthetic-bed.ts";

test("a new page is given the last ten seconds of the wave and no more", () => {
  const memory = new BedMemory();
  for (let tMs = 0; tMs < 60_000; tMs += 100) memory.remember(wave("1", tMs, 100, 72), tMs);
  const waves = memory.replay().filter((message) => message.kind === "wave");
  expect(waves[0]?.tMs).toBe(50_000);
  expect(waves).toHaveLength(100);
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
