import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import Database from "libsql";
import { expect, onTestFinished, test } from "vitest";

import { type History, openHistory } from "../../src/history/history.ts";
import { testNeeding } from "../left-out.ts";

import { builtModule, temporaryFolders } from "./built-module.ts";
import { alarmEntry, trendSecond, wholeLog } from "./made-entries.ts";
import { MOUNTING } from "./mounting.ts";

const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
const newFolder = temporaryFolders();
const PAGE = 4096;

const open = (path: string): Promise<History> =>
  openHistory({ place: { kind: "sqlite", path, threadModule: threadModule(), reserveBytes: 1 << 16 }, retryMs: 50 });

/** A history of 300 alarms, closed. */
async function madeHistory(): Promise<string> {
  const path = join(newFolder(), "history.db");
  const history = await open(path);
  for (let n = 1; n <= 300; n += 100) {
    const entries = Array.from({ length: 100 }, (_, k) => alarmEntry(n + k));
    await history.append(entries, [{ bed: "1", savedMs: n, content: { patient: "A. B." } }]);
  }
  for (let s = 0; s < 300; s++) history.appendTrends([trendSecond(1_700_000_040 + s)]);
  await history.append([]);
  await history.close();
  return path;
}

/** What the station must do with such a file: say it, leave it as it is, and record beside it. */
async function expectSetAside(path: string, sentence: RegExp, restoresDocuments: boolean): Promise<void> {
  const before = readFileSync(path);
  const history = await open(path);
  expect(history.state()).toMatchObject({
    state: "failing",
    recording: true,
    sentence: expect.stringMatching(sentence),
  });
  const receipt = await history.append([alarmEntry(301)]);
  expect(receipt.recorded).toBe(true);
  expect((await wholeLog(history)).at(-1)).toMatchObject(alarmEntry(301));
  expect(await history.verifyLog()).toMatchObject({ intact: true });
  if (restoresDocuments) expect(history.restored.documents).toMatchObject([{ content: { patient: "A. B." } }]);
  await history.close();
  expect(readFileSync(path).equals(before), "the file that was set aside").toBe(true);

  // The next start goes on in the new file.
  const next = await open(path);
  expect(next.state()).toEqual({ state: "working" });
  expect((await wholeLog(next)).map(({ kind }) => kind)).toEqual(["set-aside", "alarm"]);
  await next.close();
}

test("a file that was cut off is set aside unchanged", async () => {
  const path = await madeHistory();
  truncateSync(path, Math.floor(statSync(path).size / 2 / PAGE) * PAGE + 100);
  await expectSetAside(path, /history\.db: the file is damaged .* recording goes on in .*history-2\.db/, false);
});

test("a file with damaged pages in its middle is set aside unchanged", async () => {
  const path = await madeHistory();
  const bytes = readFileSync(path);
  // All pages but the first, which holds the layout, and the last.
  for (let at = 8 * PAGE; at < bytes.length - PAGE; at += 7) bytes[at] ^= 0x5a;
  writeFileSync(path, bytes);
  await expectSetAside(path, /history\.db: the file is damaged/, false);
});

test("a file that is no history is set aside unchanged", async () => {
  const path = join(newFolder(), "history.db");
  writeFileSync(path, "these are no pages\n".repeat(1000));
  await expectSetAside(path, /history\.db: the file is damaged/, false);
});

test("a file of a later version is set aside unchanged, and its patients come back", async () => {
  const path = await madeHistory();
  const database = new Database(path);
  database.exec("UPDATE schema_version SET version = 99");
  database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
  database.close();
  await expectSetAside(path, /a later version of Afar wrote it/, true);
});

test("a file that another process holds is set aside unchanged, and its patients come back", async () => {
  const path = await madeHistory();
  const holder = new Database(path);
  holder.exec("BEGIN IMMEDIATE");
  onTestFinished(() => void holder.close());
  await expectSetAside(path, /another process holds it/, true);
});

testNeeding(
  MOUNTING,
  "a file that may only be read is set aside unchanged, its log goes on, and its patients come back",
  async () => {
    const path = await madeHistory();
    execFileSync("/bin/mount", ["--bind", path, path]);
    onTestFinished(() => void execFileSync("/bin/umount", [path]));
    execFileSync("/bin/mount", ["-o", "remount,ro,bind", path]);
    await expectSetAside(path, /it may not be written/, true);
    const history = await open(path);
    expect((await wholeLog(history)).map(({ sequence }) => sequence)).toEqual([301, 302]);
    expect(await history.verifyLog()).toMatchObject({ intact: true, base: { sequence: 300 } });
    await history.close();
  },
  30_000,
);

test("a file that is damaged while the station runs is set aside unchanged at the first sign, and recording goes on", async () => {
  const path = await madeHistory();
  const history = await open(path);
  await history.append([alarmEntry(301)]);
  const bytes = readFileSync(path);
  for (let at = PAGE; at < bytes.length; at += 5) bytes[at] ^= 0x5a;
  writeFileSync(path, bytes);
  const asDamaged = readFileSync(path);
  // A reader, who has none of its pages in memory, meets the damage first.
  await expect(history.trendSeconds("1", { fromMs: 0, toMs: 1e15 })).rejects.toThrow(/damaged/);
  for (let tries = 0; tries < 200 && history.state().state === "working"; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(history.state()).toMatchObject({ state: "failing", recording: true });
  const receipt = await history.append([alarmEntry(302)]);
  expect(receipt).toEqual({ recorded: true, sequences: [303] });
  expect((await wholeLog(history)).map(({ id }) => id)).toEqual([null, "1-302"]);
  await history.close();
  expect(readFileSync(path).equals(asDamaged)).toBe(true);
  expect(readdirSync(dirname(path))).toContain("history-2.db");
});

test("a folder that cannot be made leaves alarms in memory, told as not recorded", async () => {
  const blocked = join(newFolder(), "file");
  writeFileSync(blocked, "");
  const history = await open(join(blocked, "history.db"));
  expect(history.state()).toMatchObject({ state: "failing", recording: false });
  expect(await history.append([alarmEntry(1)])).toMatchObject({ recorded: false });
  expect(await history.close()).toBe(1);
});
