import { spawn } from "node:child_process";

import { expect } from "vitest";

import { openRuns } from "../../../src/bed/recording/recorded-run.ts";

/** Lets a recorder run for some time after its first frame and kills it; returns the time of the last frame it was given, ms. */
async function givenUntilKilled(writer: string, folder: string, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, [writer, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  let told = "";
  child.stdout.on("data", (piece: Buffer) => {
    told += piece.toString();
  });
  child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), afterMs));
  await ended;
  // The last line may have been cut.
  return Number(told.split("\n").at(-2));
}

/** Kills recorders of one folder at random moments, one after the other; returns by how much each run is short, ms. */
export async function expectLittleLost(writer: string, folder: string, kills: number): Promise<number[]> {
  const givenMs: number[] = [];
  for (let run = 0; run < kills; run++) givenMs.push(await givenUntilKilled(writer, folder, 2500 * Math.random()));
  const runs = openRuns(folder);
  expect(runs.length).toBe(kills);
  return runs.map((run, i) => {
    let lastMs = Number.NEGATIVE_INFINITY;
    let frames = 0;
    for (const item of run.items()) {
      if (item.kind !== "frame") continue;
      frames++;
      lastMs = item.frame.tMs;
    }
    expect(run.endError()).toBeNull();
    // None is missing before the last.
    expect(frames).toBe(Math.round((lastMs * 30) / 1000) + 1);
    if (i > 0) expect(run.facts.past).toMatchObject({ ended: false, awayMs: expect.any(Number) });
    return Math.max(0, givenMs[i] - lastMs);
  });
}
