import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, vi } from "vitest";
import { WebSocket } from "ws";

import type { StreamMessage } from "../../src/wire/messages.ts";
import { openPhantomSource } from "../../src/phantom/phantom-source.ts";
import { loadScenario } from "../../src/phantom/scenario-file.ts";
import { testWithChromium } from "../left-out.ts";
import { launchBrowser, openMonitor } from "../web-ui/browser.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
const PATIENCE_MS = 60_000;

const data = mkdtempSync(join(tmpdir(), "afar-data-"));
let station: ChildProcess;
let port = 0;
let output = "";

beforeAll(async () => {
  station = spawn(process.execPath, [join(ROOT, "scripts", "afar.mjs"), "serve", "--port", "0"], {
    cwd: ROOT,
    env: { ...process.env, AFAR_DATA: data },
  });
  station.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  await vi.waitFor(() => {
    const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output);
    expect(found).not.toBeNull();
    port = Number(found?.[1]);
  }, PATIENCE_MS);
});

afterAll(async () => {
  const ended = new Promise((done) => station.once("exit", done));
  station.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true });
});

function listen(messages: StreamMessage[]): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/stream`, { origin: `http://127.0.0.1:${port}` });
  socket.on("message", (data) => messages.push(JSON.parse(String(data))));
  return socket;
}

/** Mean rate of a demonstration's first lap: the truth that its renderer states. */
function truthBpm(scenario: string): number {
  const source = openPhantomSource(loadScenario(scenario), { loop: true });
  const { pulseBpm } = source.truth;
  source.close();
  if (!Array.isArray(pulseBpm)) throw new Error(`${scenario} has no list of rates`);
  const rates = pulseBpm.map(({ bpm }) => bpm ?? Number.NaN);
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

describe("a station that was never configured", () => {
  testWithChromium(
    "shows beds marked DEMO whose pulse is the scenario's, on the page and on the stream alike",
    async () => {
      const messages: StreamMessage[] = [];
      const socket = listen(messages);
      const browser = await launchBrowser();
      try {
        const { page, complaints } = await openMonitor(browser, port);
        await page.waitForSelector("[data-testid=pulse-state][data-state=live]", { timeout: PATIENCE_MS });
        const truth = truthBpm("demo-adult");
        const seen: { shown: number; sent: (number | null)[] }[] = [];
        for (let second = 0; second < 8; second++) {
          await page.waitForTimeout(1000);
          const shown = Number(await page.getByTestId("pulse-rate").textContent());
          const sent = messages
            .flatMap((message) => (message.kind === "vitals" && message.bed === "1" ? [message.vitals] : []))
            .slice(-3)
            .map(({ pulse }) => (pulse.rateBpm === null ? null : Math.round(pulse.rateBpm)));
          seen.push({ shown, sent });
        }
        for (const { shown, sent } of seen) {
          expect(Math.abs(shown - truth)).toBeLessThanOrEqual(2);
          expect(sent).toContain(shown);
        }
        expect(await page.getByTestId("demo-mark").count()).toBeGreaterThan(0);
        expect(await page.getByTestId("investigational").textContent()).toContain("not for clinical use");
        const wave = page.getByTestId("wave");
        const before = await wave.screenshot();
        await page.waitForTimeout(500);
        expect((await wave.screenshot()).equals(before)).toBe(false);
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
        socket.close();
      }
      const hello = messages.find((message) => message.kind === "hello");
      expect(hello?.kind === "hello" && hello.beds.every(({ demo }) => demo)).toBe(true);
      expect(messages.some((message) => message.kind === "wave" && message.samples !== null)).toBe(true);
      const text = JSON.stringify(messages);
      expect(text).not.toMatch(/data:image|base64/);
    },
    3 * PATIENCE_MS,
  );
});
