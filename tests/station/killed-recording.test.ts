import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { McapStreamReader } from "@mcap/core";
import { afterAll, expect, test, vi } from "vitest";

import type { RecordingMessage } from "../../src/wire/recording.ts";
import { openRuns } from "../../src/bed/recording/recorded-run.ts";

import { type RunningStation, startRunningStation } from "./running-station.ts";

const data = mkdtempSync(join(tmpdir(), "afar-killed-recording-"));
afterAll(() => rmSync(data, { recursive: true }));
const folder = join(data, "recordings", "1");
const PATIENCE = { timeout: 90_000, interval: 100 };

interface Life {
  readonly station: RunningStation;
  /** What pages were told of the recording, in this life. */
  readonly told: RecordingMessage[];
  record(action: "start" | "stop"): Promise<void>;
  /** Acknowledges every alarm, once there is one. */
  acknowledge(): Promise<void>;
  /** Waits until so much was recorded in this life, as pages are told; returns the length of all. */
  recordedMs(furtherMs: number): Promise<number>;
}

async function live(): Promise<Life> {
  const station = await startRunningStation(["--source", "phantom:demo-adult"], undefined, data);
  const told: RecordingMessage[] = [];
  let alarms = 0;
  station.listen(({ message }) => {
    if (message.kind === "recording") told.push(message);
    if (message.kind === "alarms") alarms = message.alarms.length;
  });
  const origin = `http://127.0.0.1:${station.port}`;
  const order = (body: object) =>
    vi.waitFor(async () => {
      const headers = { "Content-Type": "application/json", Origin: origin };
      const answer = await fetch(`${origin}/api/beds/1/commands`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      expect(await answer.json()).toMatchObject({ accepted: true });
    }, PATIENCE);
  const lengthMs = () => told.at(-1)?.lengthMs ?? 0;
  return {
    station,
    told,
    record: (action) => order({ order: "record", action, landmarks: false }),
    async acknowledge() {
      await vi.waitFor(() => expect(alarms).toBeGreaterThan(0), PATIENCE);
      await order({ order: "acknowledge", id: null });
    },
    async recordedMs(furtherMs) {
      await vi.waitFor(() => expect(lengthMs()).toBeGreaterThan((told[0]?.lengthMs ?? 0) + furtherMs), PATIENCE);
      return lengthMs();
    },
  };
}

interface Told {
  readonly event: string;
  readonly awayMs: number | null;
  readonly detail: string;
  readonly alarm?: Record<string, unknown>;
}

/** What a part holds of a channel. */
function toldIn(name: string, topic: "recording" | "events"): Told[] {
  const reader = new McapStreamReader();
  reader.append(readFileSync(join(folder, name)));
  let channel: number | null = null;
  const told: Told[] = [];
  for (let record = reader.nextRecord(); record; record = reader.nextRecord()) {
    if (record.type === "Channel" && record.topic === `/bed/1/${topic}`) channel = record.id;
    if (record.type === "Message" && record.channelId === channel) {
      told.push(JSON.parse(new TextDecoder().decode(record.data)));
    }
  }
  return told;
}

const partName = (run: number) => `run-000${run}-part-0001.mcap`;

test("a recording goes on over a killed and over a restarted station, with a new file and the gap in words, until it is stopped", async () => {
  const first = await live();
  await first.record("start");
  const firstMs = await first.recordedMs(3000);
  process.kill(first.station.pid, "SIGKILL");
  const killedMs = Date.now();
  expect(statSync(join(data, "recordings.json")).mode & 0o777).toBe(0o600);

  const second = await live();
  await second.recordedMs(3000);
  expect(new Set(second.told.map(({ state }) => state))).toEqual(new Set(["recording"]));
  await second.acknowledge();
  const [gap] = toldIn(partName(2), "recording");
  const awayMs = gap.awayMs ?? 0;
  expect(gap).toMatchObject({ event: "resumed", detail: `nothing was recorded for ${(awayMs / 1000).toFixed(1)} s` });
  expect(awayMs).toBeGreaterThan(0);
  // What waited to be written when it was killed, a second at most, belongs to the gap.
  expect(awayMs).toBeLessThan(Date.now() - killedMs - 3000 + 1000);
  await second.station.stop();
  // The station's alarm of its own absence, which was acknowledged while the bed was being recorded.
  const alarms = toldIn(partName(2), "events").filter(({ event }) => event.startsWith("alarm-"));
  expect(alarms.map(({ alarm }) => alarm?.alarm)).toContain("monitoring-interrupted");
  for (const { alarm } of alarms) expect(alarm).not.toHaveProperty("by");

  const third = await live();
  await third.recordedMs(1000);
  expect(toldIn(partName(3), "recording")[0].event).toBe("resumed");
  await third.record("stop");
  await vi.waitFor(() => expect(third.told.at(-1)?.state).toBe("stopped"), PATIENCE);
  await third.station.stop();
  expect(JSON.parse(readFileSync(join(data, "recordings.json"), "utf8"))).toEqual([]);

  expect(readdirSync(folder).sort()).toEqual([1, 2, 3].map(partName));
  const runs = openRuns(folder);
  const lengths = runs.map((run) => {
    let lastMs = 0;
    for (const item of run.items()) if (item.kind === "frame") lastMs = item.frame.tMs;
    expect(run.endError()).toBeNull();
    return lastMs;
  });
  expect(runs.map(({ facts }) => facts.landmarks)).toEqual([false, false, false]);
  // Of what pages were told, a kill costs a second at most.
  expect(lengths[0]).toBeGreaterThan(firstMs - 1000);
}, 300_000);
