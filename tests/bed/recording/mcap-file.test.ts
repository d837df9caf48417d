import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";

import { McapIndexedReader, McapStreamReader, type McapTypes } from "@mcap/core";
import { beforeAll, describe, expect, test } from "vitest";

import type { BedMessage } from "../../../src/wire/messages.ts";

import { runFrames } from "./made-frames.ts";
import { partsIn, runRecorded, startRecorder, temporaryFolders } from "./made-run.ts";

const newFolder = temporaryFolders();
const frames = runFrames(12);
let bytes = new Uint8Array(0);
let said: BedMessage[] = [];

beforeAll(() => {
  const folder = newFolder();
  const recorder = startRecorder(folder, {
    source: "rtsp://nurse:s3cret@camera.ward/stream?token=abc",
    configuration: { source: "rtsp://nurse:s3cret@camera.ward/1", mqtt: { password: "s3cret" }, limit: 120 },
    video: { codec: "h264", reason: "a lens is checked" },
  });
  said = runRecorded(recorder, frames);
  recorder.message({ kind: "load", bed: "1", tMs: 1000, lagMs: 3, shed: "nothing", skippedFrames: 0 });
  recorder.message({ kind: "movement-event", bed: "1", tMs: 900, event: "blink" });
  recorder.note(950, "alarm", "pulse high");
  recorder.close();
  bytes = new Uint8Array(readFileSync(partsIn(folder)[0]));
});

function indexed(): Promise<McapIndexedReader> {
  return McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(bytes.length),
      read: async (offset, size) => bytes.slice(Number(offset), Number(offset + size)),
    },
  });
}

function streamed(): McapTypes.TypedMcapRecord[] {
  const reader = new McapStreamReader();
  reader.append(bytes);
  const records: McapTypes.TypedMcapRecord[] = [];
  for (let record = reader.nextRecord(); record; record = reader.nextRecord()) records.push(record);
  expect(reader.done()).toBe(true);
  return records;
}

async function messagesOf(
  topic: string,
): Promise<{ readonly logTime: bigint; readonly value: Record<string, unknown> }[]> {
  const reader = await indexed();
  const messages = [];
  for await (const { data, logTime } of reader.readMessages({ topics: [topic] })) {
    messages.push({ logTime, value: JSON.parse(new TextDecoder().decode(data)) });
  }
  return messages;
}

/** The JSON Schemas that Lichtblick and Foxglove draw plots by: one plain type each, lists of one type, no list of lists. */
function expectPlain(schema: Record<string, unknown>, isRoot = true): void {
  const { type, properties, items } = schema as { type: string; properties?: object; items?: Record<string, unknown> };
  if (isRoot) expect(type).toBe("object");
  expect(["object", "array", "string", "number", "integer", "boolean"]).toContain(type);
  expect(schema).not.toHaveProperty("oneOf");
  if (type === "object") for (const field of Object.values(properties ?? { none: {} })) expectPlain(field, false);
  if (type === "array") {
    expect(items?.type).not.toBe("array");
    expectPlain(items ?? {}, false);
  }
}

