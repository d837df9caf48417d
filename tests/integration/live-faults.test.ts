import { readdirSync, readFileSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, vi } from "vitest";
import type { WebSocket } from "ws";

import type { BedMessage } from "../../src/wire/messages.ts";
import { RTSP_SERVER, type RtspServer, startRtspServer } from "../frame/rtsp-server.ts";
import { type StreamRelay, startStreamRelay } from "../frame/stream-relay.ts";
import { testNeeding } from "../left-out.ts";
import { type Heard, type RunningStation, startRunningStation } from "../station/running-station.ts";

import { type LiveClip, liveClip } from "./live-clip.ts";

const SECRET = "s3cret-p4ss";
/** The beds, by what happens to their camera. */
const BED = { cut: "1", stalled: "2", slow: "3", restarted: "4", reordered: "5", refused: "6" } as const;
const SEEING = [BED.cut, BED.stalled, BED.slow, BED.restarted, BED.reordered];
const FAULT_S = 8;
const AFTER_S = 24;

const heard: Heard[] = [];
let clip: LiveClip;
let station: RunningStation;
let socket: WebSocket;
let servers: RtspServer[] = [];
let relays: StreamRelay[] = [];
let faultMs = 0;
let backMs = 0;
let commandLines = "";

beforeAll(async () => {
  if (!RTSP_SERVER.present) return;
  clip = await liveClip();
  const guard = ["--user", "ward", "--password", SECRET];
  servers = await Promise.all([startRtspServer(clip.path, guard), startRtspServer(clip.path)]);
  const [shared, restarted] = servers;
  relays = await Promise.all([0, 1, 2, 3].map(() => startStreamRelay(shared.port)));
  const [cut, stalled, slow, reordered] = relays;
  const address = (port: number, rest = "") => `rtsp://ward:${SECRET}@127.0.0.1:${port}/bed${rest}`;
  const sources = [
    address(cut.port),
    address(stalled.port),
    address(slow.port),
    `rtsp://127.0.0.1:${restarted.port}/bed`,
    address(reordered.port, "#transport=udp"),
    `rtsp://ward:${SECRET}-not@127.0.0.1:${shared.port}/bed`,
  ];
  station = await startRunningStation(sources.flatMap((source) => ["--source", source]));
  socket = station.listen((message) => heard.push(message));
  const waiting = () => SEEING.filter((bed) => ratesOf(bed, 0).length === 0);
  await vi.waitFor(() => expect(waiting(), lastWords(waiting())).toEqual([]), { timeout: 120_000, interval: 200 });
  commandLines = bedCommandLines();
  faultMs = performance.now();
  cut.cut();
  stalled.stall();
  slow.slow(15_000);
  await restarted.stop();
  await sleep(1000 * FAULT_S);
  await restarted.restart();
  for (const relay of relays) relay.mend();
  backMs = performance.now();
  await sleep(1000 * AFTER_S);
}, 240_000);

afterAll(async () => {
  socket?.close();
  await station?.stop();
  await Promise.all(relays.map((relay) => relay.close()));
  await Promise.all(servers.map((server) => server.stop()));
  clip?.remove();
});

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

const isOf = (bed: string, message: Heard["message"]): message is BedMessage => "bed" in message && message.bed === bed;

function statusesOf(bed: string, fromMs: number) {
  return heard.flatMap(({ atMs, message }) =>
    isOf(bed, message) && message.kind === "status" && atMs >= fromMs
      ? [{ afterMs: atMs - fromMs, state: message.state, detail: message.detail }]
      : [],
  );
}

function vitalsOf(bed: string, fromMs: number, toMs = Number.POSITIVE_INFINITY) {
  return heard.flatMap(({ atMs, message }) =>
    isOf(bed, message) && message.kind === "vitals" && atMs >= fromMs && atMs < toMs
      ? [{ afterMs: atMs - fromMs, ...message.vitals.pulse }]
      : [],
  );
}

