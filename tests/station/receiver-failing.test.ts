import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";

import type { AlarmsMessage } from "../../src/wire/alarm-messages.ts";
import type { StreamMessage } from "../../src/wire/messages.ts";
import { temporaryFolders } from "../history/built-module.ts";
import { until } from "../interop/made-outbox.ts";
import { startMllpReceiver } from "../interop/mllp-receiver.ts";

import { receiver, receiverModules, type StationLife, startReceiverStation } from "./receiver-lives.ts";

const modules = receiverModules();
const newFolder = temporaryFolders();

const partOf = (text: string, name: string, number: number) =>
  text
    .split("\r")
    .map((line) => line.split("|"))
    .find(([segment]) => segment === name)?.[number] ?? "";
const phaseOf = (text: string) => /MDC_ATTR_EVENT_PHASE\^MDC\|[^|]*\|(\w+)/.exec(text)?.[1];
const alarmIdOf = (text: string) => partOf(text, "OBR", 29).split("&")[0] || partOf(text, "OBR", 3).split("^")[0];

/** Latest list of each bed's alarms. */
async function listen(station: StationLife): Promise<Map<string, AlarmsMessage>> {
  const lists = new Map<string, AlarmsMessage>();
  const port = await station.port;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/stream`, { origin: `http://127.0.0.1:${port}` });
  socket.on("error", () => undefined);
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as StreamMessage;
    if (message.kind === "alarms") lists.set(message.bed, message);
  });
  onTestFinished(() => socket.terminate());
  return lists;
}

test("a receiver that answers nothing is an alarm of the bed, which ends when the receiver takes messages again and has heard of it too", {
  timeout: 240_000,
}, async () => {
  const peer = await startMllpReceiver(() => undefined);
  const station = startReceiverStation(modules(), {
    historyPath: join(newFolder(), "history.db"),
    sources: ["v4l2:/dev/video0"],
    receivers: [receiver({ name: "gateway", address: `mllp://127.0.0.1:${peer.port}`, values: false })],
  });
  onTestFinished(() => station.kill());
  const lists = await listen(station);
  const failing = () => lists.get("1")?.alarms.find(({ alarm }) => alarm === "delivery-failing");
  for (let tries = 0; tries < 3 && !failing(); tries++)
    await until(() => failing() !== undefined).catch(() => undefined);
  expect(failing()?.text).toContain("gateway");
  const id = failing()?.id;
  peer.behave(({ answer }) => answer("AA"));
  for (let tries = 0; tries < 3 && failing(); tries++)
    await until(() => failing() === undefined).catch(() => undefined);
  expect(failing()).toBeUndefined();
  await until(() => peer.texts.some((text) => alarmIdOf(text) === id && phaseOf(text) === "end"));
});

test("alarms that go on end for receivers with the station, and begin for them again with the next", {
  timeout: 240_000,
}, async () => {
  const peer = await startMllpReceiver(({ answer }) => answer("AA"));
  const plan = {
    historyPath: join(newFolder(), "history.db"),
    sources: ["v4l2:/dev/video0"],
    receivers: [receiver({ name: "gateway", address: `mllp://127.0.0.1:${peer.port}`, values: false })],
  };
  const first = startReceiverStation(modules(), plan);
  onTestFinished(() => first.kill());
  const lists = await listen(first);
  const isFast = (list: AlarmsMessage | undefined) => list?.alarms.some(({ alarm }) => alarm === "pulse-high") ?? false;
  await until(() => isFast(lists.get("1")));
  const id = lists.get("1")?.alarms.find(({ alarm }) => alarm === "pulse-high")?.id ?? "";
  const phases = () => peer.texts.filter((text) => alarmIdOf(text) === id).map(phaseOf);
  await until(() => phases().includes("start"));
  await first.stop();
  expect(phases().at(-1)).toBe("end");
  const before = phases().length;
  const second = startReceiverStation(modules(), plan);
  onTestFinished(() => second.kill());
  await until(() => phases().length > before);
  expect(phases()[before]).toMatch(/start|end/);
  await second.stop();
});