describe("the file of a run", () => {
  test("is read by the index and from its beginning alike, with as many messages as it claims", async () => {
    const reader = await indexed();
    let count = 0n;
    for await (const _ of reader.readMessages()) count++;
    expect(count).toBe(reader.statistics?.messageCount);
    expect(BigInt(streamed().filter(({ type }) => type === "Message").length)).toBe(count);
    expect(reader.chunkIndexes.length).toBe(reader.statistics?.chunkCount);
  });

  test("bears the checksums of its data and of its index", () => {
    const records = streamed();
    const footer = records.find((record) => record.type === "Footer");
    const dataEnd = records.find((record) => record.type === "DataEnd");
    const start = Number(footer?.summaryStart);
    // DataEnd takes 13 bytes before the index; the index's checksum and the magic take 12 at the end.
    expect(crc32(bytes.subarray(0, start - 13))).toBe(dataEnd?.dataSectionCrc);
    expect(crc32(bytes.subarray(start, bytes.length - 12))).toBe(footer?.summaryCrc);
  });

  test("holds each frame, and no chunk of more than a second", async () => {
    const reader = await indexed();
    const traces = [...reader.channelsById.values()].find(({ topic }) => topic === "/bed/1/traces");
    expect(reader.statistics?.channelMessageCounts.get(traces?.id ?? -1)).toBe(BigInt(frames.length));
    const times: number[] = [];
    for await (const { logTime } of reader.readMessages({ topics: ["/bed/1/traces"] })) times.push(Number(logTime));
    expect((times[times.length - 1] - times[0]) / 1e6).toBeCloseTo(frames[frames.length - 1].tMs, 0);
    expect(reader.chunkIndexes.length).toBeGreaterThanOrEqual(12);
  });

  test("says what it is, and bears no secret", async () => {
    const reader = await indexed();
    const metadata: McapTypes.Metadata[] = [];
    for await (const record of reader.readMetadata()) metadata.push(record);
    expect(metadata[0].metadata.get("notice")).toBe("Investigational, not for clinical use.");
    expect(metadata[0].metadata.get("source")).toBe("rtsp://camera.ward/stream?removed");
    expect(JSON.parse(metadata[0].metadata.get("facts") ?? "")).toMatchObject({
      bed: "1",
      landmarks: true,
      video: { file: "run-0001.mkv", codec: "h264", reason: "a lens is checked" },
    });
    const [{ value }] = await messagesOf("/bed/1/configuration");
    expect(value).toEqual({
      tMs: 0,
      configuration: { source: "rtsp://camera.ward/1", mqtt: { password: "removed" }, limit: 120 },
    });
    expect(Buffer.from(bytes).includes("s3cret")).toBe(false);
    expect(Buffer.from(bytes).includes("abc")).toBe(false);
  });

  test("describes every channel by a schema that viewers can read", async () => {
    const reader = await indexed();
    for (const { schemaId, messageEncoding } of reader.channelsById.values()) {
      const schema = reader.schemasById.get(schemaId);
      expect([messageEncoding, schema?.encoding]).toEqual(
        messageEncoding === "cdr" ? ["cdr", "ros2msg"] : ["json", "jsonschema"],
      );
      if (messageEncoding === "json") expectPlain(JSON.parse(new TextDecoder().decode(schema?.data)));
    }
  });

  test("holds the values as they were said", async () => {
    const vitals = (await messagesOf("/bed/1/vitals")).map(({ value }) => value);
    expect(vitals).toEqual(said.flatMap((message) => (message.kind === "vitals" ? [message.vitals] : [])));
  });

  test("holds the wave sample by sample, each at its time, and silence as null with its reason", async () => {
    const wave = await messagesOf("/bed/1/pulse_wave");
    const [first] = wave;
    expect(first.value).toMatchObject({ value: null, reason: "starting" });
    const shown = wave.filter(({ value }) => value.value !== null);
    const sent = said.flatMap((message) =>
      message.kind === "wave" && message.wave === "pulse" ? (message.samples ?? []) : [],
    );
    expect(shown.map(({ value }) => value.value)).toEqual(sent);
    const stepsMs = shown.slice(1).map(({ logTime }, i) => Number(logTime - shown[i].logTime) / 1e6);
    for (const stepMs of stepsMs) expect(stepMs).toBeCloseTo(1000 / 30, 0);
  });

  test("holds events, load, and what was noted", async () => {
    const events = (await messagesOf("/bed/1/events")).map(({ value }) => value);
    expect(events).toContainEqual({ tMs: 900, event: "blink", detail: "" });
    expect(events).toContainEqual({ tMs: 950, event: "alarm", detail: "pulse high" });
    expect((await messagesOf("/bed/1/load")).map(({ value }) => value)).toEqual([
      { tMs: 1000, lagMs: 3, shed: "nothing", skippedFrames: 0 },
    ]);
    expect((await messagesOf("/bed/1/recording")).map(({ value }) => value.event)).toEqual([
      "began",
      "silence",
      "ended",
    ]);
  });
});
