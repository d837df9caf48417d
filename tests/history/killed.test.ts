import { spawn } from "node:child_process";
import { join } from "node:path";

import { expect, test } from "vitest";

import { openHistory } from "../../src/history/history.ts";

import { builtModule, temporaryFolders } from "./built-module.ts";
import { wholeLog } from "./made-entries.ts";

const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
const writer = builtModule(new URL("./alarm-writer.ts", import.meta.url));
const newFolder = temporaryFolders();
const KILLS = 10;

/** Lets a writer run for some time after its first alarm, kills it, and returns what it had announced. */
async function announcedUntilKilled(path: string, run: number, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer(), path, threadModule(), String(run)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  let told = "";
  child.stdout.on("data", (piece: Buffer) => {
    told += piece.toString();
  });
  child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), afterMs));
  await ended;
  // The last line may have been cut.
  return told.split("\n").slice(0, -1);
}

test("whatever moment a station is killed at, every alarm that it announced is in the log, once, and the chain is whole", async () => {
  const path = join(newFolder(), "history.db");
  const announced: string[] = [];
  for (let run = 0; run < KILLS; run++) announced.push(...(await announcedUntilKilled(path, run, 300 * Math.random())));
  expect(announced.length).toBeGreaterThan(KILLS);

  const history = await openHistory({
    place: { kind: "sqlite", path, threadModule: threadModule(), reserveBytes: 1 << 16 },
  });
  expect(history.state()).toEqual({ state: "working" });
  const ids = (await wholeLog(history)).filter(({ kind }) => kind === "alarm").map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const recorded = announced.filter((line) => line.startsWith("recorded ")).map((line) => line.slice(9));
  const logged = new Set(ids);
  expect(recorded.filter((id) => !logged.has(id))).toEqual([]);
  expect(await history.verifyLog()).toMatchObject({ intact: true, sentence: null });
  expect(history.restored.documents.length).toBe(KILLS);
  await history.close();
}, 120_000);
