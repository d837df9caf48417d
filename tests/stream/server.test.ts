import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";

import type { StreamMessage } from "../../src/wire/messages.ts";
import { type StationServer, startServer } from "../../src/stream/server.ts";
import type { ServerOptions } from "../../src/stream/server-options.ts";

import { outline, status, vitals, wave } from "./synthetic-bed.ts";

const BEDS = [
  { bed: "1", label: "Bed 1", demo: true },
  { bed: "2", label: "Bed 2", demo: false },
];
let staticDir: string;
let station: StationServer;

beforeAll(() => {
  staticDir = mkdtempSync(join(tmpdir(), "afar-page-"));
  mkdirSync(join(staticDir, "assets"));
  writeFileSync(join(staticDir, "index.html"), "<!doctype html><title>Afar</title>");
  writeFileSync(join(staticDir, "assets", "page-1a2b.js"), "void 0;");
});
afterAll(() => rmSync(staticDir, { recursive: true }));
beforeEach(async () => {
  station = await start({});
  station.hub.setBeds(BEDS);
});
afterEach(() => station.close());

function start(options: Partial<ServerOptions>): Promise<StationServer> {
  return startServer({ port: 0, staticDir, ...options });
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** Unlike `fetch`, sends the Host and Origin that it is given. */
function get(path: string, headers: Record<string, string> = {}, port = station.port): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    })
      .on("error", reject)
      .end();
  });
}

interface Page {
  readonly socket: WebSocket;
  readonly messages: StreamMessage[];
  readonly closed: Promise<{ code: number; reason: string }>;
}

function openPage(port = station.port): Page {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/stream`, { origin: `http://127.0.0.1:${port}` });
  const messages: StreamMessage[] = [];
  socket.on("message", (data) => messages.push(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
  });
  return { socket, messages, closed };
}

function kinds(page: Page): string[] {
  return page.messages.map((message) => message.kind);
}

test("the page is served with a policy that allows no inline script and no outside asset", async () => {
  const page = await get("/");
  expect(page.status).toBe(200);
  expect(page.text).toContain("<title>Afar</title>");
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  expect(policy).not.toContain("http");
  expect(page.headers["cache-control"]).toBe("no-cache");
});

test("a built asset, hashed by name, may be kept for ever", async () => {
  expect((await get("/assets/page-1a2b.js")).headers["cache-control"]).toContain("immutable");
});

test("the latest values of a bed are there to be asked for", async () => {
  const values = vitals("1", 12_000, { rateBpm: 72.4, confidence: 0.97 });
  station.hub.publish(values);
  const answer = await get("/api/beds/1/vitals");
  expect(JSON.parse(answer.text)).toEqual(values.vitals);
  expect(answer.headers["cache-control"]).toBe("no-store");
});

test("a bed without values, an unknown bed and an unknown path each answer 404 with one sentence", async () => {
  for (const [path, sentence] of [
    ["/api/beds/2/vitals", "bed 2 has no values yet: ask again in a second"],
    ["/api/beds/9/vitals", 'there is no bed "9": GET /api/beds names them'],
    ["/api/nothing?x=1", "there is nothing at GET /api/nothing"],
  ] as const) {
    const answer = await get(path);
    expect(answer.status, path).toBe(404);
    expect(JSON.parse(answer.text)).toEqual({ code: "NOT_FOUND", message: sentence });
  }
});

test("no path leads out of the page's folder", async () => {
  for (const path of ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2f..%2fetc/passwd"]) {
    const answer = await get(path);
    expect([403, 404], path).toContain(answer.status);
    expect(answer.text).not.toContain("root:");
  }
});

