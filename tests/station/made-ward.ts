import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";
import { WebSocket } from "ws";

import type { AlarmsMessage } from "../../src/wire/alarm-messages.ts";
import type { StreamMessage } from "../../src/wire/messages.ts";
import { STATION_BUNDLE } from "../../scripts/station-bundle.mjs";

const ROOT = resolve(import.meta.dirname, "..", "..");
const ORDER_EVERY_MS = 40;

/** Built modules of a made station. They lie in the package, which the station looks for above itself. */
export function madeModules(): () => Readonly<Record<"station" | "bed" | "thread", string>> {
  const folder = mkdtempSync(join(ROOT, "dist", "made-station-"));
  beforeAll(() =>
    build({
      entryPoints: {
        station: fileURLToPath(new URL("./made-station.ts", import.meta.url)),
        bed: fileURLToPath(new URL("./made-bed.ts", import.meta.url)),
        thread: join(ROOT, "src", "history", "sqlite-thread.ts"),
      },
      outdir: folder,
      ...STATION_BUNDLE,
    }),
  );
  afterAll(async () => {
    // Beds of the last station are still about to find out that it is gone.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    rmSync(folder, { recursive: true, force: true });
  });
  const path = (name: string) => join(folder, `${name}.js`);
  return () => ({ station: path("station"), bed: path("bed"), thread: path("thread") });
}

/** What readers of a ward were shown over all its lives. */
export interface Shown {
  /** Alarms that were shown at least once without "not recorded", of beds and of the ward. */
  readonly recorded: Set<string>;
  /** Those that were only ever shown as not recorded. */
  readonly unrecorded: Set<string>;
  /** What each identity stood for. */
  readonly meaning: Map<string, string>;
  /** Identities that stood for two alarms. */
  readonly confused: Set<string>;
}

export function nothingShown(): Shown {
  return { recorded: new Set(), unrecorded: new Set(), meaning: new Map(), confused: new Set() };
}

/** One life of a station, with one reader who acknowledges all alarms again and again. */
export interface Life {
  readonly child: ChildProcess;
  /** Latest list of each bed. */
  readonly lists: ReadonlyMap<string, AlarmsMessage>;
  /** Latest text of each alarm of bed 1, ended ones too: what is acknowledged may be gone before anybody looks. */
  readonly texts: ReadonlyMap<string, string>;
  /** From the start of the process to the first list that has `isBack`, ms; null before. */
  backMs(): number | null;
  values(): number;
  /** 0 before it listens. */
  port(): number;
  order(bed: string, order: unknown): Promise<void>;
  kill(): Promise<void>;
}

export interface LifePlan {
  readonly path: string;
  readonly modules: Readonly<Record<"station" | "bed" | "thread", string>>;
  readonly beds: number;
  readonly shown: Shown;
  readonly isBack: (list: AlarmsMessage) => boolean;
  /** A module that the station loads first. */
  readonly preload?: string;
}

/** Starts a station; it need not live long enough to be heard of. */
export function startLife({ path, modules, beds, shown, isBack, preload }: LifePlan): Life {
  const startMs = performance.now();
  const first = preload === undefined ? [] : ["--import", preload];
  const child = spawn(process.execPath, [...first, modules.station, path, modules.thread, modules.bed, String(beds)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lists = new Map<string, AlarmsMessage>();
  const texts = new Map<string, string>();
  let backMs: number | null = null;
  let values = 0;
  let port = 0;
  let socket: WebSocket | null = null;
  let ordering: NodeJS.Timeout | null = null;
  let isOver = false;

  const order = async (bed: string, asked: unknown) => {
    const headers = { "content-type": "application/json" };
    const url = `http://127.0.0.1:${port}/api/beds/${bed}/commands`;
    // The station may die at any moment.
    await fetch(url, { method: "POST", headers, body: JSON.stringify(asked) }).catch(() => undefined);
  };
  const hear = (message: StreamMessage) => {
    if (message.kind === "vitals") values += 1;
    note(shown, message);
    if (message.kind !== "alarms") return;
    lists.set(message.bed, message);
    if (message.bed === "1") for (const { alarm, text } of message.alarms) texts.set(alarm, text);
    if (backMs === null && isBack(message)) backMs = performance.now() - startMs;
  };
  child.stdout.once("data", (line: Buffer) => {
    if (isOver) return;
    port = Number(line.toString());
    socket = new WebSocket(`ws://127.0.0.1:${port}/api/stream`, { origin: `http://127.0.0.1:${port}` });
    socket.on("error", () => undefined);
    socket.on("message", (data) => hear(JSON.parse(String(data))));
    let turn = 0;
    ordering = setInterval(() => {
      turn += 1;
      void order(String(1 + (turn % beds)), { order: "acknowledge", id: null });
    }, ORDER_EVERY_MS);
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  return {
    child,
    lists,
    texts,
    backMs: () => backMs,
    values: () => values,
    port: () => port,
    order,
    async kill() {
      isOver = true;
      child.kill("SIGKILL");
      await ended;
      if (ordering) clearInterval(ordering);
      // What was sent before the end still arrives.
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket?.terminate();
    },
  };
}

function note(shown: Shown, message: StreamMessage): void {
  if (message.kind === "alarms") {
    for (const { id, alarm, sinceMs, notRecorded } of message.alarms)
      mark(shown, id, `${alarm} ${sinceMs}`, notRecorded);
  } else if (message.kind === "alarm") {
    mark(shown, message.id, `${message.alarm} ${message.sinceMs}`, message.notRecorded ?? false);
  } else if (message.kind === "ward-alarm") {
    mark(shown, message.id, message.alarm, message.notRecorded ?? false);
  }
}

function mark(shown: Shown, id: string, meaning: string, notRecorded: boolean): void {
  if (shown.meaning.has(id) && shown.meaning.get(id) !== meaning) shown.confused.add(id);
  shown.meaning.set(id, meaning);
  if (notRecorded && !shown.recorded.has(id)) shown.unrecorded.add(id);
  if (notRecorded) return;
  shown.unrecorded.delete(id);
  shown.recorded.add(id);
}
