import { execFileSync } from "node:child_process";
import { existsSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished } from "vitest";

import { openHistory } from "../../src/history/history.ts";
import { testNeeding } from "../left-out.ts";

import { builtModule, temporaryFolders } from "./built-module.ts";
import { alarmEntry, trendSecond, wholeLog } from "./made-entries.ts";
import { MOUNTING } from "./mounting.ts";

const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
const newFolder = temporaryFolders();
const RESERVE_BYTES = 6 << 20;

/** Takes all room of a disk but a little. */
function fill(folder: string, leftBytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, "filling"), Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)));
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(holds()).toBe(true);
}

testNeeding(
  MOUNTING,
  "on a full disk alarms are recorded from the reserve, then wait in memory, and all is written when there is room again",
  async () => {
    const folder = newFolder();
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=32m", "tmpfs", folder]);
    onTestFinished(() => void execFileSync("/bin/umount", [folder]));
    const path = join(folder, "history.db");
    const place = { kind: "sqlite" as const, path, threadModule: threadModule(), reserveBytes: RESERVE_BYTES };
    const history = await openHistory({ place, retryMs: 50, answerMs: 5_000 });
    onTestFinished(() => void history.close());
    expect(await history.append([alarmEntry(1)])).toMatchObject({ recorded: true });
    expect(existsSync(`${path}.reserve`)).toBe(true);

    fill(folder, 0);
    // Alarms go on, one commit each, and each told as recorded.
    let number = 2;
    while (existsSync(`${path}.reserve`)) {
      expect(await history.append([alarmEntry(number++)])).toMatchObject({ recorded: true });
    }
    expect(history.state()).toMatchObject({ state: "failing", recording: true });
    expect(history.state()).toMatchObject({ sentence: expect.stringMatching(/the disk is full/) });
    for (let more = 0; more < 200; more++) {
      expect(await history.append([alarmEntry(number++)])).toMatchObject({ recorded: true });
    }
    history.appendTrends([trendSecond(1_700_000_000)]);

    // The reserve is used up as well.
    const big = { ...alarmEntry(0), kind: "filler", id: null, record: "x".repeat(1 << 16) };
    for (let more = 0; more < 1000 && (await history.append([big])).recorded; more++);
    expect(history.state()).toMatchObject({ state: "failing", recording: false });
    const last = number;
    expect(await history.append([alarmEntry(number++)])).toMatchObject({ recorded: false });
    expect(await history.append([alarmEntry(number++)])).toMatchObject({ recorded: false });

    rmSync(join(folder, "filling"));
    await until(() => history.state().state === "working");
    const rows = (await wholeLog(history)).filter(({ kind }) => kind === "alarm");
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: number - 1 }, (_, n) => `1-${n + 1}`));
    expect(rows.filter(({ late }) => late).map(({ id }) => id)).toEqual([`1-${last}`, `1-${last + 1}`]);
    expect(await history.verifyLog()).toMatchObject({ intact: true });
    expect((await history.trendSeconds("1", { fromMs: 0, toMs: 1e15 })).tMs).toEqual([1_700_000_000_000]);
    expect(existsSync(`${path}.reserve`)).toBe(true);
    expect(await history.close()).toBe(0);
  },
  60_000,
);

testNeeding(
  MOUNTING,
  "a station that starts on a full disk comes back with its patients and records from the reserve",
  async () => {
    const folder = newFolder();
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=32m", "tmpfs", folder]);
    onTestFinished(() => void execFileSync("/bin/umount", [folder]));
    const path = join(folder, "history.db");
    const place = { kind: "sqlite" as const, path, threadModule: threadModule(), reserveBytes: RESERVE_BYTES };
    const before = await openHistory({ place });
    await before.append([alarmEntry(1)], [{ bed: "1", savedMs: 1, content: { patient: "A. B." } }]);
    await before.close();
    fill(folder, 0);
    const history = await openHistory({ place, retryMs: 50, answerMs: 5_000 });
    onTestFinished(() => void history.close());
    expect(history.restored.documents).toMatchObject([{ content: { patient: "A. B." } }]);
    expect(history.state()).toMatchObject({ state: "failing", recording: true });
    expect(await history.append([alarmEntry(2)])).toEqual({ recorded: true, sequences: [2] });
    rmSync(join(folder, "filling"));
    await until(() => history.state().state === "working");
    expect((await wholeLog(history)).map(({ id }) => id)).toEqual(["1-1", "1-2"]);
    expect(await history.close()).toBe(0);
  },
  60_000,
);
