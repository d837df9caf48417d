import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { WebSocket } from "ws";

import type { StreamMessage } from "../../src/wire/messages.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
const START_MS = 60_000;

/** A message of the stream and when it arrived, by this process's own clock. */
export interface Heard {
  readonly atMs: number;
  readonly message: StreamMessage;
}

/** A built station in a process of its own, as a user starts it. */
export interface RunningStation {
  readonly pid: number;
  readonly port: number;
  /** Process id of each bed, by the bed's name; of the beds that run now. */
  bedPids(): Map<string, number>;
  /** Opens the stream; every message goes to `hear`. */
  listen(hear: (heard: Heard) => void): WebSocket;
  /** The station's own health; `renew`: its figures count from now on. */
  health(renew?: boolean): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/**
 * Starts `afar serve` with these arguments on a free port. `preload`: a module that every process of it loads first. `dataDir`:
 * where it keeps its history; by default a folder of its own that goes with it.
 */
export async function startRunningStation(
  args: readonly string[],
  preload?: string,
  dataDir?: string,
): Promise<RunningStation> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "afar-data-"));
  const env = { ...process.env, AFAR_DATA: folder, ...(preload ? { NODE_OPTIONS: `--import ${preload}` } : {}) };
  const child = spawn(process.execPath, [join(ROOT, "scripts", "afar.mjs"), "serve", "--port", "0", ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (dataDir === undefined) child.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const port = await portOf(child);
  const pid = child.pid ?? 0;
  return {
    pid,
    port,
    bedPids: () => bedPids(pid),
    listen(hear) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/stream`, { origin: `http://127.0.0.1:${port}` });
      socket.on("message", (data) => hear({ atMs: performance.now(), message: JSON.parse(String(data)) }));
      return socket;
    },
    health: async (renew = false) => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/health${renew ? "?renew" : ""}`);
      return (await answer.json()) as Record<string, unknown>;
    },
    stop: () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once("exit", () => done());
        child.kill("SIGTERM");
      }),
  };
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    let output = "";
    const late = setTimeout(() => failed(new Error(`no address after ${START_MS} ms: ${output}`)), START_MS);
    child.once("exit", (code) => failed(new Error(`the station ended with ${code}: ${output}`)));
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(late);
      found(Number(port));
    });
  });
}

function bedPids(station: number): Map<string, number> {
  const pids = new Map<string, number>();
  for (const pid of readFileSync(`/proc/${station}/task/${station}/children`, "latin1").split(" ").filter(Boolean)) {
    const [module, bed] = readProc(pid, "cmdline")
      .split("\0")
      .filter((argument) => argument !== "" && !argument.startsWith("-"))
      .slice(1);
    if (module?.endsWith("bed-process.js")) pids.set(bed, Number(pid));
  }
  return pids;
}

function readProc(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
