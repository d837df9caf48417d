import { connectAsync, type IPublishPacket } from "mqtt";
import { Value } from "typebox/value";
import { expect, onTestFinished } from "vitest";

import { AlarmNotice, StateNotice, ValuesNotice } from "../../src/wire/receiver-notices.ts";
import { temporaryFolders } from "../history/built-module.ts";
import { planMqttTransport } from "../../src/interop/mqtt/mqtt-transport.ts";
import { testNeeding } from "../left-out.ts";

import { alarmNotice, valuesNotice } from "./made-notices.ts";
import { openMadeOutbox, until } from "./made-outbox.ts";
import { type Broker, MOSQUITTO, planBroker } from "./mosquitto.ts";

const newFolder = temporaryFolders();
const PASSWORD = "geheim";

interface Heard {
  readonly topic: string;
  readonly body: Record<string, unknown>;
  readonly packet: IPublishPacket;
}

const wayTo = ({ port, certificate }: Broker, password = PASSWORD) =>
  planMqttTransport({
    address: `mqtts://127.0.0.1:${port}`,
    user: "afar",
    password,
    tls: { ca: certificate },
    prefix: "ward/afar",
    clientId: "station",
    answerMs: 5000,
  });

/** Hears everything that a broker hands on, in a session that outlives a broken connection. Ends with the test. */
async function listen({ port, certificate }: Broker, clientId = "listener"): Promise<Heard[]> {
  const heard: Heard[] = [];
  const client = await connectAsync(`mqtts://127.0.0.1:${port}`, {
    protocolVersion: 5,
    clientId,
    clean: false,
    properties: { sessionExpiryInterval: 600 },
    username: "afar",
    password: PASSWORD,
    ca: certificate,
    reconnectPeriod: 50,
  });
  client.on("error", () => undefined);
  client.on("message", (topic, payload, packet) => heard.push({ topic, body: JSON.parse(payload.toString()), packet }));
  onTestFinished(async () => void (await client.endAsync(true)));
  await client.subscribeAsync("ward/#", { qos: 1 });
  return heard;
}

const state = (text: string): StateNotice => {
  const { disclaimer, bed, label, origin, stationMs, alarm } = alarmNotice({ text });
  const { kind: _k, bed: _b, tMs: _t, phase: _p, ended: _e, by: _y, ...present } = alarm;
  return { type: "state", disclaimer, bed, label, origin, stationMs, mode: "monitoring", alarms: [present] };
};

testNeeding(
  MOSQUITTO,
  "mosquitto hands on alarms, values and states over TLS, each as its schema says, states to whoever comes later",
  async () => {
    const broker = await planBroker(newFolder(), PASSWORD);
    await broker.start();
    const heard = await listen(broker);
    const outbox = await openMadeOutbox(newFolder(), wayTo(broker));
    await outbox.putAlarm(alarmNotice());
    outbox.putPassing(valuesNotice({ origin: "replay" }));
    outbox.putPassing(state("first"));
    outbox.putPassing(state("second"));
    await until(() =>
      ["alarms", "values", "state"].every((kind) =>
        heard.some(({ topic }) => topic === `ward/afar/beds/icu-3/${kind}`),
      ),
    );
    await until(() => JSON.stringify(heard).includes("second"));
    const of = (kind: string) => heard.findLast(({ topic }) => topic === `ward/afar/beds/icu-3/${kind}`);
    for (const [kind, schema] of [
      ["alarms", AlarmNotice],
      ["values", ValuesNotice],
      ["state", StateNotice],
    ] as const) {
      const { body, packet } = of(kind) as Heard;
      expect(Value.Check(schema, body)).toBe(true);
      expect(packet.qos).toBe(1);
      expect(packet.properties?.userProperties).toMatchObject({ disclaimer: "Investigational, not for clinical use" });
      expect(packet.properties?.contentType).toBe("application/json");
    }
    expect(of("values")?.packet.properties?.userProperties).toMatchObject({ origin: "replay" });
    expect(heard.find(({ topic }) => topic === "ward/afar/state")?.body).toMatchObject({ state: "online" });

    const late = await listen(broker, "late");
    await until(() => late.length === 2);
    expect(late.map(({ topic, packet }) => [topic, packet.retain]).sort()).toEqual([
      ["ward/afar/beds/icu-3/state", true],
      ["ward/afar/state", true],
    ]);
    await outbox.close(0);
    await until(() => heard.at(-1)?.topic === "ward/afar/state");
    expect(heard.at(-1)?.body).toMatchObject({ state: "offline" });
  },
  120_000,
);

testNeeding(
  MOSQUITTO,
  "a broker that is killed and comes back has every alarm in its order, and what holds now",
  async () => {
    const broker = await planBroker(newFolder(), PASSWORD);
    await broker.start();
    const heard = await listen(broker);
    const outbox = await openMadeOutbox(newFolder(), wayTo(broker));
    outbox.putPassing(state("before"));
    await outbox.putAlarm(alarmNotice({ text: "0" }));
    await until(() => heard.some(({ topic }) => topic.endsWith("alarms")));
    // What the broker had answered for goes to its disk within its own second.
    await new Promise((done) => setTimeout(done, 1500));
    await broker.kill();
    for (let number = 1; number <= 20; number++)
      await outbox.putAlarm(alarmNotice({ text: String(number), tMs: number }));
    await until(() => outbox.health()[0].trouble?.isFailing === true);
    await broker.start();
    await until(() => outbox.health()[0].waitingAlarms === 0);
    await until(() => heard.some(({ body }) => JSON.stringify(body).includes('"text":"20"')));
    const texts = heard
      .filter(({ topic }) => topic.endsWith("alarms"))
      .map(({ body }) => (body.alarm as { text: string }).text);
    expect([...new Set(texts)]).toEqual(Array.from({ length: 21 }, (_, i) => String(i)));
    await until(() => outbox.health()[0].trouble === null);
    expect(heard.filter(({ topic }) => topic.endsWith("icu-3/state")).length).toBeGreaterThan(1);
  },
  120_000,
);

testNeeding(
  MOSQUITTO,
  "a station that is cut off is told so by its last will; one with a wrong password is not let in, and says so without it",
  async () => {
    const broker = await planBroker(newFolder(), PASSWORD);
    await broker.start();
    const wrong = wayTo(broker, "falsch");
    const outcome = await wrong.probe();
    expect(outcome).toMatchObject({ kind: "failed", detail: expect.stringMatching(/not authori[sz]ed|bad user/i) });
    expect(JSON.stringify(outcome)).not.toContain("falsch");

    const heard = await listen(broker);
    const first = wayTo(broker);
    expect(await first.probe()).toEqual({ kind: "taken" });
    // The same name at the broker again: it closes the first connection, as a lost one, and tells its will.
    const second = wayTo(broker);
    expect(await second.probe()).toEqual({ kind: "taken" });
    await until(() => heard.some(({ body }) => body.state === "lost"));
    await Promise.all([first.close(), second.close()]);
  },
  120_000,
);
