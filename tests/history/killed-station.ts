import { spawn } from "node:child_process";

import { expect } from "vitest";

import { openHistory } from "../../src/history/history.ts";

import { wholeLog } from "./made-entries.ts";

export interface KillPlan {
  /** Of the history's file. */
  readonly path: string;
  /** Built modules of alarm-writer.ts and sqlite-thread.ts. */
  readonly writer: string;
  readonly threadModule: string;
  readonly kills: number;
}

/** Lets a writer run for some time after its first alarm, kills it, and returns what it had announced. */
async function announcedUntilKilled({ path, writer, threadModule }: KillPlan, run: number, afterMs: number) {
  const child = spawn(process.execPath, [writer, path, threadModule, String(run)], {
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

/** Kills writers of one file at random moments, one after the other, and expects the log to hold all that they announced. */
export async function expectNothingLost(plan: KillPlan): Promise<void> {
  const { path, threadModule, kills } = plan;
  const announced: string[] = [];
  for (let run = 0; run < kills; run++) announced.push(...(await announcedUntilKilled(plan, run, 300 * Math.random())));
  expect(announced.length).toBeGreaterThan(kills);

  const history = await openHistory({ place: { kind: "sqlite", path, threadModule, reserveBytes: 1 << 16 } });
  expect(history.state()).toEqual({ state: "working" });
  const ids = (await wholeLog(history)).filter(({ kind }) => kind === "alarm").map(({ id }) => id);
  const logged = new Set(ids);
  expect(logged.size).toBe(ids.length);
  const recorded = announced.filter((line) => line.startsWith("recorded ")).map((line) => line.slice(9));
  expect(recorded.filter((id) => !logged.has(id))).toEqual([]);
  expect(await history.verifyLog()).toMatchObject({ intact: true, sentence: null });
  expect(history.restored.documents.length).toBe(kills);
  await history.close();
}
