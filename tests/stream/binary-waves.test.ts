import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";

import type { StreamMessage } from "../../src/wire/messages.ts";
import { decodeFrame, isSampled } from "../../src/wire/wave-frame.ts";

import { type GuardedStation, guardedStation } from "./accounts/guarded-station.ts";
import { liveScene, outline, status, wave } from "./synthetic-bed.ts";

interface Heard {
  /** In the order in which they came, whatever they came in. */
  readonly messages: StreamMessage[];
  readonly frames: { readonly binary: boolean; readonly kinds: readonly string[] }[];
  readonly socket: WebSocket;
}

function listen(station: GuardedStation, token: string, query: string): Heard {
  const socket = new WebSocket(`ws://127.0.0.1:${station.port}/api/stream${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  onTestFinished(() => socket.terminate());
  const heard: Heard = { messages: [], frames: [], socket };
  socket.on("message", (data: Buffer, binary) => {
    const said: StreamMessage[] = binary ? (decodeFrame(data) ?? []) : [JSON.parse(String(data))];
    heard.messages.push(...said);
    heard.frames.push({ binary, kinds: said.map(({ kind }) => kind) });
  });
  return heard;
}

const hasTicked = ({ messages }: Heard) => messages.some(({ kind }) => kind === "tick");
const withoutTicks = ({ messages }: Heard) => messages.filter(({ kind }) => kind !== "tick");

/** Samples as 24 bits hold them. */
function rounded(message: StreamMessage): StreamMessage {
  const round = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : Math.fround(value)));
  if (message.kind === "wave") return { ...message, samples: message.samples && (round(message.samples) as number[]) };
  return message.kind === "movement" ? { ...message, channels: message.channels.map(round) } : message;
}

async function both(beds: string[] | null = null): Promise<{ station: GuardedStation; json: Heard; binary: Heard }> {
  const station = await guardedStation();
  const access = { label: "test", scopes: ["read" as const], days: null, beds };
  const { token } = station.store.issue(access, "test");
  // A past, and from now on what is live.
  station.hub.publish(status("1", "running", "running"));
  for (let tMs = 0; tMs < 3000; tMs += 100)
    for (const message of liveScene(72)("1", tMs, 100)) station.hub.publish(message);
  const [json, binary] = ["", "?waves=binary"].map((query) => listen(station, token, query));
  await vi.waitFor(() => expect(hasTicked(json) && hasTicked(binary)).toBe(true), 20_000);
  return { station, json, binary };
}

test("a reader of binary waves is told the same in the same order as a reader of JSON, past and live", async () => {
  const { station, json, binary } = await both();
  for (let tMs = 3000; tMs < 6000; tMs += 100) {
    for (const message of liveScene(72)("1", tMs, 100)) station.hub.publish(message);
    station.hub.publish(wave("2", tMs, 100, null, "motion"));
    if (tMs % 700 === 0) station.hub.publish(outline("1", tMs));
  }
  const end = status("1", "restarting", "the end");
  station.hub.publish(end);
  for (const heard of [json, binary]) await vi.waitFor(() => expect(heard.messages).toContainEqual(end), 20_000);
  expect(withoutTicks(binary)).toEqual(withoutTicks(json).map(rounded));
  for (const { binary: isBinary, kinds } of binary.frames) {
    for (const kind of kinds) expect(isSampled({ kind })).toBe(isBinary);
  }
  expect(json.frames.some((frame) => frame.binary)).toBe(false);
  expect(binary.frames.length).toBeLessThan(json.frames.length / 2);
});

test("waves that nothing follows are sent by themselves", async () => {
  const { station, binary } = await both();
  const last = wave("2", 60_000, 100, 72);
  station.hub.publish(last);
  await vi.waitFor(() => expect(binary.messages).toContainEqual(rounded(last)), 20_000);
});

test("a reader of one bed gets no wave of another, in no frame", async () => {
  const { station, binary } = await both(["2"]);
  for (const bed of ["1", "2"]) station.hub.publish(wave(bed, 9000, 100, 72));
  await vi.waitFor(() => expect(binary.messages.some(({ kind }) => kind === "wave")).toBe(true), 20_000);
  expect(binary.messages.filter((message) => "bed" in message && message.bed === "1")).toEqual([]);
});

test("what is asked for otherwise is refused with what may be asked for", async () => {
  const station = await guardedStation();
  const { token } = station.store.issue({ label: "test", scopes: ["read"], days: null }, "test");
  const refused = listen(station, token, "?waves=csv");
  const said = await new Promise<string>((resolve) => refused.socket.on("error", (error) => resolve(error.message)));
  expect(said).toContain("400");
});
