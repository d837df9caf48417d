import { type Hl7MessageEvent, Hl7Server } from "@medplum/hl7";
import { expect, onTestFinished, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { planHl7Transport } from "../../src/interop/hl7/hl7-transport.ts";

import { selfSigned } from "./certificates.ts";
import { alarmNotice, madeStation, valuesNotice } from "./made-notices.ts";
import { openMadeOutbox, until } from "./made-outbox.ts";
import { type Behaviour, startMllpReceiver } from "./mllp-receiver.ts";

const newFolder = temporaryFolders();
const ANSWER_MS = 400;

const wayTo = (port: number, profile = "ihe") =>
  planHl7Transport({
    place: { host: "127.0.0.1", port, tls: null },
    station: madeStation(profile),
    answerMs: ANSWER_MS,
  });
const accept: Behaviour = ({ answer }) => answer("AA");
const idOf = (text: string) => text.split("|")[9];

/** Behaviour for the first message; afterwards all is well. */
const FIRST: Record<string, Behaviour> = {
  "never answers": () => undefined,
  "closes the connection instead of answering": ({ socket }) => void socket.destroy(),
  "closes in the middle of its answer": ({ socket }) => void socket.write("\x0bMSH|^~\\&|TEST", () => socket.destroy()),
  "answers another message": ({ answer }) => answer("AA", "SOMETHINGELSE"),
  "answers AR": ({ answer }) => answer("AR"),
  "answers AE": ({ answer }) => answer("AE"),
  "answers CE": ({ answer }) => answer("CE"),
  "answers too late": ({ answer }) => void setTimeout(() => answer("AA"), 2 * ANSWER_MS),
  "answers nonsense": ({ socket }) => void socket.write("\x0bHTTP/1.1 400\r\n\x1c\r"),
  "answers without end": ({ socket }) => void socket.write(Buffer.alloc(100_000, "\x0bx")),
};

test.each(Object.keys(FIRST))("a receiver that %s is sent the same message again, then the next", async (name) => {
  const receiver = await startMllpReceiver((reply, message) =>
    (message.count === 1 ? FIRST[name] : accept)(reply, message),
  );
  const outbox = await openMadeOutbox(newFolder(), wayTo(receiver.port));
  await outbox.putAlarm(alarmNotice());
  await outbox.putAlarm(alarmNotice({ phase: "end" }));
  await until(() => outbox.health()[0].delivered === 2);
  const [first, again, next] = receiver.texts;
  expect(receiver.texts.length).toBe(3);
  expect(again).toBe(first);
  expect(idOf(next)).not.toBe(idOf(first));
  expect(outbox.deadLetters()).toEqual([]);
});

test("a receiver that answers twice, and one that answers in enhanced mode, have each message once", async () => {
  const receiver = await startMllpReceiver(({ answer }) => {
    answer("CA");
    answer("AA");
    answer("AA");
  });
  const outbox = await openMadeOutbox(newFolder(), wayTo(receiver.port));
  for (const phase of ["start", "update", "end"] as const) await outbox.putAlarm(alarmNotice({ phase }));
  await until(() => outbox.health()[0].delivered === 3);
  expect(new Set(receiver.texts.map(idOf)).size).toBe(3);
  expect(receiver.texts.length).toBe(3);
});

test("a right answer counts behind wrong ones on the same connection", async () => {
  const receiver = await startMllpReceiver(({ answer }, { id }) => {
    answer("AE", "OLDER");
    answer("AA", id);
  });
  const outbox = await openMadeOutbox(newFolder(), wayTo(receiver.port));
  await outbox.putAlarm(alarmNotice());
  await until(() => outbox.health()[0].delivered === 1);
  expect(receiver.texts.length).toBe(1);
});

test("what is refused again and again is put aside with the receiver's words, and its bed goes on; other beds never wait", async () => {
  const receiver = await startMllpReceiver(({ answer }, { text }) =>
    text.includes("poison") ? answer("AE", undefined, "no such code") : answer("AA"),
  );
  const outbox = await openMadeOutbox(newFolder(), wayTo(receiver.port));
  void outbox.putAlarm(alarmNotice({ text: "poison" }));
  void outbox.putAlarm(alarmNotice({ phase: "end" }));
  void outbox.putAlarm(alarmNotice({ bed: "icu-4", id: "icu-4/1" }));
  await until(() => outbox.health()[0].delivered === 2);
  expect(outbox.deadLetters()).toMatchObject([
    { receiver: "there", item: { notice: { alarm: { text: "poison" } } }, why: "it answered AE no such code" },
  ]);
  const order = receiver.texts.map((text) =>
    text.includes("poison") ? "poison" : text.includes("icu-4") ? "other" : "next",
  );
  expect(order.filter((one) => one === "poison").length).toBe(3);
  expect(order.indexOf("other")).toBeLessThan(order.lastIndexOf("poison"));
  expect(order.at(-1)).toBe("next");
});

test("a dead receiver is told as failing and forgiven when it is back; alarms waited, values were dropped oldest first and counted", async () => {
  const receiver = await startMllpReceiver(() => undefined);
  const outbox = await openMadeOutbox(newFolder(), wayTo(receiver.port));
  await outbox.putAlarm(alarmNotice());
  for (let second = 0; second < 1000; second++) outbox.putPassing(valuesNotice({ stationMs: 1000 * second }));
  await until(() => outbox.health()[0].trouble?.isFailing === true);
  const { waitingAlarms, waitingValues, droppedValues } = outbox.health()[0];
  expect([waitingAlarms, waitingValues, droppedValues]).toEqual([1, 960, 40]);
  receiver.behave(accept);
  await until(() => outbox.health()[0].waitingValues === 0);
  expect(outbox.health()[0]).toMatchObject({ trouble: null, waitingAlarms: 0, delivered: 961 });
});

test("a receiver that never answers by its profile has a message once it is sent", async () => {
  const receiver = await startMllpReceiver(() => undefined);
  const { profile, ...station } = madeStation();
  const outbox = await openMadeOutbox(
    newFolder(),
    planHl7Transport({
      place: { host: "127.0.0.1", port: receiver.port, tls: null },
      station: { ...station, profile: { ...profile, answers: false } },
    }),
  );
  await outbox.putAlarm(alarmNotice());
  await until(() => outbox.health()[0].delivered === 1);
  await until(() => receiver.texts.length === 1);
});

test("a receiver of another make takes alarms", async () => {
  const taken: string[] = [];
  const server = new Hl7Server((connection) =>
    connection.addEventListener("message", ({ message }: Hl7MessageEvent) => {
      taken.push(message.getSegment("MSH")?.getField(10)?.toString() ?? "");
      connection.send(message.buildAck());
    }),
  );
  server.start(0);
  onTestFinished(() => server.stop({ forceDrainTimeoutMs: 10 }));
  await until(() => server.server?.listening === true);
  const { port } = server.server!.address() as { port: number };
  const outbox = await openMadeOutbox(newFolder(), wayTo(port));
  await outbox.putAlarm(alarmNotice());
  await until(() => outbox.health()[0].delivered === 1);
  expect(taken.length).toBe(1);
});

test("over TLS a receiver is known by its certificate, and another is told nothing", async () => {
  const [known, other] = [selfSigned(newFolder()), selfSigned(newFolder())];
  const receiver = await startMllpReceiver(accept, { cert: known.certificate, key: known.key });
  const wayWith = (ca: Buffer) =>
    planHl7Transport({
      place: { host: "127.0.0.1", port: receiver.port, tls: { ca } },
      station: madeStation(),
      answerMs: 5000,
    });
  const right = wayWith(known.certificate);
  expect(await right.probe()).toEqual({ kind: "taken" });
  await right.close();
  const wrong = wayWith(other.certificate);
  expect(await wrong.probe()).toMatchObject({ kind: "failed", detail: expect.stringContaining("certificate") });
  expect(receiver.texts).toEqual([]);
});