/** Live rates, which are not held. */
function ratesOf(bed: string, fromMs: number): { afterMs: number; rateBpm: number }[] {
  return vitalsOf(bed, fromMs).flatMap(({ afterMs, rateBpm, held }) =>
    rateBpm === null || held ? [] : [{ afterMs, rateBpm }],
  );
}

/** What beds said last, for a reader who wants to know why a test failed. */
function lastWords(beds: readonly string[]): string {
  return beds.map((bed) => JSON.stringify([statusesOf(bed, 0).at(-1), vitalsOf(bed, 0).at(-1)])).join("\n");
}

/** Command lines of all processes but the station's own, which its user wrote. */
function bedCommandLines(): string {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    })
    .filter((line) => line.includes("bed-process.js"))
    .join("\n");
}

function test(title: string, body: () => void): void {
  testNeeding(RTSP_SERVER, title, body, 30_000);
}

describe("beds on real RTSP streams", () => {
  test("show no rate that is wrong, whatever happens to the streams", () => {
    for (const bed of SEEING) {
      for (const { rateBpm } of ratesOf(bed, 0))
        expect(Math.abs(rateBpm - clip.bpm), `bed ${bed}`).toBeLessThanOrEqual(3);
    }
  });

  for (const name of ["cut", "stalled", "restarted"] as const) {
    const bed = BED[name];
    test(`whose camera is ${name} say so, lose their values, and are right again within 20 s of its return`, () => {
      const lost = statusesOf(bed, faultMs).find(({ state }) => state === "source-lost");
      const words = { cut: /broke the connection|ended the stream/, stalled: /sent no picture for 3 s/ };
      expect(lost?.detail).toMatch(name === "restarted" ? words.cut : words[name]);
      expect(lost?.detail).toMatch(/^rtsp:\/\/127\.0\.0\.1:\d+\/bed .*: trying again\.$/);
      // A second without a frame, and the whole second at which values are due.
      const silent = vitalsOf(bed, faultMs + 2200, backMs);
      expect(silent.length).toBeGreaterThan(3);
      for (const { rateBpm, held, reason } of silent) {
        expect(reason).toBe("source-lost");
        if (rateBpm !== null) expect(held).toBe(true);
      }
      const returned = statusesOf(bed, backMs).find(({ state }) => state === "running");
      expect(returned?.afterMs).toBeLessThan(5000);
      expect(ratesOf(bed, backMs)[0]?.afterMs).toBeLessThan(20_000);
      expect(ratesOf(bed, backMs).length).toBeGreaterThan(3);
    });
  }

  test("whose stream is too slow for a while are right again within 20 s", () => {
    const [, , slow] = relays;
    expect(slow).toBeDefined();
    expect(ratesOf(BED.slow, backMs)[0]?.afterMs).toBeLessThan(20_000);
    // Between, what is shown rests on the pictures that came, each at its own time.
    expect(vitalsOf(BED.slow, faultMs + 4000, backMs).some(({ rateBpm, held }) => rateBpm === null || held)).toBe(true);
  });

  test("whose datagrams come out of order read the pulse all the same", () => {
    expect(relays[3].reordered).toBeGreaterThan(100);
    const seconds = vitalsOf(BED.reordered, faultMs);
    expect(ratesOf(BED.reordered, faultMs).length).toBeGreaterThan(0.8 * seconds.length);
    expect(statusesOf(BED.reordered, faultMs).filter(({ state }) => state === "source-lost")).toEqual([]);
  });

  test("whose password is wrong say so, have no values, and ask seldom", () => {
    const lost = statusesOf(BED.refused, 0).filter(({ state }) => state === "source-lost");
    expect(lost[0]?.detail).toMatch(/refuses the user name or password: correct it; the next attempt is in 15 s\.$/);
    expect(lost.length).toBeGreaterThanOrEqual(3);
    expect(lost.length).toBeLessThan(8);
    expect(vitalsOf(BED.refused, 0)).toEqual([]);
  });

  test("keep every password out of what they say and out of the list of processes", () => {
    expect(commandLines.split("\n")).toHaveLength(6);
    expect(commandLines).not.toContain(SECRET);
    expect(JSON.stringify(heard)).not.toContain(SECRET);
  });
});
