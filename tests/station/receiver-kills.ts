import { type ChildProcess, fork } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { expect, onTestFinished } from "vitest";

import type { AlarmEvent } from "../../src/wire/alarms.ts";
import { alarmMessageId } from "../../src/interop/outbox/item.ts";

import { startAcknowledgedLives } from "./acknowledged-lives.ts";
import type { receiverModules } from "./receiver-lives.ts";

const ACKNOWLEDGE_EVERY_MS = 40;
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

export interface DeliveryFigures {
  readonly alarms: number;
  /** Rows of the log that tell of them. */
  readonly events: number;
  readonly stationKills: number;
  readonly receiverKills: number;
  /** Messages that came more than once. */
  readonly twice: number;
}

interface Told {
  readonly id: string;
  readonly bed: string;
  /** Without what tells when it was sent. */
  readonly content: string;
}

/**
 * Kills station and receiver in turn at random moments until so many alarms began and so many kills are done. Expects that
 * the receiver has every event of the log, each under its own identity, in the log's order for each bed.
 */
export async function expectAllDelivered(
  folder: string,
  modules: ReturnType<ReturnType<typeof receiverModules>>,
  least: { readonly alarms: number; readonly kills: number },
): Promise<DeliveryFigures> {
  const toldPath = join(folder, "told.jsonl");
  const port = await freePort();
  let taker = await startTaker(port, toldPath);
  onTestFinished(() => void taker.kill("SIGKILL"));
  const lives = startAcknowledgedLives(folder, modules, {
    sources: ["v4l2:/dev/video0", "v4l2:/dev/video1"],
    receiver: { name: "gateway", address: `mllp://127.0.0.1:${port}`, values: false },
    acknowledgeEveryMs: ACKNOWLEDGE_EVERY_MS,
  });
  const { moment } = lives;
  let stationKills = 0;
  let receiverKills = 0;
  try {
    await lives.ready();
    while (stationKills + receiverKills < least.kills || began(toldPath) < least.alarms) {
      await sleep(300 + 1200 * moment());
      if (stationKills + receiverKills >= least.kills) continue;
      if ((stationKills + receiverKills) % 2 === 0) {
        await lives.killed();
        stationKills += 1;
        // Some die while they start.
        if (stationKills % 5 !== 0) await lives.ready();
      } else {
        await killChild(taker);
        receiverKills += 1;
        // Away for less, or for longer, than a station lives.
        await sleep(800 * moment());
        taker = await startTaker(port, toldPath);
      }
    }
  } finally {
    lives.rest();
  }
  await lives.ready();
  // Its end waits until the receiver has what there is.
  await sleep(2000);
  const events = await lives.stop();
  return { ...compare(events, readTold(toldPath)), stationKills, receiverKills };
}

function compare(
  events: readonly AlarmEvent[],
  told: readonly Told[],
): Omit<DeliveryFigures, "stationKills" | "receiverKills"> {
  const contents = new Map<string, Set<string>>();
  for (const { id, content } of told) contents.set(id, (contents.get(id) ?? new Set()).add(content));
  expect([...contents].filter(([, known]) => known.size > 1).map(([id]) => id)).toEqual([]);

  // "Still there" may be stood for by a newer one; nothing else may be missing.
  const due = events.filter(({ phase }) => phase !== "continue");
  expect(due.filter((event) => !contents.has(alarmMessageId(event)))).toEqual([]);

  const place = new Map(events.map((event, i) => [alarmMessageId(event), i]));
  for (const bed of new Set(events.map((event) => event.bed))) {
    const firsts = [...new Set(told.filter((one) => one.bed === bed).map(({ id }) => id))];
    const places = firsts.flatMap((id) => place.get(id) ?? []);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
  const alarms = new Set(events.map(({ id }) => id)).size;
  return { alarms, events: events.length, twice: told.length - contents.size };
}

function readTold(path: string): Told[] {
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  return lines.flatMap((line) => {
    // A kill may tear the last line that was being written; it was not answered.
    const text = line.endsWith('"') ? (JSON.parse(line) as string) : null;
    if (text === null) return [];
    const segments = text.split("\r").map((segment) => segment.split("|"));
    const bed = segments.find(([name]) => name === "PV1")?.[3].split("^")[2] ?? "";
    const content = segments.map((fields) => fields.filter((field) => !/^\d{14}\.\d{3}\+0000$/.test(field)).join("|"));
    return [{ id: segments[0][9], bed, content: content.join("\r") }];
  });
}

/** Alarms that the receiver was told to have begun. */
function began(path: string): number {
  return existsSync(path)
    ? readFileSync(path, "utf8")
        .split("MDC_ATTR_EVENT_PHASE^MDC")
        .filter((rest) => /^[^\r]{0,40}\|start\|/.test(rest)).length
    : 0;
}

async function startTaker(port: number, path: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "killed-receiver.mjs"), [String(port), path]);
  await new Promise((done) => child.once("message", done));
  return child;
}

async function killChild(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}
