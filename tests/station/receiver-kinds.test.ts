import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { connectAsync } from "mqtt";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { until } from "../interop/made-outbox.ts";
import { startMllpReceiver } from "../interop/mllp-receiver.ts";
import { MOSQUITTO, planBroker } from "../interop/mosquitto.ts";
import { testNeeding } from "../left-out.ts";

import { receiver, receiverModules, startReceiverStation } from "./receiver-lives.ts";

const modules = receiverModules();
const newFolder = temporaryFolders();
const PASSWORD = "geheim";

/** What MQTT and webhooks tell alike. */
interface Told {
  readonly messageId: string;
  readonly origin: string;
  readonly alarm?: { readonly text: string };
  /** Of a state. */
  readonly alarms?: readonly { readonly text: string }[];
}

testNeeding(
  MOSQUITTO,
  "a replay tells HL7, MQTT and a webhook of the same alarm under the same message id, each marked as no patient's",
  async () => {
    const folder = newFolder();
    const secret = `whsec_${randomBytes(24).toString("base64")}`;
    writeFileSync(join(folder, "password"), `${PASSWORD}\n`);
    writeFileSync(join(folder, "secret"), `${secret}\n`);
    const peer = await startMllpReceiver(({ answer }) => answer("AA"));
    const broker = await planBroker(newFolder(), PASSWORD);
    await broker.start();
    const heard = new Map<string, { topic: string; body: Told }>();
    const client = await connectAsync(`mqtts://127.0.0.1:${broker.port}`, {
      protocolVersion: 5,
      username: "afar",
      password: PASSWORD,
      ca: broker.certificate,
    });
    onTestFinished(async () => void (await client.endAsync(true)));
    client.on("message", (topic, payload) => {
      const body = JSON.parse(payload.toString());
      if (body.messageId) heard.set(body.messageId, { topic, body });
    });
    await client.subscribeAsync("afar/#", { qos: 1 });
    const hooked = new Map<string, { data: Told }>();
    const service = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const headers = request.headers as Record<string, string>;
      hooked.set(headers["webhook-id"], new Webhook(secret).verify(body, headers) as { data: Told });
      response.writeHead(204).end();
    });
    await new Promise<void>((done) => service.listen(0, "127.0.0.1", done));
    onTestFinished(() => void service.close());

    const station = startReceiverStation(modules(), {
      historyPath: join(newFolder(), "history.db"),
      sources: ["/recordings/patient.mp4"],
      receivers: [
        receiver({ name: "gateway", address: `mllp://127.0.0.1:${peer.port}`, profile: "draeger" }, folder),
        receiver(
          {
            name: "broker",
            address: `mqtts://127.0.0.1:${broker.port}`,
            user: "afar",
            passwordFile: "password",
            caFile: broker.certificateFile,
          },
          folder,
        ),
        receiver(
          {
            name: "pager",
            address: `http://127.0.0.1:${(service.address() as { port: number }).port}/`,
            secretFile: "secret",
          },
          folder,
        ),
      ],
    });
    onTestFinished(() => station.kill());
    const fast = () => peer.texts.find((text) => text.includes("PR 150>120"));
    await until(() => fast() !== undefined);
    const id = fast()?.split("|")[9] ?? "";
    await until(() => heard.has(id) && hooked.has(id));
    expect(heard.get(id)?.topic).toMatch(/^afar\/[0-9A-F]{16}\/beds\/1\/alarms$/);
    expect([heard.get(id)?.body.origin, hooked.get(id)?.data.origin]).toEqual(["replay", "replay"]);
    for (const text of peer.texts) {
      const observations = text.split("\r").filter((line) => line.startsWith("OBX"));
      for (const line of observations) expect(line.split("|")[8].split("~")).toContain("TEST");
    }
    const eventOf = (text: string) => text.split("\r").find((line) => line.startsWith("OBX|1|ST|"));
    const events = peer.texts.flatMap((text) => eventOf(text)?.split("|")[5] ?? []);
    expect(events.length).toBeGreaterThan(0);
    for (const text of events) expect(text).toMatch(/^TEST /);
    for (const { data } of hooked.values()) expect(data.alarm?.text).toMatch(/^TEST /);
    for (const { body } of heard.values()) {
      expect(body.origin).toBe("replay");
      for (const { text } of [...(body.alarms ?? []), ...(body.alarm ? [body.alarm] : [])])
        expect(text).toMatch(/^TEST /);
    }
    expect([...heard.values()].some(({ topic }) => topic.endsWith("/values"))).toBe(true);
    await station.stop();
  },
  120_000,
);
