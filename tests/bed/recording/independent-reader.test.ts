import { readFileSync } from "node:fs";

import { MessageReader } from "@foxglove/rosmsg2-serialization";
import { McapIndexedReader, McapStreamReader, type McapTypes } from "@mcap/core";
import { describe, expect, test } from "vitest";

import { PICTURE_COLUMNS, PICTURE_ROWS } from "../../../src/base/picture-sample.ts";
import type { TraceFrame } from "../../../src/base/trace-frame.ts";
import type { BedMessage } from "../../../src/wire/messages.ts";
import { MOVEMENT_CHANNELS } from "../../../src/wire/movement.ts";

import { runFrames } from "./made-frames.ts";
import { ALARM, partsIn, runRecorded, startRecorder, temporaryFolders } from "./made-run.ts";
import { asRosMessage, definitions } from "./ros-messages.ts";

const newFolder = temporaryFolders();
const frames = runFrames(12).map((frame, i): TraceFrame => {
  const cells = Float64Array.from({ length: PICTURE_ROWS * PICTURE_COLUMNS }, (_, cell) => 100 + cell + (i % 7));
  const picture = { cells, level: 110, darkShare: 0.01, brightShare: 0, frozenShare: 0.3, blurPx: 1.2 };
  return { ...frame, picture, packetBytes: 900 + i, lagMs: 3 + (i % 5), ...(i % 9 === 0 && { leftOutFrames: 1 }) };
});
const LOAD = { tMs: 1000, lagMs: 3, shed: "nothing", skippedFrames: 0 } as const;
const ZONE = { kind: "zone", zone: [0, 0, 1, 0, 1, 1, 0, 1] } as const;

/** A run in which every channel has something to tell, and what was told. */
function recordedRun(): { bytes: Uint8Array; said: readonly BedMessage[] } {
  const folder = newFolder();
  const recorder = startRecorder(folder, { configuration: { limit: 120 } });
  const said = runRecorded(recorder, frames);
  recorder.message({ kind: "load", bed: "1", ...LOAD });
  recorder.message({ kind: "movement-event", bed: "1", tMs: 1100, event: "blink" });
  recorder.command(ZONE);
  recorder.alarm(ALARM);
  recorder.close();
  return { bytes: new Uint8Array(readFileSync(partsIn(folder)[0])), said };
}

const { bytes, said } = recordedRun();
const endMs = frames[frames.length - 1].tMs + frames[frames.length - 1].durationMs;

/** By topic without the bed's name: what each message must hold. */
function expectedValues(): Record<string, unknown[]> {
  const of = <K extends BedMessage["kind"]>(kind: K) =>
    said.filter((message): message is Extract<BedMessage, { kind: K }> => message.kind === kind);
  const wave = (name: "pulse" | "respiration") =>
    of("wave")
      .filter((message) => message.wave === name)
      .flatMap(({ tMs, stepMs, samples, reason }) =>
        (samples ?? [null]).map((value, i) => ({ tMs: tMs + i * stepMs, value, reason })),
      );
  const { by: _, ...alarm } = ALARM;
  return {
    traces: frames.map(asRosMessage),
    vitals: of("vitals").map(({ vitals }) => vitals),
    pulse_wave: wave("pulse"),
    respiration_wave: wave("respiration"),
    movement: of("movement").flatMap(({ tMs, stepMs, channels }) =>
      channels[0].map((_, i) => ({
        tMs: tMs + i * stepMs,
        ...Object.fromEntries(MOVEMENT_CHANNELS.map((name, channel) => [name, channels[channel][i]])),
      })),
    ),
    events: [
      ...of("movement-event").map(({ tMs, event }) => ({ tMs, event, detail: "" })),
      { tMs: 1100, event: "blink", detail: "" },
      { tMs: endMs, event: "alarm-start", detail: "** PR 134>120", alarm },
    ],
    load: [LOAD],
    picture: of("picture"),
    identity: of("identity"),
    commands: [{ tMs: endMs, command: ZONE }],
    recording: [
      { tMs: 0, event: "began", awayMs: null, detail: "" },
      { tMs: endMs, event: "silence", awayMs: null, detail: "" },
      { tMs: endMs, event: "ended", awayMs: null, detail: "" },
    ],
    configuration: [{ tMs: 0, configuration: { limit: 120 } }],
  };
}

type Decoder = (data: Uint8Array) => unknown;

/** A decoder made of nothing but what the file says of a channel. */
function decoderOf({ messageEncoding }: McapTypes.Channel, schema: McapTypes.Schema): Decoder {
  const text = new TextDecoder().decode(schema.data);
  if (schema.encoding === "ros2msg") {
    const reader = new MessageReader(definitions(text));
    return (data) => reader.readMessage(data);
  }
  expect([messageEncoding, schema.encoding]).toEqual(["json", "jsonschema"]);
  const described = JSON.parse(text) as Described;
  return (data) => {
    const value: unknown = JSON.parse(new TextDecoder().decode(data));
    expectDescribed(value, described, schema.name);
    return value;
  };
}

interface Described {
  readonly type: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
}

/** Every value is of the type that its schema names, or null. */
function expectDescribed(value: unknown, { type, properties = {}, items }: Described, place: string): void {
  if (value === null || value === undefined) return;
  const is = Array.isArray(value) ? "array" : Number.isInteger(value) && type === "integer" ? "integer" : typeof value;
  expect([place, is]).toEqual([place, type]);
  if (Array.isArray(value)) {
    for (const item of value) expectDescribed(item, items ?? { type: "object" }, `${place}[]`);
  } else if (typeof value === "object") {
    for (const [name, field] of Object.entries(properties)) {
      expectDescribed((value as Record<string, unknown>)[name], field, `${place}.${name}`);
    }
  }
}

describe("a reader that knows nothing of Afar", () => {
  test("decodes every message of every channel by the schema in the file, to the values that were told", async () => {
    const reader = await McapIndexedReader.Initialize({
      readable: {
        size: async () => BigInt(bytes.length),
        read: async (offset, size) => bytes.slice(Number(offset), Number(offset + size)),
      },
    });
    const expected = expectedValues();
    const topics = Object.keys(expected).map((topic) => `/bed/1/${topic}`);
    expect([...reader.channelsById.values()].map(({ topic }) => topic).sort()).toEqual(topics.sort());
    for (const channel of reader.channelsById.values()) {
      const schema = reader.schemasById.get(channel.schemaId);
      if (!schema) throw new Error(`${channel.topic} has no schema`);
      const decode = decoderOf(channel, schema);
      const values: unknown[] = [];
      for await (const { data } of reader.readMessages({ topics: [channel.topic] })) values.push(decode(data));
      const told = expected[channel.topic.slice("/bed/1/".length)];
      expect([channel.topic, told.length > 0]).toEqual([channel.topic, true]);
      expect(values).toEqual(told);
    }
  });

  test("finds every checksum right and every record whole, and notices one changed bit of the data", () => {
    const countOf = (given: Uint8Array) => {
      const reader = new McapStreamReader({ validateCrcs: true });
      reader.append(given);
      let messages = 0;
      for (let record = reader.nextRecord(); record; record = reader.nextRecord()) {
        if (record.type === "Message") messages++;
      }
      expect([reader.done(), reader.bytesRemaining()]).toEqual([true, 0]);
      return messages;
    };
    const total = Object.values(expectedValues()).reduce((sum, values) => sum + values.length, 0);
    expect(countOf(bytes)).toBe(total);
    const changed = bytes.slice();
    changed[changed.length >> 1] ^= 1;
    expect(() => countOf(changed)).toThrow(/crc|checksum/i);
  });
});