test("health names every bed with its state and is only ok while all of them run", async () => {
  station.hub.publish(status("1", "running", "running"));
  station.hub.publish(status("2", "source-lost", "the camera is gone"));
  const health = JSON.parse((await get("/api/health")).text);
  expect(health.ok).toBe(false);
  expect(health.beds).toEqual([
    { bed: "1", label: "Bed 1", demo: true, state: "running", detail: "running", silentMs: null },
    { bed: "2", label: "Bed 2", demo: false, state: "source-lost", detail: "the camera is gone", silentMs: null },
  ]);
  station.hub.publish(status("2", "running", "running"));
  expect(JSON.parse((await get("/api/health")).text).ok).toBe(true);
});

test("health tells by how much the station's event loop is late", async () => {
  await new Promise((done) => setTimeout(done, 50));
  const startMs = performance.now();
  while (performance.now() - startMs < 300);
  await new Promise((done) => setTimeout(done, 50));
  const { eventLoopDelay } = JSON.parse((await get("/api/health")).text);
  expect(eventLoopDelay.maxMs).toBeGreaterThanOrEqual(250);
  expect(eventLoopDelay.p50Ms).toBeLessThanOrEqual(eventLoopDelay.p99Ms);
  expect(eventLoopDelay.p99Ms).toBeLessThanOrEqual(eventLoopDelay.maxMs);
});

test("page, API, unknown paths and the stream without upgrade refuse a foreign Host or Origin", async () => {
  for (const path of ["/", "/assets/page-1a2b.js", "/api/health", "/api/beds/1/vitals", "/api/stream", "/nothing"]) {
    for (const headers of [
      { host: `evil.example:${station.port}` },
      { host: "127.0.0.1:1" },
      { host: `127.0.0.1:${station.port}`, origin: "http://evil.example" },
    ]) {
      const answer = await get(path, headers);
      expect(answer.status, path).toBe(403);
      expect(JSON.parse(answer.text).code).toBe("FORBIDDEN_ORIGIN");
    }
  }
  expect((await get("/api/health", { host: `localhost:${station.port}` })).status).toBe(200);
});

test("a WebSocket from a foreign page or under a foreign name is refused with 403", async () => {
  for (const options of [
    { origin: "http://evil.example" },
    { origin: "null" },
    { headers: { host: `rebound.example:${station.port}` } },
  ]) {
    const socket = new WebSocket(`ws://127.0.0.1:${station.port}/api/stream`, options);
    const refusal = await new Promise<string>((resolve) => {
      socket.on("error", (error) => resolve(error.message));
      socket.on("open", () => resolve("opened"));
    });
    expect(refusal).toBe("Unexpected server response: 403");
  }
});

test("a plain GET of the stream says that it is a WebSocket", async () => {
  const answer = await get("/api/stream");
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text).message).toContain("WebSocket");
});

test("a page is first told the beds, then the past, then a tick, then what is live, in order and unchanged", async () => {
  const past = [
    status("1", "running", "running"),
    wave("1", 11_900, 100, 72),
    outline("1", 12_000),
    vitals("1", 12_000, { rateBpm: 72, confidence: 0.97 }),
  ];
  for (const message of past) station.hub.publish(message);
  const page = openPage();
  await vi.waitFor(() => expect(kinds(page)).toContain("tick"));
  const live = wave("1", 12_000, 100, 72);
  station.hub.publish(live);
  await vi.waitFor(() => expect(page.messages.at(-1)).toEqual(live));
  expect(page.messages[0]).toEqual({ kind: "hello", beds: BEDS });
  expect(page.messages.slice(1, 5)).toEqual(past);
  expect(page.messages[5]).toMatchObject({ kind: "tick", silentMs: { "1": expect.any(Number), "2": null } });
});

test("messages of a bed that nobody named go nowhere", async () => {
  const page = openPage();
  await vi.waitFor(() => expect(kinds(page)).toContain("tick"));
  station.hub.publish(vitals("ghost", 1000, { rateBpm: 72 }));
  station.hub.publish(vitals("2", 1000, { rateBpm: 72 }));
  await vi.waitFor(() => expect(kinds(page)).toContain("vitals"));
  expect(page.messages.filter((message) => message.kind === "vitals").map((message) => message.bed)).toEqual(["2"]);
});

