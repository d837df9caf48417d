import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test, vi } from "vitest";

import type { Health } from "../../src/wire/api.ts";

import { madeModules, nothingShown, startLife } from "./made-ward.ts";

const CLIENTS = 500;
const BEDS = 4;
/** Values that are waited for, of all beds: some fifteen seconds. */
const VALUES = 60;
const TIMEOUT_MS = 300_000;
const PATIENCE = { timeout: 120_000, interval: 100 };
const modules = madeModules();

/** Connects and says no more than it must: it never reads again, or never even asks for the stream. */
function silent(port: number, asks: boolean): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.pause();
  const lines = [
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Version: 13",
  ];
  if (asks) socket.write(`GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines.join("\r\n")}\r\n\r\n`);
  else socket.write("GET /api/stream HTTP/1.1\r\nHost: 127");
  return socket;
}

function residentMb(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

test(
  "five hundred clients that never read leave the beds, the log and the page that reads as they were",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "afar-clients-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const shown = nothingShown();
    const life = startLife({
      path: join(folder, "history.db"),
      modules: modules(),
      beds: BEDS,
      shown,
      isBack: () => true,
    });
    onTestFinished(() => life.kill());
    await vi.waitFor(() => expect(life.values()).toBeGreaterThan(BEDS), PATIENCE);
    const port = life.port();
    const beforeMb = residentMb(life.child.pid);
    const health = async () => (await (await fetch(`http://127.0.0.1:${port}/api/health`)).json()) as Health;

    const clients = Array.from({ length: CLIENTS }, (_, i) => silent(port, i % 5 !== 0));
    onTestFinished(() => {
      for (const client of clients) client.destroy();
    });
    const from = life.values();
    const recorded = shown.recorded.size;
    await vi.waitFor(() => expect(life.values()).toBeGreaterThanOrEqual(from + VALUES), PATIENCE);

    const now = await health();
    expect(now.beds).toHaveLength(BEDS);
    for (const { state } of now.beds) expect(state).toBe("running");
    expect(now.readers).toBeLessThanOrEqual(64);
    expect(shown.recorded.size).toBeGreaterThan(recorded);
    expect(shown.confused.size).toBe(0);
    // 64 readers may hold 2 MiB each; the rest is nothing beside it.
    expect(residentMb(life.child.pid) - beforeMb).toBeLessThan(200);
  },
  TIMEOUT_MS,
);
