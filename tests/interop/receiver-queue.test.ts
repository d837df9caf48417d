import { expect, test } from "vitest";

import type { AlarmEvent } from "../../src/wire/alarms.ts";
import { alarmItem, passingItem } from "../../src/interop/outbox/item.ts";
import { planReceiverQueue } from "../../src/interop/outbox/receiver-queue.ts";

import { alarmNotice, valuesNotice } from "./made-notices.ts";

const alarm = (changed: Partial<AlarmEvent>) => alarmItem(alarmNotice(changed));

test("alarms come before values, in the order in which they were taken, and a held bed holds no other", () => {
  const queue = planReceiverQueue();
  queue.putValues(passingItem(valuesNotice(), "life", 1));
  queue.putAlarm(1, alarm({ bed: "1", id: "1/1" }));
  queue.putAlarm(2, alarm({ bed: "2", id: "2/1" }));
  queue.holdBed("1", 100);
  const second = queue.next(50);
  expect(second?.number).toBe(2);
  if (second) queue.remove(second);
  expect(queue.next(50)?.item.notice.type).toBe("values");
  expect(queue.heldUntilMs()).toBe(100);
  expect(queue.next(100)?.number).toBe(1);
});

test("what is still there is told once, however long nobody took it; starts, updates and ends are all told", () => {
  const queue = planReceiverQueue();
  const phases = ["start", "continue", "continue", "update", "continue", "continue", "end"] as const;
  const replaced = phases.map((phase, i) => queue.putAlarm(i, alarm({ phase, tMs: i })));
  expect(replaced).toEqual([null, null, 1, null, null, 4, null]);
  const told: number[] = [];
  for (let entry = queue.next(0); entry; entry = queue.next(0)) {
    told.push(entry.number ?? -1);
    queue.remove(entry);
  }
  expect(told).toEqual([0, 2, 3, 5, 6]);
});

test("what is on its way is not replaced", () => {
  const queue = planReceiverQueue();
  queue.putAlarm(1, alarm({ phase: "continue", tMs: 1 }));
  expect(queue.next(0)?.number).toBe(1);
  expect(queue.putAlarm(2, alarm({ phase: "continue", tMs: 2 }))).toBeNull();
});

test("too many values are dropped oldest first and counted", () => {
  const queue = planReceiverQueue(3);
  for (let i = 0; i < 5; i++) queue.putValues(passingItem(valuesNotice({ stationMs: i }), "life", i));
  expect(queue.values()).toBe(3);
  expect(queue.droppedValues()).toBe(2);
  expect(queue.next(0)?.item.notice.stationMs).toBe(2);
});
