import { join } from "node:path";

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";

import { type Heard, type RunningStation, startRunningStation } from "../station/running-station.ts";

const BEDS = ["1", "2", "3"];
const BOMB = join(import.meta.dirname, "..", "station", "memory-bomb.mjs");
/** Waves come ten times a second; pages grey a bed that was silent for two seconds. */
const MISSED_MS = 2000;
const PATIENCE_MS = 90_000;

let station: RunningStation;
let socket: WebSocket;
let heard: Heard[] = [];

beforeAll(async () => {
  const sources = BEDS.flatMap(() => ["--source", "phantom:demo-adult"]);
  station = await startRunningStation(sources, BOMB);
  socket = station.listen((message) => heard.push(message));
  await vi.waitFor(() => expect(vitalsOf(BEDS).size).toBe(BEDS.length), { timeout: 90_000, interval: 200 });
});
afterAll(async () => {
  socket.close();
  await station.stop();
});

function vitalsOf(beds: readonly string[]): Set<string> {
  return new Set(
    heard.flatMap(({ message }) => (message.kind === "vitals" && beds.includes(message.bed) ? [message.bed] : [])),
  );
}

function longestSilenceMs(bed: string): number {
  const times = heard.flatMap(({ atMs, message }) => (message.kind === "wave" && message.bed === bed ? [atMs] : []));
  return times.reduce((most, atMs, i) => (i === 0 ? 0 : Math.max(most, atMs - times[i - 1])), 0);
}

function wordsOf(bed: string): string[] {
  return heard.flatMap(({ message }) => (message.kind === "status" && message.bed === bed ? [message.detail] : []));
}

/** Does harm to bed 2, and tells after how long it was noticed and after how long the bed sent a wave again, ms. */
async function harm(hurt: (pid: number) => void): Promise<{ noticedMs: number; backMs: number }> {
  await vi.waitFor(() => expect(station.bedPids().size).toBe(BEDS.length), { timeout: 20_000 });
  const pid = station.bedPids().get("2") ?? 0;
  heard = [];
  const startMs = performance.now();
  hurt(pid);
  const after = (isIt: (heard: Heard) => boolean) => {
    const found = heard.find(isIt);
    expect(found).toBeDefined();
    return (found?.atMs ?? 0) - startMs;
  };
  let noticedMs = 0;
  await vi.waitFor(
    () => {
      noticedMs = after(
        ({ message }) => message.kind === "status" && message.bed === "2" && message.state === "restarting",
      );
    },
    { timeout: 40_000, interval: 20 },
  );
  const noticedAtMs = startMs + noticedMs;
  let backMs = 0;
  await vi.waitFor(
    () => {
      backMs = after(({ atMs, message }) => atMs > noticedAtMs && message.kind === "wave" && message.bed === "2");
    },
    { timeout: 30_000, interval: 20 },
  );
  return { noticedMs, backMs };
}

test(
  "a bed that is killed is back, the stream says what happened, and the others miss nothing",
  async () => {
    await harm((pid) => process.kill(pid, "SIGKILL"));
    expect(wordsOf("2").some((words) => words.includes("SIGKILL"))).toBe(true);
    for (const bed of ["1", "3"]) expect(longestSilenceMs(bed)).toBeLessThan(MISSED_MS);
  },
  PATIENCE_MS,
);

test(
  "a bed that is stopped by a signal is noticed, ended and back, and the others miss nothing",
  async () => {
    await harm((pid) => process.kill(pid, "SIGSTOP"));
    expect(wordsOf("2").some((words) => words.includes("stopped by a signal"))).toBe(true);
    for (const bed of ["1", "3"]) expect(longestSilenceMs(bed)).toBeLessThan(MISSED_MS);
  },
  PATIENCE_MS,
);

test(
  "a bed that eats memory is ended and back, and the others miss nothing",
  async () => {
    await harm((pid) => process.kill(pid, "SIGUSR2"));
    expect(wordsOf("2").some((words) => /held \d+ MB of memory/.test(words))).toBe(true);
    for (const bed of ["1", "3"]) expect(longestSilenceMs(bed)).toBeLessThan(MISSED_MS);
  },
  PATIENCE_MS,
);

test("a station that is killed leaves no bed behind", async () => {
  const pids = [...station.bedPids().values()];
  process.kill(station.pid, "SIGKILL");
  const lives = (pid: number) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  await vi.waitFor(() => expect(pids.filter(lives)).toEqual([]), { timeout: 10_000 });
  expect(pids).toHaveLength(BEDS.length);
});
