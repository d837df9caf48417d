import { Value } from "typebox/value";
import { expect, test } from "vitest";

import { DeadLetterRows, ReceiverRows } from "../../src/wire/receivers.ts";
import { temporaryFolders } from "../history/built-module.ts";
import { TAKEN, type Transport } from "../../src/interop/outbox/transport.ts";
import { alarmNotice } from "../interop/made-notices.ts";
import { openMadeOutbox, until } from "../interop/made-outbox.ts";
import { planDeliveries } from "../../src/app/receiver-deliveries.ts";

import { type GuardedStation, guardedStation, type Sent } from "./accounts/guarded-station.ts";

const newFolder = temporaryFolders();
const HURRY = { firstWaitMs: 1, longestWaitMs: 2, mostAskedMs: 2, refusals: 1, probeMs: 20, troubleMs: 0 };

/** A station whose one receiver has refused so many alarms, and takes everything from now on. */
async function stationWithLetters(
  count: number,
): Promise<{ readonly station: GuardedStation; readonly had: string[]; readonly ids: string[] }> {
  const had: string[] = [];
  let refuses = true;
  const receiver: Transport = {
    wants: () => true,
    async deliver({ id }) {
      if (refuses) return { kind: "refused", detail: "unknown ward" };
      had.push(id);
      return TAKEN;
    },
    probe: async () => TAKEN,
    close: async () => undefined,
  };
  const outbox = await openMadeOutbox(newFolder(), receiver, HURRY);
  for (let i = 0; i < count; i++) void outbox.putAlarm(alarmNotice({ bed: String(1 + (i % 2)), tMs: i }));
  await until(() => outbox.deadLetters().length === count);
  refuses = false;
  const station = await guardedStation();
  station.openDeliveries(planDeliveries(outbox, new Map([["there", "webhook"]])));
  return { station, had, ids: outbox.deadLetters().map(({ item }) => item.id) };
}

async function asked<T>(station: GuardedStation, path: string, sent: Sent): Promise<T> {
  const { status, text } = await station.send(path, sent);
  expect(status, text).toBe(200);
  return JSON.parse(text) as T;
}

test("the list tells of each receiver what waits, what was refused and since when it fails", async () => {
  const { station } = await stationWithLetters(3);
  const sent = { cookie: await station.signIn("engineer") };
  const rows = await asked<ReceiverRows>(station, "/api/receivers", sent);
  expect(Value.Check(ReceiverRows, rows)).toBe(true);
  const [row] = rows.receivers;
  expect(row).toMatchObject({ name: "there", kind: "webhook", deadLetters: 3, waitingAlarms: 0, delivered: 0 });
  expect(row).toMatchObject({ state: "failing", lastDeliveryMs: null, trouble: { detail: "unknown ward" } });
  expect(Math.abs((row.trouble?.sinceMs ?? 0) - Date.now())).toBeLessThan(600_000);
});

test("every refused message comes once, page by page, the newest first, and never more than were asked for", async () => {
  const { station, ids } = await stationWithLetters(25);
  const sent = { cookie: await station.signIn("admin") };
  const seen: string[] = [];
  let before = "";
  for (;;) {
    const path = `/api/receivers/there/dead-letters?count=10${before}`;
    const page = await asked<DeadLetterRows>(station, path, sent);
    expect(Value.Check(DeadLetterRows, page)).toBe(true);
    expect(page.total).toBe(25);
    expect(page.deadLetters.length).toBeLessThanOrEqual(10);
    seen.push(...page.deadLetters.map(({ id }) => id));
    if (page.next === null) break;
    before = `&before=${page.next}`;
  }
  expect(seen).toEqual([...ids].reverse());
  const usual = await asked<DeadLetterRows>(station, "/api/receivers/there/dead-letters", sent);
  expect(usual.deadLetters[0]).toMatchObject({ alarm: "pulse-high", text: "** PR 134>120", attempts: 1 });
  for (const query of ["count=0", "count=201", "before=x", "count=ten"]) {
    expect((await station.send(`/api/receivers/there/dead-letters?${query}`, sent)).status, query).toBe(400);
  }
});

test("one is sent again or discarded, then all, and the log has who ordered it before the answer", async () => {
  const { station, had, ids } = await stationWithLetters(4);
  const sent = { cookie: await station.signIn("engineer") };
  const at = (rest: string) => `/api/receivers/there/dead-letters/${rest}`;
  expect((await station.send(at(`${ids[0]}/retry`), { ...sent, method: "POST" })).status).toBe(204);
  await until(() => had.length === 1);
  expect(had).toEqual([ids[0]]);
  expect((await station.send(at(ids[1]), { ...sent, method: "DELETE" })).status).toBe(204);
  expect((await station.send(at(ids[1]), { ...sent, method: "DELETE" })).status).toBe(404);
  const all = await station.send(at("retry"), { ...sent, method: "POST" });
  expect(JSON.parse(all.text)).toEqual({ count: 2 });
  await until(() => had.length === 3);
  expect([...had].sort()).toEqual([ids[0], ids[2], ids[3]].sort());
  const noted = station.events.flatMap(({ what, by, detail }) => (/message/.test(what) ? [[what, by, detail]] : []));
  expect(noted).toEqual([
    ["message sent again", "engineer", `there: ${ids[0]}`],
    ["message discarded", "engineer", `there: ${ids[1]}`],
    ["message sent again", "engineer", "there: all 2"],
  ]);
});

test("another site's page can order nothing, and a receiver that is not there is told as such", async () => {
  const { station, had, ids } = await stationWithLetters(1);
  const cookie = await station.signIn("admin");
  const path = `/api/receivers/there/dead-letters/${ids[0]}/retry`;
  expect((await station.send(path, { method: "POST", headers: { cookie } })).status).toBe(403);
  const foreign = { cookie, origin: "http://evil.example", "x-afar": "page" };
  expect((await station.send(path, { method: "POST", headers: foreign })).status).toBe(403);
  expect(had).toEqual([]);
  const { status, text } = await station.send("/api/receivers/other/dead-letters", { cookie });
  expect(status).toBe(404);
  expect(text).toContain("there is no receiver");
});

test("a station without receivers has an empty list", async () => {
  const station = await guardedStation();
  station.openDeliveries(planDeliveries(null, new Map()));
  const rows = await asked<ReceiverRows>(station, "/api/receivers", { cookie: await station.signIn("engineer") });
  expect(rows).toEqual({ receivers: [], journalFault: null });
});
