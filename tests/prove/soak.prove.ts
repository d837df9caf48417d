import { availableParallelism, cpus } from "node:os";

import { afterAll, beforeAll, expect, test } from "vitest";
import type { WebSocket } from "ws";

import { type RunningStation, startRunningStation } from "../station/running-station.ts";
import { launchBrowser, openMonitor } from "../web-ui/browser.ts";

import { type BrowserFrames, countFrames } from "./browser-frames.ts";
import { readUsage } from "./process-usage.ts";
import { planSoakRecord, type SoakRecord } from "./soak-record.ts";

/** SOAK_BEDS beds for SOAK_MINUTES minutes, each from SOAK_SOURCE, at real speed. */
const BEDS = Number(process.env.SOAK_BEDS ?? 16);
const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const SOURCE = process.env.SOAK_SOURCE ?? "phantom:ward-bed";
/** Half of the time a browser shows the ward on this box; then its frames are counted for so long. SOAK_BROWSER=0: none does. */
const BROWSER = process.env.SOAK_BROWSER !== "0";
const COUNTED_S = 20;
/** After the last bed's first values: code is compiled, windows are full. */
const WARM_UP_S = 30;
const SAMPLE_MS = 5000;
/** What the ward must keep to. */
const OLDEST_FRAME_MS = 500;
const MOST_MEMORY_MB = 250;
const MOST_GROWTH_MB = 10;
const MOST_LOOP_DELAY_MS = 20;

let station: RunningStation;
let socket: WebSocket;
const records = new Map<string, SoakRecord>();

beforeAll(async () => {
  station = await startRunningStation(Array.from({ length: BEDS }, () => ["--source", SOURCE]).flat());
  socket = station.listen(({ atMs, message }) => {
    if (!("bed" in message) || message.bed === null) return;
    const record = records.get(message.bed) ?? planSoakRecord();
    records.set(message.bed, record);
    record.hear(atMs, message);
  });
});
afterAll(async () => {
  socket.close();
  await station.stop();
});

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Shows the page for the first half of the time, and counts what it draws at the end of it. */
async function watchInBrowser(ms: number): Promise<BrowserFrames> {
  const browser = await launchBrowser();
  try {
    const { page } = await openMonitor(browser, station.port, { width: 1920, height: 1080 });
    await sleep(Math.max(1000, ms / 2 - 1000 * COUNTED_S));
    return await countFrames(page, COUNTED_S);
  } finally {
    await browser.close();
  }
}

test(`${BEDS} beds for ${MINUTES} minutes keep up with real time, in flat memory`, async () => {
  while ([...records.values()].filter((record) => record.figures().values > 0).length < BEDS) await sleep(1000);
  await sleep(1000 * WARM_UP_S);
  for (const record of records.values()) record.begin();
  await station.health(true);
  const processes = () => [station.pid, ...station.bedPids().values()];
  const before = readUsage(processes());
  const startMs = performance.now();
  const endMs = startMs + 60_000 * MINUTES;
  const memory: { bedMb: number[]; stationMb: number }[] = [];
  const watched = BROWSER ? watchInBrowser(endMs - startMs) : null;
  while (performance.now() < endMs) {
    await sleep(Math.min(SAMPLE_MS, endMs - performance.now()));
    const [own, ...beds] = readUsage(processes());
    memory.push({ bedMb: beds.map(({ residentMb }) => residentMb), stationMb: own.residentMb });
    const minutes = (performance.now() - startMs) / 60_000;
    process.stderr.write(
      `\r${minutes.toFixed(1)} of ${MINUTES} minutes, ${Math.max(...(memory.at(-1)?.bedMb ?? []))} MB`,
    );
  }
  process.stderr.write("\n");
  const frames = await watched;
  const passedS = (performance.now() - startMs) / 1000;
  const after = readUsage(processes());
  const health = (await station.health(true)) as { eventLoopDelay: { p99Ms: number; maxMs: number } };
  const share = (i: number) => (after[i].processorS - before[i].processorS) / passedS;

  const figures = [...records].map(([bed, record]) => ({ bed, ...record.figures() }));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const fifth = Math.max(1, Math.floor(memory.length / 5));
  const growthMb =
    mean(memory.slice(-fifth).flatMap(({ bedMb }) => bedMb)) -
    mean(memory.slice(0, fifth).flatMap(({ bedMb }) => bedMb));
  const mostMb = Math.max(...memory.flatMap(({ bedMb }) => bedMb));
  const oldestMs = Math.max(...figures.map(({ oldestFrameMs }) => oldestFrameMs));
  const bedShares = after.slice(1).map((_, i) => share(i + 1));
  const lines = [
    `${BEDS} beds of ${SOURCE} for ${MINUTES} minutes on ${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})`,
    `processor: ${(100 * mean(bedShares)).toFixed(1)} % of a core a bed, station ${(100 * share(0)).toFixed(1)} %`,
    `memory: at most ${mostMb} MB a bed, growth ${growthMb.toFixed(1)} MB; station ${memory.at(-1)?.stationMb} MB`,
    `oldest frame that was used: ${oldestMs} ms, that was given up: ${Math.max(...figures.map(({ oldestGivenUpMs }) => oldestGivenUpMs))} ms; mean of the beds' longest lag in a second ${mean(figures.map(({ meanLagMs }) => meanLagMs)).toFixed(0)} ms`,
    `frames not used: ${(100 * mean(figures.map(({ skippedShare }) => skippedShare))).toFixed(2)} %; seconds in which work was left out: ${(100 * mean(figures.map(({ shedShare }) => shedShare))).toFixed(1)} %`,
    `longest silence of a wave: ${Math.max(...figures.map(({ longestSilenceMs }) => longestSilenceMs)).toFixed(0)} ms; restarts ${figures.reduce((sum, { restarts }) => sum + restarts, 0)}`,
    `station's event loop: p99 ${health.eventLoopDelay.p99Ms} ms, largest ${health.eventLoopDelay.maxMs} ms`,
    frames
      ? `browser on the same cores: ${frames.perSecond.toFixed(1)} pictures a second, one in a hundred after ${frames.p99Ms.toFixed(0)} ms`
      : "no browser",
    `seconds with a pulse rate: ${(100 * mean(figures.map(({ shownShare }) => shownShare))).toFixed(1)} %; without, by reason: ${reasonWords(figures)}`,
  ];
  const kept = oldestMs <= OLDEST_FRAME_MS && mostMb <= MOST_MEMORY_MB && growthMb <= MOST_GROWTH_MB;
  const verdict =
    kept && health.eventLoopDelay.p99Ms <= MOST_LOOP_DELAY_MS ? "the ward keeps up" : "the ward does not keep up";
  process.stdout.write(`\n${lines.join("\n")}\nverdict: ${verdict}\n`);
  expect(oldestMs).toBeLessThanOrEqual(OLDEST_FRAME_MS);
  expect(mostMb).toBeLessThanOrEqual(MOST_MEMORY_MB);
  expect(growthMb).toBeLessThanOrEqual(MOST_GROWTH_MB);
  expect(health.eventLoopDelay.p99Ms).toBeLessThanOrEqual(MOST_LOOP_DELAY_MS);
});

function reasonWords(figures: readonly { readonly reasons: Readonly<Record<string, number>> }[]): string {
  const sums = new Map<string, number>();
  for (const { reasons } of figures) {
    for (const [reason, count] of Object.entries(reasons)) sums.set(reason, (sums.get(reason) ?? 0) + count);
  }
  return [...sums].map(([reason, count]) => `${reason} ${count} s`).join(", ") || "none";
}
