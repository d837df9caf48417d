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
/** One bed's camera is hurt again and again; one has its datagrams out of order; one has the wrong password. */
const BED = { hurt: "1", reordered: "2", refused: "3" } as const;
const SEEING = [BED.hurt, BED.reordered];
const FAULTS = ["cut", "stalled", "slow", "restarted"] as const;
const FAULT_S = 7;
/** Rates that are seen after each fault before the next. */
const RIGHT_S = 3;
const PATIENCE = { timeout: 60_000, interval: 200 };

const heard: Heard[] = [];
let clip: LiveClip;
let station: RunningStation;
let socket: WebSocket;
let servers: RtspServer[] = [];
let relays: StreamRelay[] = [];
const times = new Map<(typeof FAULTS)[number], { readonly faultMs: number; readonly backMs: number }>();
let commandLines = "";

beforeAll(async () => {
  if (!RTSP_SERVER.present) return;
  clip = await liveClip();
  const guard = ["--user", "ward", "--password", SECRET];
  servers = await Promise.all([startRtspServer(clip.path, guard), startRtspServer(clip.path, guard)]);
  relays = await Promise.all(servers.map(({ port }) => startStreamRelay(port)));
  const [hurt, reordered] = relays;
  const address = (port: number, rest = "") => `rtsp://ward:${SECRET}@127.0.0.1:${port}/bed${rest}`;
  const sources = [
    address(hurt.port),
    address(reordered.port, "#transport=udp"),
    `rtsp://ward:${SECRET}-not@127.0.0.1:${servers[1].port}/bed`,
  ];
  station = await startRunningStation(sources.flatMap((source) => ["--source", source]));
  socket = station.listen((message) => heard.push(message));
  await rightAgain(SEEING, 0);
  commandLines = bedCommandLines();
  for (const fault of FAULTS) {
    const faultMs = performance.now();
    if (fault === "cut") hurt.cut();
    else if (fault === "stalled") hurt.stall();
    else if (fault === "slow") hurt.slow(15_000);
    else await servers[0].stop();
    await sleep(1000 * FAULT_S);
    if (fault === "restarted") await servers[0].restart();
    hurt.mend();
    const backMs = performance.now();
    times.set(fault, { faultMs, backMs });
    await rightAgain([BED.hurt], backMs);
  }
}, 400_000);

afterAll(async () => {
  socket?.close();
  await station?.stop();
  await Promise.all(relays.map((relay) => relay.close()));
  await Promise.all(servers.map((server) => server.stop()));
  clip?.remove();
});

/** Waits for some seconds with a live rate of each bed. */
async function rightAgain(beds: readonly string[], fromMs: number): Promise<void> {
  const waiting = () => beds.filter((bed) => ratesOf(bed, fromMs).length < RIGHT_S);
  await vi.waitFor(() => expect(waiting(), lastWords(waiting())).toEqual([]), PATIENCE);
}

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

function timesOf(fault: (typeof FAULTS)[number]) {
  const found = times.get(fault);
  if (!found) throw new Error(`${fault} did not happen`);
  return found;
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

  for (const fault of ["cut", "stalled", "restarted"] as const) {
    test(`whose camera is ${fault} say so, lose their values, and are right again within 20 s of its return`, () => {
      const { faultMs, backMs } = timesOf(fault);
      const lost = statusesOf(BED.hurt, faultMs).find(({ state }) => state === "source-lost");
      expect(lost?.detail).toMatch(
        fault === "stalled" ? /sent no picture for 3 s/ : /broke the connection|ended the stream/,
      );
      expect(lost?.detail).toMatch(/^rtsp:\/\/127\.0\.0\.1:\d+\/bed .*: trying again\.$/);
      // A second without a frame, and the whole second at which values are due.
      const silent = vitalsOf(BED.hurt, faultMs + 2500, backMs);
      expect(silent.length).toBeGreaterThan(2);
      for (const { rateBpm, held, reason } of silent) {
        expect(reason).toBe("source-lost");
        if (rateBpm !== null) expect(held).toBe(true);
      }
      const returned = statusesOf(BED.hurt, backMs).find(({ state }) => state === "running");
      expect(returned?.afterMs).toBeLessThan(5000);
      expect(ratesOf(BED.hurt, backMs)[0]?.afterMs).toBeLessThan(20_000);
    });
  }

  test("whose stream is too slow for a while are right again within 20 s", () => {
    const { faultMs, backMs } = timesOf("slow");
    expect(ratesOf(BED.hurt, backMs)[0]?.afterMs).toBeLessThan(20_000);
    expect(vitalsOf(BED.hurt, faultMs + 3000, backMs).some(({ rateBpm, held }) => rateBpm === null || held)).toBe(true);
  });

  test("whose datagrams come out of order read the pulse all the same", () => {
    expect(relays[1].reordered).toBeGreaterThan(100);
    const [first] = ratesOf(BED.reordered, 0);
    const seconds = vitalsOf(BED.reordered, first.afterMs);
    expect(ratesOf(BED.reordered, first.afterMs).length).toBeGreaterThan(0.8 * seconds.length);
    expect(statusesOf(BED.reordered, 0).filter(({ state }) => state === "source-lost")).toEqual([]);
  });

  test("whose password is wrong say so, have no values, and ask seldom", () => {
    const lost = statusesOf(BED.refused, 0).filter(({ state }) => state === "source-lost");
    expect(lost[0]?.detail).toMatch(/refuses the user name or password: correct it; the next attempt is in 15 s\.$/);
    expect(lost.length).toBeGreaterThanOrEqual(3);
    expect(lost.length).toBeLessThan(30);
    expect(vitalsOf(BED.refused, 0)).toEqual([]);
  });

  test("keep every password out of what they say and out of the list of processes", () => {
    expect(commandLines.split("\n").length).toBeGreaterThanOrEqual(3);
    expect(commandLines).not.toContain(SECRET);
    expect(JSON.stringify(heard)).not.toContain(SECRET);
  });
});
