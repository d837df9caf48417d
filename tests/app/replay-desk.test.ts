import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterEach, expect, test, vi } from "vitest";

import type { ReplaySecondsAnswer } from "../../src/wire/replay.ts";
import { builtModule, temporaryFolders } from "../history/built-module.ts";
import { planReplayDesk } from "../../src/app/replay-desk.ts";
import { keepLines } from "../../src/app/replay-lines.ts";

const TRACES = resolve(import.meta.dirname, "../../fixtures/traces");
const PATIENCE = { timeout: 60_000, interval: 100 };
const module = builtModule(new URL("../../src/app/replay-process.ts", import.meta.url));
const newFolder = temporaryFolders();

let desk: ReturnType<typeof planReplayDesk> | null = null;
afterEach(() => {
  desk?.end();
  desk = null;
});

function openDesk(path: string, leftAfterMs?: number): NonNullable<typeof desk> {
  const folders = [{ name: "folder", path }];
  desk = planReplayDesk({ folders, module: module(), ...(leftAfterMs === undefined ? {} : { leftAfterMs }) });
  return desk;
}

test("recordings are listed with their truth, a run by its first part, and nothing that a link leads to", async () => {
  const folder = newFolder();
  const elsewhere = newFolder();
  mkdirSync(join(folder, "bed-1"));
  writeFileSync(join(elsewhere, "secret.mp4"), "");
  symlinkSync(elsewhere, join(folder, "linked"));
  symlinkSync(join(elsewhere, "secret.mp4"), join(folder, "linked.mp4"));
  for (const name of [
    "bed-1/run-0001-part-0001.mcap",
    "bed-1/run-0001-part-0002.mcap",
    "bed-1/run-0002-part-0003.mcap",
    "ward.mp4",
    "ward.truth.json",
    "notes.txt",
    "face.traces.csv",
  ]) {
    writeFileSync(join(folder, name), "");
  }
  const { recordings, areMore } = await openDesk(folder).recordings();
  expect(recordings.map(({ id, kind, hasTruth }) => [id, kind, hasTruth]).sort()).toEqual([
    ["folder/bed-1/run-0001-part-0001.mcap", "recorded", false],
    ["folder/bed-1/run-0002-part-0003.mcap", "recorded", false],
    ["folder/face.traces.csv", "traces", false],
    ["folder/ward.mp4", "video", true],
  ]);
  expect(areMore).toBe(false);
  expect(JSON.stringify(recordings)).not.toContain(folder);
});

test.each(["folder/../secret.mp4", "/etc/passwd", "folder/none.mp4", ""])(
  "%j, which is not listed, is not opened",
  async (id) => {
    await expect(openDesk(TRACES).open(id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  },
);

test("a third replay is refused until one is closed", async () => {
  const open = openDesk(TRACES);
  const id = "folder/adult-70.traces.csv";
  const first = await open.open(id);
  await open.open(id);
  await expect(open.open(id)).rejects.toMatchObject({ code: "TOO_OFTEN" });
  open.close(first.id);
  expect(open.state(first.id)).toBeUndefined();
  await expect(open.open(id)).resolves.toMatchObject({ recording: id });
});

test("a replay that nobody asks about ends by itself", async () => {
  const open = openDesk(TRACES, 1500);
  const { id } = await open.open("folder/adult-70.traces.csv");
  // Nothing may be asked of it meanwhile: only what it would refuse tells that it is gone.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect(open.state(id)).toBeUndefined();
});

test("a file that is no recording says why, and a truth that cannot be read is a notice", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "torn.traces.csv"), "tMs,a.r,a.g,a.b\n0,1,2\n");
  copyFileSync(join(TRACES, "adult-70.traces.csv"), join(folder, "adult.traces.csv"));
  writeFileSync(join(folder, "adult.truth.json"), "{");
  const open = openDesk(folder);
  const torn = await open.open("folder/torn.traces.csv");
  await vi.waitFor(() => expect(open.state(torn.id)?.state).toBe("failed"), PATIENCE);
  expect(open.state(torn.id)?.fault).toContain("torn.traces.csv");
  const adult = await open.open("folder/adult.traces.csv");
  await vi.waitFor(() => expect(open.state(adult.id)?.state).toBe("done"), PATIENCE);
  expect(open.state(adult.id)).toMatchObject({ fault: null, truth: { pulse: null } });
  expect(open.state(adult.id)?.notices.join()).toContain("adult.truth.json");
  const { seconds } = JSON.parse((await open.seconds(adult.id, 20, 60)) ?? "") as ReplaySecondsAnswer;
  expect(seconds).toHaveLength((open.state(adult.id)?.seconds ?? 0) - 20);
}, 120_000);

test("lines are read back by their number, and their file has no name", () => {
  const lines = keepLines();
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith("afar-replay-"));
  expect(folders.flatMap((name) => readdirSync(join(tmpdir(), name)))).toEqual([]);
  const written = Array.from({ length: 50 }, (_, i) => `${i} ${"ü".repeat(i % 7)}`);
  for (const line of written) lines.push(line);
  expect(lines.count).toBe(50);
  expect(lines.read(0, 50)).toEqual(written);
  expect(lines.read(47, 10)).toEqual(written.slice(47));
  expect(lines.read(60, 5)).toEqual([]);
  lines.close();
});
