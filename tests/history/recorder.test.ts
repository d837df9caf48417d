import { setTimeout as wait } from "node:timers/promises";

import { expect, test } from "vitest";

import type { Backend } from "../../src/history/backend.ts";
import { HistoryFault } from "../../src/history/fault.ts";
import type { LogEntry, PendingEntry } from "../../src/history/log-entry.ts";
import { planRecorder } from "../../src/history/recorder.ts";
import type { HistoryStore } from "../../src/history/store.ts";

import { alarmEntry, trendSecond } from "./made-entries.ts";

/** A store whose commits wait or fail when that is asked. */
function madeStore() {
  const rows: PendingEntry[] = [];
  const seconds: number[] = [];
  const store = {
    rows,
    seconds,
    /** A commit waits for this. */
    gate: Promise.resolve(),
    fault: null as HistoryFault | null,
    refusedId: null as string | null,
    order: [] as string[],
  };
  const answers: Partial<HistoryStore> = {
    async appendLog(entries) {
      await store.gate;
      if (store.fault) throw store.fault;
      if (entries.some(({ id }) => id !== null && id === store.refusedId))
        throw new HistoryFault("refused", "made: no");
      const known = new Set(rows.map(({ key }) => key));
      rows.push(...entries.filter(({ key }) => !known.has(key)));
      store.order.push(...entries.map(({ id }) => id ?? ""));
      const sequences = entries.map(({ key }) => 1 + rows.findIndex((row) => row.key === key));
      return { sequences, head: { sequence: rows.length, hash: "00" } };
    },
    async appendTrends(more) {
      if (store.fault) throw store.fault;
      seconds.push(...more.map(({ tMs }) => tMs / 1000));
    },
    documents: async () => [],
    anchors: async () => ({ base: { sequence: 0, hash: "00" }, head: { sequence: 0, hash: "00" } }),
    aliveMs: async () => null,
    close: async () => undefined,
    abandon: async () => undefined,
  };
  const backend: Backend = {
    open: async () => ({ name: "made", store: answers as HistoryStore }),
    openFresh: null,
    openReader: async () => answers as HistoryStore,
    reserve: null,
  };
  return { store, backend };
}

async function planned(answerMs = 40) {
  const { store, backend } = madeStore();
  const said: (string | null)[] = [];
  const changed = ({ sentence }: { sentence: string | null }) => said.push(sentence);
  const recorder = planRecorder(backend, { nowMs: () => 5, answerMs, retryMs: 20, changed });
  await recorder.open();
  return { store, recorder, said };
}

const one = (n: number): LogEntry[] => [alarmEntry(n)];

test("a commit that takes too long is told as not recorded in time, and the log says afterwards that it came late", async () => {
  const { store, recorder } = await planned();
  let openGate: () => void = () => undefined;
  store.gate = new Promise((resolve) => {
    openGate = resolve;
  });
  expect(await recorder.append(one(1), [])).toMatchObject({ recorded: false });
  expect(store.rows).toEqual([]);
  expect(recorder.state()).toMatchObject({ recording: false, sentence: expect.stringMatching(/longer than 40 ms/) });
  openGate();
  while (store.rows.length < 2) await wait(10);
  expect(store.rows.map(({ kind, late }) => [kind, late])).toEqual([
    ["alarm", false],
    ["recorded-late", false],
  ]);
  expect(store.rows[1].record).toEqual({ sequences: [1] });
  expect(await recorder.close()).toBe(0);
});

test("what could not be written is written later, in its order, marked late, and nothing of it twice", async () => {
  const { store, recorder, said } = await planned(1000);
  expect(await recorder.append(one(1), [])).toEqual({ recorded: true, sequences: [1] });
  store.fault = new HistoryFault("locked", "made: another process holds it");
  recorder.keep([trendSecond(7)], null);
  const receipts = await Promise.all([2, 3].map((n) => recorder.append(one(n), [])));
  expect(receipts).toEqual(Array(2).fill({ recorded: false, sentence: "made: another process holds it" }));
  expect(recorder.state()).toMatchObject({ recording: false, waiting: 2 });
  store.fault = null;
  expect(await recorder.append(one(4), [])).toMatchObject({ recorded: true });
  while (recorder.state().sentence !== null || store.seconds.length === 0) await wait(10);
  expect(store.rows.map(({ id, late }) => [id, late])).toEqual([
    ["1-1", false],
    ["1-2", true],
    ["1-3", true],
    ["1-4", false],
  ]);
  expect(store.order).toEqual(["1-1", "1-2", "1-3", "1-4"]);
  expect(store.seconds).toEqual([7]);
  expect(said).toEqual([null, "made: another process holds it", null]);
  expect(await recorder.close()).toBe(0);
});

test("a record that no store takes is left out alone, and the log says so", async () => {
  const { store, recorder } = await planned(1000);
  store.refusedId = "1-2";
  const receipts = await Promise.all([1, 2, 3].map((n) => recorder.append(one(n), [])));
  expect(receipts.map(({ recorded }) => recorded)).toEqual([true, false, true]);
  while (store.rows.length < 3) await wait(10);
  expect(store.rows.map(({ kind, id }) => [kind, id])).toEqual([
    ["alarm", "1-1"],
    ["alarm", "1-3"],
    ["refused", null],
  ]);
  expect(store.rows[2].record).toMatchObject({ ids: ['["alarm","1-2"]'] });
  expect(recorder.state().waiting).toBe(0);
  await recorder.close();
});

test("closing a store that fails tells how many appends are lost with the memory", async () => {
  const { store, recorder } = await planned(1000);
  store.fault = new HistoryFault("full", "made: the disk is full");
  await Promise.all([1, 2, 3].map((n) => recorder.append(one(n), [])));
  expect(await recorder.close()).toBe(3);
});