test("naming the beds anew tells every open page", async () => {
  const page = openPage();
  await vi.waitFor(() => expect(kinds(page)).toContain("tick"));
  station.hub.setBeds([{ bed: "7", label: "Bed 7", demo: false }]);
  await vi.waitFor(() =>
    expect(page.messages.filter((message) => message.kind === "hello").at(-1)).toEqual({
      kind: "hello",
      beds: [{ bed: "7", label: "Bed 7", demo: false }],
    }),
  );
});

test("the station ticks on its own, so that a silent link is told from a silent bed", async () => {
  const page = openPage();
  await vi.waitFor(() => expect(kinds(page).filter((kind) => kind === "tick").length).toBeGreaterThan(1), 5000);
});

test("what a page sends is ignored, and a page that sends too much is cut off", async () => {
  const page = openPage();
  await vi.waitFor(() => expect(kinds(page)).toContain("tick"));
  page.socket.send("x".repeat(4000));
  station.hub.publish(vitals("1", 1000, { rateBpm: 72 }));
  await vi.waitFor(() => expect(kinds(page)).toContain("vitals"));
  page.socket.send("x".repeat(5000));
  expect((await page.closed).code).toBe(1009);
});

test("one page more than the bound is turned away and says why, the others stay", async () => {
  const small = await start({ maxReaders: 1 });
  try {
    small.hub.setBeds(BEDS);
    const first = openPage(small.port);
    await vi.waitFor(() => expect(kinds(first)).toContain("tick"));
    const second = await openPage(small.port).closed;
    expect(second.code).toBe(1013);
    expect(second.reason).toContain("too many pages");
    small.hub.publish(vitals("1", 1000, { rateBpm: 72 }));
    await vi.waitFor(() => expect(kinds(first)).toContain("vitals"));
  } finally {
    await small.close();
  }
});

test("a page that stops reading is dropped while another goes on reading", async () => {
  const small = await start({ maxBufferedBytes: 64 * 1024 });
  try {
    small.hub.setBeds(BEDS);
    const slow = openPage(small.port);
    const quick = openPage(small.port);
    await vi.waitFor(() =>
      expect([...kinds(slow), ...kinds(quick)].filter((kind) => kind === "tick").length).toBeGreaterThan(1),
    );
    slow.socket.pause();
    const long = wave("1", 0, 30_000, 72);
    let sent = 0;
    const readers = async () => JSON.parse((await get("/api/health", {}, small.port)).text).readers as number;
    // The kernel's own buffers take some megabytes before anything waits in the station.
    while ((await readers()) === 2 && sent < 5000) {
      const before = quick.messages.length;
      for (let i = 0; i < 3; i += 1) small.hub.publish(long);
      sent += 3;
      await vi.waitFor(() => expect(quick.messages.length).toBeGreaterThanOrEqual(before + 3), { interval: 1 });
    }
    expect(await readers()).toBe(1);
    expect(quick.socket.readyState).toBe(WebSocket.OPEN);
    slow.socket.terminate();
  } finally {
    await small.close();
  }
});

test("a taken port is named together with the remedy", async () => {
  await expect(start({ port: station.port })).rejects.toMatchObject({
    code: "PORT_BUSY",
    message: `port ${station.port} is taken by another program: stop it or choose another with --port N`,
  });
});

test("a page that was never built is named together with the remedy", async () => {
  await expect(start({ staticDir: join(staticDir, "nowhere") })).rejects.toMatchObject({
    code: "FILE_MISSING",
    message: expect.stringContaining("npm run build"),
  });
});

test("closing says goodbye to pages and frees the port at once", async () => {
  const other = await start({});
  const page = openPage(other.port);
  await vi.waitFor(() => expect(kinds(page)).toContain("hello"));
  await other.close();
  expect((await page.closed).code).toBe(1001);
  const again = await start({ port: other.port });
  await again.close();
});
