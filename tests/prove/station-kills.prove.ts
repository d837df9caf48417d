import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { MOUNTING } from "../history/mounting.ts";
import { testNeeding } from "../left-out.ts";
import { seededMoments } from "../seeded-moments.ts";
import { expectNothingLost, expectWholeLog } from "../station/killed-stations.ts";
import { type Life, madeModules, nothingShown, startLife } from "../station/made-ward.ts";

/** STATION_KILLS kills; STATION_FULL_KILLS of stations whose disk is full. */
const KILLS = Number(process.env.STATION_KILLS ?? 200);
const FULL_KILLS = Number(process.env.STATION_FULL_KILLS ?? 20);
/** A station is back as it was within this time. */
const BACK_MS = 3000;

const modules = madeModules();
const newFolder = temporaryFolders();
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

test(`${KILLS} kills of a station lose no alarm that anybody was shown`, async () => {
  const { shown, unrecorded, rows, backMs } = await expectNothingLost(
    join(newFolder(), "history.db"),
    modules(),
    KILLS,
  );
  const sorted = [...backMs].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))]);
  console.log(
    `${shown} alarms shown as recorded, all in a log of ${rows} rows; ${unrecorded} shown as not recorded only`,
  );
  console.log(`back as it was, with its page: p50 ${at(0.5)}, p90 ${at(0.9)}, latest ${at(1)} ms of ${sorted.length}`);
  expect(at(0.5)).toBeLessThan(BACK_MS);
});

testNeeding(
  MOUNTING,
  `on a full disk an alarm says so and monitoring goes on, through ${FULL_KILLS} kills; with room again all is written again`,
  async () => {
    const folder = newFolder();
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", folder]);
    onTestFinished(() => void execFileSync("/bin/umount", ["-l", folder]));
    const moment = seededMoments();
    const shown = nothingShown();
    const path = join(folder, "history.db");
    const lives: Life[] = [];
    const start = () => {
      const life = startLife({ path, modules: modules(), beds: 2, shown, isBack: () => true });
      lives.push(life);
      return life;
    };
    onTestFinished(async () => {
      for (const life of lives) if (life.child.exitCode === null && life.child.signalCode === null) await life.kill();
    });
    const filling = join(folder, "filling");

    const first = start();
    while (shown.recorded.size < 10) await sleep(50);
    fill(filling);
    await until(() => hasStorageAlarm(first));
    await first.kill();
    for (let killed = 0; killed < FULL_KILLS; killed++) {
      const life = start();
      await until(() => life.values() > 0 && hasStorageAlarm(life));
      await sleep(1000 * moment());
      await life.kill();
    }
    const last = start();
    await until(() => last.values() > 10 && hasStorageAlarm(last));
    rmSync(filling);
    await until(() => !hasStorageAlarm(last) && notRecorded(last) === 0);
    const before = shown.recorded.size;
    await until(() => shown.recorded.size > before + 10);
    await last.kill();
    const rows = await expectWholeLog(path, shown);
    console.log(
      `full disk: ${shown.recorded.size} alarms shown as recorded, all in a log of ${rows} rows; ${shown.unrecorded.size} shown as not recorded only`,
    );
  },
  600_000,
);

/** Takes all room of a disk that others write too. */
function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (;;) writeSync(file, Buffer.alloc(4096, 1));
  } catch (error) {
    expect(error).toMatchObject({ code: "ENOSPC" });
  } finally {
    closeSync(file);
  }
}

function hasStorageAlarm({ lists }: Life): boolean {
  return [...lists.values()].some(({ alarms }) => alarms.some(({ alarm }) => alarm === "storage-failing"));
}

function notRecorded({ lists }: Life): number {
  return [...lists.values()].flatMap(({ alarms }) => alarms).filter((alarm) => alarm.notRecorded).length;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3000 && !holds(); tries++) await sleep(20);
  expect(holds()).toBe(true);
}
