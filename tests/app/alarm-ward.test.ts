import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { openHistory } from "../../src/history/history.ts";
import { wholeLog } from "../history/made-entries.ts";

import { has, newFolder, openWardBench, threadModule, type WardBench } from "./alarm-ward-bench.ts";

async function logOf(folder: string, file = "history.db") {
  const place = { kind: "sqlite" as const, path: join(folder, file), threadModule: threadModule() };
  const history = await openHistory({ place });
  const rows = await wholeLog(history);
  const verdict = await history.verifyLog();
  await history.close();
  return { rows, verdict };
}

async function alarming(bench: WardBench) {
  bench.pulse(75);
  bench.pulse(134);
  return bench.shows(has("pulse-high"));
}

test("an alarm is on the screen and in the log, with its words, under one identity", async () => {
  const folder = newFolder();
  const bench = await openWardBench(folder);
  const { alarms } = await alarming(bench);
  const [alarm] = alarms.filter(({ group }) => group === "physiological");
  expect(alarm).toMatchObject({ text: "** PR 134>120", priority: "medium", state: "active", notRecorded: false });
  await bench.ward.close();
  const { rows, verdict } = await logOf(folder);
  expect(rows.filter(({ id }) => id === alarm.id)).toMatchObject([
    { kind: "alarm", bed: "1", late: false, record: { phase: "start", text: "** PR 134>120" } },
  ]);
  expect(verdict).toMatchObject({ intact: true });
});

test("a ward that was killed comes back with patient, limits, latched and acknowledged alarms, and says for how long it was away", async () => {
  const folder = newFolder();
  const bench = await openWardBench(folder);
  await bench.ward.obey("1", { order: "admit", patient: "A. B.", profile: "adult" }, "nurse");
  const limits = { pulse: { low: 45, high: 115 }, respiration: { low: 8, high: 25 } };
  await bench.ward.obey("1", { order: "limits", limits }, "nurse");
  const before = await alarming(bench);
  const id = before.alarms[0].id;
  expect(await bench.ward.obey("1", { order: "acknowledge", id }, "nurse")).toMatchObject({ accepted: true });
  // Only a second that was written tells when the ward was last alive.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const copy = newFolder();
  for (const file of ["history.db", "history.db-wal"]) copyFileSync(join(folder, file), join(copy, file));
  await bench.ward.close();

  const back = await openWardBench(copy);
  const shown = await back.shows(has("monitoring-interrupted"));
  expect(shown.patient?.label).toBe("A. B.");
  expect(shown.settings.limits).toEqual(limits);
  expect(shown.alarms.find((alarm) => alarm.id === id)).toMatchObject({
    text: "** PR 134>115",
    inactivation: "acknowledged",
  });
  const interrupted = shown.alarms.find(({ alarm }) => alarm === "monitoring-interrupted");
  expect(interrupted?.text).toMatch(/^monitoring was interrupted \(\d s\)$/);
  expect(new Set([...before.alarms, ...shown.alarms].map((alarm) => alarm.id)).size).toBeGreaterThan(2);
  await back.ward.close();
});

