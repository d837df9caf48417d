import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import type { TraceFrame } from "../../src/base/trace-frame.ts";
import type { BedMessage } from "../../src/wire/messages.ts";
import { runEngine } from "../vitals/engine-run.ts";
import { bedFrames, heart, PATCH_NAMES } from "../vitals/made-frames.ts";
import { type ReplayOptions, replayRecording } from "../../src/bed/replay.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-replay-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BPM = 78;
const SECONDS = 16;
const HEADER = `tMs,${PATCH_NAMES.flatMap((name) => ["r", "g", "b"].map((c) => `${name}.${c}`)).join(",")}`;

function write(name: string, header: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${header}\n${rows.join("\n")}\n`);
  return path;
}

/** The frames as a recorder would write them; a patch that is not usable has empty cells. */
function tracesFile(name: string, frames: readonly TraceFrame[], startMs = 0): string {
  const rows = frames.map(({ tMs, rgb, usable }) =>
    [tMs + startMs, ...Array.from(rgb, (value, i) => (usable[Math.floor(i / 3)] ? value : ""))].join(","),
  );
  return write(name, HEADER, rows);
}

const frames = bedFrames({ seconds: SECONDS, pulse: heart(BPM), usable: (patch, tS) => patch !== 4 || tS > 3 });
const traces = tracesFile("a.traces.csv", frames, 5000);
const waveform = write(
  "a.bvp.csv",
  "tMs,bvp",
  frames.map(({ tMs, rgb }) => `${tMs},${rgb[1] - 400}`),
);

const OPTIONS: ReplayOptions = {
  startS: 0,
  seconds: null,
  pace: null,
  createTracker: () => Promise.reject(new Error("a file of numbers has no face")),
};

async function replayed(path: string, options: Partial<ReplayOptions> = {}): Promise<BedMessage[]> {
  const messages: BedMessage[] = [];
  for await (const message of replayRecording(path, { ...OPTIONS, ...options }).messages) messages.push(message);
  return messages;
}

const vitalsOf = (messages: readonly BedMessage[]) =>
  messages.flatMap((message) => (message.kind === "vitals" ? [message.vitals] : []));

describe.each([
  ["colour traces", traces],
  ["a waveform", waveform],
])("the replay of %s", (_, path) => {
  test("reads the pulse in them once a second", async () => {
    const seconds = vitalsOf(await replayed(path));
    expect(seconds.map(({ tMs }) => tMs)).toEqual(Array.from({ length: SECONDS }, (_, i) => (i + 1) * 1000));
    const judged = seconds.filter(({ tMs }) => tMs >= 12_000);
    for (const { pulse } of judged) expect(Math.abs((pulse.rateBpm ?? 0) - BPM)).toBeLessThanOrEqual(3);
  });

  test("gives the same messages again, and the same when it is paced", async () => {
    const messages = await replayed(path);
    const waited: number[] = [];
    const paced = await replayed(path, {
      pace: async (tMs) => {
        waited.push(tMs);
      },
    });
    expect(paced).toEqual(messages);
    expect(waited).toHaveLength(frames.length);
    expect(waited).toEqual(waited.toSorted((a, b) => a - b));
  });

  test("of its first seconds is the beginning of the whole", async () => {
    const whole = await replayed(path);
    const part = await replayed(path, { seconds: 7 });
    expect(vitalsOf(part).map(({ tMs }) => tMs)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000]);
    expect(vitalsOf(part).slice(0, 6)).toEqual(vitalsOf(whole).slice(0, 6));
  });

  test("from a later second counts its time from there", async () => {
    const seconds = vitalsOf(await replayed(path, { startS: 4, seconds: 3 }));
    expect(seconds.map(({ tMs }) => tMs)).toEqual([1000, 2000, 3000]);
    expect(seconds.every(({ pulse }) => pulse.reason === "starting")).toBe(true);
  });

  test("promises the length that it has, and ends without an error", async () => {
    const replay = replayRecording(path, OPTIONS);
    expect(replay.durationMs).toBeCloseTo(SECONDS * 1000, 0);
    for await (const _ of replay.messages);
    expect(replay.endError()).toBeNull();
  });
});

describe("the replay of colour traces", () => {
  test("says what the engine says of the same frames", async () => {
    const expected = runEngine(frames.map((frame) => ({ ...frame, keyframe: true, head: null })));
    expect(await replayed(tracesFile("b.traces.csv", frames))).toEqual(expected);
  });

  test("goes on after half a second without rows", async () => {
    const gap = frames.filter(({ tMs }) => tMs < 4000 || tMs > 4500);
    const seconds = vitalsOf(await replayed(tracesFile("gap.traces.csv", gap)));
    expect(seconds).toHaveLength(SECONDS);
    expect(seconds.at(-1)?.pulse.rateBpm).not.toBeNull();
    for (const { pulse } of seconds) {
      if (pulse.rateBpm !== null) expect(Math.abs(pulse.rateBpm - BPM)).toBeLessThanOrEqual(6);
    }
  });
});

describe("the replay of a waveform", () => {
  test("gives noise no rate and no wave", async () => {
    const noise = bedFrames({ seconds: SECONDS, noise: 0.01 }).map(({ tMs, rgb }) => `${tMs},${rgb[1]}`);
    const messages = await replayed(write("noise.bvp.csv", "tMs,bvp", noise));
    for (const { pulse } of vitalsOf(messages)) expect(pulse.rateBpm).toBeNull();
    for (const message of messages) if (message.kind === "wave") expect(message.samples).toBeNull();
  });

  test("has nothing to say of light or a face, which a waveform has not", async () => {
    const reasons = vitalsOf(await replayed(waveform)).map(({ pulse }) => pulse.reason);
    for (const reason of reasons) expect(["starting", "low-signal", "not-measurable", null]).toContain(reason);
  });
});
