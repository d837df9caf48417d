import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { expect, onTestFinished, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { MOUNTING } from "../history/mounting.ts";
import { testNeeding } from "../left-out.ts";

import { expectWholeLog } from "./killed-stations.ts";
import { type Life, type LifePlan, madeModules, nothingShown, startLife } from "./made-ward.ts";

const TIMEOUT_MS = 120_000;
const SET_CLOCK = pathToFileURL(fileURLToPath(new URL("./set-clock.mjs", import.meta.url))).href;

const modules = madeModules();
const newFolder = temporaryFolders();

function start(path: string, more: Partial<LifePlan> = {}): Life {
  const life = startLife({ path, modules: modules(), beds: 1, shown: nothingShown(), isBack: () => true, ...more });
  onTestFinished(async () => {
    if (life.child.exitCode === null && life.child.signalCode === null) await life.kill();
  });
  return life;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000 && !holds(); tries++) await new Promise((done) => setTimeout(done, 20));
  expect(holds()).toBe(true);
}

/** Monitoring goes on: values come, and alarms that are told are in the log. */
async function expectMonitoring(life: Life, shown: LifePlan["shown"]): Promise<void> {
  const [values, recorded] = [life.values(), shown.recorded.size];
  await until(() => life.values() > values + 2 && shown.recorded.size > recorded + 2);
}

testNeeding(
  MOUNTING,
  "a station whose history may not be written says so, leaves the file as it is and goes on beside it",
  async () => {
    const path = join(newFolder(), "history.db");
    const earlier = nothingShown();
    const before = start(path, { shown: earlier });
    await until(() => before.values() > 1);
    const patient = "A. B.";
    await before.order("1", { order: "admit", patient, profile: "adult" });
    await until(() => before.lists.get("1")?.patient?.label === patient);
    await before.kill();
    execFileSync("/bin/mount", ["--bind", path, path]);
    onTestFinished(() => void execFileSync("/bin/umount", ["-l", path]));
    execFileSync("/bin/mount", ["-o", "remount,ro,bind", path]);
    const bytes = readFileSync(path);

    const shown = nothingShown();
    const life = start(path, { shown });
    await until(() => life.texts.get("storage-failing") !== undefined);
    expect(life.texts.get("storage-failing")).toMatch(/history\.db: it may not be written.*history-2\.db/);
    await expectMonitoring(life, shown);
    await life.kill();
    expect(readFileSync(path).equals(bytes)).toBe(true);
    // What had begun before is in the file before.
    for (const id of earlier.recorded) shown.recorded.delete(id);
    await expectWholeLog(join(path, "..", "history-2.db"), shown);
  },
  TIMEOUT_MS,
);

test(
  "a station whose clock is set back by an hour says so, and alarms and their log go on in order",
  async () => {
    const path = join(newFolder(), "history.db");
    const shown = nothingShown();
    const life = start(path, { shown, preload: SET_CLOCK });
    await until(() => life.values() > 1);
    const beforeMs = life.lists.get("1")?.tMs ?? 0;
    life.child.kill("SIGUSR2");
    await until(() => life.texts.get("clock-jump") !== undefined);
    expect(life.texts.get("clock-jump")).toMatch(/set back by 3[56]\d\d s/);
    await expectMonitoring(life, shown);
    const afterMs = life.lists.get("1")?.tMs ?? 0;
    expect(afterMs).toBeGreaterThan(beforeMs);
    expect(afterMs - beforeMs).toBeLessThan(TIMEOUT_MS);
    await life.kill();
    await expectWholeLog(path, shown);
  },
  TIMEOUT_MS,
);