test("orders are logged with who gave them, and no row names the patient", async () => {
  const folder = newFolder();
  const bench = await openWardBench(folder);
  const { ward } = bench;
  expect(await ward.obey("1", { order: "admit", patient: "Jane Roe", profile: "neonatal" }, "nurse")).toMatchObject({
    accepted: true,
    recorded: true,
  });
  expect(await ward.obey("1", { order: "admit", patient: "John Doe", profile: "adult" }, "nurse")).toMatchObject({
    accepted: false,
  });
  await ward.obey("1", { order: "confirm-patient" }, "nurse");
  expect(bench.confirmed).toEqual(["1"]);
  await ward.obey("1", { order: "record", action: "start", landmarks: true }, "nurse");
  await ward.obey("1", { order: "discharge" }, "doctor");
  expect((await bench.shows(({ patient }) => patient === null)).mode).toBe("standby");
  // The bed begins anew with each that came or went, and not for the one who was refused.
  expect(bench.renewed).toEqual(["1", "1"]);
  expect(bench.recorded).toEqual([
    ["1", "start"],
    ["1", "stop"],
  ]);
  expect(ward.obey("9", { order: "standby" }, "nurse")).toBeUndefined();
  await ward.close();
  const { rows } = await logOf(folder);
  const orders = rows.filter(({ kind }) => kind === "order");
  expect(orders.map(({ by, record }) => [by, (record as { order: { order: string } }).order.order])).toEqual([
    ["nurse", "admit"],
    ["nurse", "profile"],
    ["nurse", "monitor"],
    ["nurse", "admit"],
    ["nurse", "confirm-patient"],
    ["nurse", "record"],
    ["doctor", "discharge"],
    ["site settings", "profile"],
    ["site settings", "limits"],
    ["site settings", "delays"],
    ["site settings", "reminder"],
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/Roe|Doe/);
  const kept = await openWardBench(folder);
  expect((await kept.shows(() => true)).patient).toBeNull();
  await kept.ward.close();
});

test.each([
  ["cut short", (path: string) => truncateSync(path, 9000)],
  [
    "damaged in the middle",
    (path: string) => {
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.fill(0x55, 4096));
    },
  ],
])("a file that is %s is left as it is, an alarm says so, and alarms go on in another", async (_what, harm) => {
  const folder = newFolder();
  const path = join(folder, "history.db");
  const first = await openWardBench(folder);
  await alarming(first);
  await first.ward.close();
  harm(path);
  const harmed = readFileSync(path);

  const bench = await openWardBench(folder);
  const shown = await bench.shows(has("storage-failing"));
  expect(shown.alarms.find(({ alarm }) => alarm === "storage-failing")?.text).toMatch(/set aside unchanged/);
  const { alarms } = await alarming(bench);
  expect(alarms.find(({ alarm }) => alarm === "pulse-high")).toMatchObject({ notRecorded: false });
  await bench.ward.close();
  expect(readFileSync(path).equals(harmed)).toBe(true);
  const { rows, verdict } = await logOf(folder, "history-2.db");
  expect(rows.some(({ record }) => (record as { alarm?: string }).alarm === "pulse-high")).toBe(true);
  expect(verdict).toMatchObject({ intact: true });
});

test("a bed that is taken out of the ward ends its alarms, and is watched anew when it is back", async () => {
  const folder = newFolder();
  const bench = await openWardBench(folder);
  const { id } = (await alarming(bench)).alarms[0];
  bench.ward.remove("1", "configuration");
  bench.ward.add("1", defaultAlarmSettings("adult"));
  const back = await bench.shows(
    ({ alarms, mode }) => mode === "monitoring" && alarms.every((alarm) => alarm.id !== id),
  );
  expect(back.alarms.map(({ alarm }) => alarm)).toEqual(["preparing"]);
  await bench.ward.close();
  const { rows } = await logOf(folder);
  expect(rows.filter((row) => row.id === id).at(-1)).toMatchObject({ by: "configuration", record: { phase: "end" } });
  const again = await openWardBench(folder);
  expect((await again.shows(() => true)).mode).toBe("monitoring");
  await again.ward.close();
});

test("a patient who comes after a discharge has the site's settings, not those that were set for the one before", async () => {
  const bench = await openWardBench(newFolder());
  const { ward } = bench;
  ward.setSite("1", {
    ...defaultAlarmSettings("adult"),
    limits: { pulse: { low: 45, high: 130 }, respiration: { low: 8, high: 30 } },
    off: [],
    conditionDelayS: 3,
    extremeDelayS: 2,
  });
  await ward.obey(
    "1",
    { order: "limits", limits: { pulse: { low: 30, high: 200 }, respiration: { low: 8, high: 30 } } },
    "n",
  );
  await ward.obey("1", { order: "discharge" }, "n");
  await ward.obey("1", { order: "admit", patient: "C. D.", profile: "adult" }, "n");
  const { settings, mode } = await bench.shows(({ patient }) => patient !== null);
  expect(settings).toMatchObject({ limits: { pulse: { low: 45, high: 130 } }, off: [], conditionDelayS: 3 });
  expect(mode).toBe("monitoring");
  await ward.close();
});
