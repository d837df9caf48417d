import { expect, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { TAKEN, type Transport } from "../../src/interop/outbox/transport.ts";

import { alarmNotice } from "./made-notices.ts";
import { openMadeOutbox, until } from "./made-outbox.ts";

const newFolder = temporaryFolders();

/** A receiver that refuses what its word says, and what it was handed. */
function pickyReceiver(): Transport & { refuses: (bed: string) => boolean; readonly had: [bed: string, id: string][] } {
  const had: [bed: string, id: string][] = [];
  return {
    had,
    refuses: () => true,
    wants: () => true,
    async deliver({ id, notice }) {
      if (this.refuses(notice.bed)) return { kind: "refused", detail: "no such ward" };
      had.push([notice.bed, id]);
      return TAKEN;
    },
    probe: async () => TAKEN,
    close: async () => undefined,
  };
}

test("what was refused is kept with its reason, first and last attempt and their number, and a restart keeps it", async () => {
  const folder = newFolder();
  const receiver = pickyReceiver();
  const outbox = await openMadeOutbox(folder, receiver);
  const beganMs = Date.now();
  await outbox.putAlarm(alarmNotice({ tMs: 1 }));
  await until(() => outbox.deadLetters().length === 1);
  const [letter] = outbox.deadLetters();
  expect(letter).toMatchObject({ receiver: "there", why: "no such ward", attempts: 3 });
  expect(letter.firstMs).toBeGreaterThanOrEqual(beganMs);
  expect(letter.atMs).toBeGreaterThanOrEqual(letter.firstMs);
  await outbox.close(0);
  const next = await openMadeOutbox(folder, receiver);
  expect(next.deadLetters()).toEqual([letter]);
});

test("what is sent once more has the same id and is not kept any longer; refused again, it is put aside with all its attempts", async () => {
  const receiver = pickyReceiver();
  const outbox = await openMadeOutbox(newFolder(), receiver);
  await outbox.putAlarm(alarmNotice({ bed: "1", tMs: 1 }));
  await outbox.putAlarm(alarmNotice({ bed: "2", tMs: 2 }));
  await until(() => outbox.deadLetters().length === 2);
  const ids = outbox.deadLetters().map(({ item }) => item.id);
  const [first] = outbox.deadLetters();
  expect(outbox.sendAgain("there", ids[0])).toBe(1);
  await until(() => outbox.deadLetters().length === 2);
  expect(outbox.deadLetters().at(-1)).toMatchObject({ item: { id: ids[0] }, attempts: 4, firstMs: first.firstMs });
  receiver.refuses = () => false;
  expect(outbox.sendAgain("there", null)).toBe(2);
  await until(() => receiver.had.length === 2);
  expect(receiver.had.map(([, id]) => id).sort()).toEqual([...ids].sort());
  expect(outbox.deadLetters()).toEqual([]);
  expect(outbox.sendAgain("there", null)).toBe(0);
  expect(outbox.sendAgain("nobody", null)).toBe(0);
});

test("what waits to be sent once more outlives a restart, and an alarm of now never waits for it", async () => {
  const folder = newFolder();
  const receiver = pickyReceiver();
  const outbox = await openMadeOutbox(folder, receiver);
  await outbox.putAlarm(alarmNotice({ tMs: 1 }));
  await until(() => outbox.deadLetters().length === 1);
  const [{ item }] = outbox.deadLetters();
  // Away: nothing arrives before the station ends.
  receiver.deliver = async () => ({ kind: "failed", detail: "away" });
  outbox.sendAgain("there", item.id);
  expect(outbox.deadLetters()).toEqual([]);
  await outbox.close(0);
  const order: string[] = [];
  let isThere = false;
  const next = await openMadeOutbox(folder, {
    ...receiver,
    deliver: async ({ id }) => {
      if (!isThere) return { kind: "failed", detail: "away" };
      order.push(id);
      return TAKEN;
    },
  });
  expect(next.health()[0].waitingAlarms).toBe(1);
  await next.putAlarm(alarmNotice({ tMs: 2 }));
  isThere = true;
  await until(() => order.length === 2);
  expect(order[1]).toBe(item.id);
});

test("what is discarded never comes back, not even after a restart", async () => {
  const folder = newFolder();
  const receiver = pickyReceiver();
  const outbox = await openMadeOutbox(folder, receiver);
  await outbox.putAlarm(alarmNotice({ tMs: 1 }));
  await until(() => outbox.deadLetters().length === 1);
  const [{ item }] = outbox.deadLetters();
  expect(outbox.discard("there", "none")).toBe(false);
  expect(outbox.discard("nobody", item.id)).toBe(false);
  expect(outbox.discard("there", item.id)).toBe(true);
  expect(outbox.discard("there", item.id)).toBe(false);
  await outbox.close(0);
  const next = await openMadeOutbox(folder, receiver);
  expect(next.deadLetters()).toEqual([]);
  expect(next.health()[0].waitingAlarms).toBe(0);
});

test("a receiver tells since when it is in trouble and when it took a message at last, by the station's clock", async () => {
  const receiver = pickyReceiver();
  const outbox = await openMadeOutbox(newFolder(), receiver);
  expect(outbox.health()[0]).toMatchObject({ trouble: null, lastDeliveryMs: null });
  const beganMs = Date.now();
  await outbox.putAlarm(alarmNotice({ tMs: 1 }));
  await until(() => outbox.health()[0].trouble?.isFailing === true);
  const { trouble } = outbox.health()[0];
  expect(trouble?.detail).toBe("no such ward");
  expect(Math.abs((trouble?.sinceMs ?? 0) - beganMs)).toBeLessThan(60_000);
  receiver.refuses = () => false;
  await outbox.putAlarm(alarmNotice({ tMs: 2 }));
  await until(() => outbox.health()[0].trouble === null);
  expect(outbox.health()[0].lastDeliveryMs).toBeGreaterThanOrEqual(beganMs);
});
