import { randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";

import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { alarmItem } from "../../src/interop/outbox/item.ts";
import { planWebhookTransport } from "../../src/interop/webhook/webhook-transport.ts";

import { selfSigned } from "./certificates.ts";
import { alarmNotice } from "./made-notices.ts";
import { openMadeOutbox, until } from "./made-outbox.ts";

const newFolder = temporaryFolders();
const secret = () => `whsec_${randomBytes(24).toString("base64")}`;

interface Taken {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A service that answers with these status codes, the last one from then on. It ends with the test. */
async function startService(statuses: readonly number[], tls?: { cert: Buffer; key: Buffer }) {
  const taken: Taken[] = [];
  const serve: RequestListener = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    taken.push({ headers: request.headers, body });
    const status = statuses[Math.min(taken.length, statuses.length) - 1];
    response.writeHead(status, { location: "http://127.0.0.1:1/" }).end("as it was told");
  };
  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return { taken, port: (server.address() as { port: number }).port };
}

function verified({ headers, body }: Taken, key: string): unknown {
  return new Webhook(key).verify(body, headers as Record<string, string>);
}

test("the reference library verifies what is sent, and refuses it by another secret or with another word in it", async () => {
  const key = secret();
  const service = await startService([204]);
  const transport = planWebhookTransport({
    address: `http://127.0.0.1:${service.port}/`,
    secret: key,
    tls: {},
    nowMs: Date.now,
  });
  const item = alarmItem(alarmNotice({ text: "Müller 134>120" }));
  expect(await transport.deliver(item)).toEqual({ kind: "taken" });
  const [taken] = service.taken;
  expect(verified(taken, key)).toMatchObject({
    type: "alarm.start",
    timestamp: "2026-11-24T14:59:59.250Z",
    data: { bed: "icu-3", disclaimer: "Investigational, not for clinical use", alarm: { text: "Müller 134>120" } },
  });
  expect(taken.headers["webhook-id"]).toBe(item.id);
  expect(() => verified(taken, secret())).toThrow();
  expect(() => verified({ ...taken, body: taken.body.replace("134", "135") }, key)).toThrow();
});

test("a service that is overloaded has the same message again; one that is redirected is told nothing elsewhere", async () => {
  const key = secret();
  const service = await startService([503, 429, 200]);
  const transport = planWebhookTransport({
    address: `http://127.0.0.1:${service.port}/`,
    secret: key,
    tls: {},
    nowMs: Date.now,
  });
  const outbox = await openMadeOutbox(newFolder(), transport);
  await outbox.putAlarm(alarmNotice());
  await until(() => outbox.health()[0].delivered === 1);
  expect(service.taken.length).toBe(3);
  expect(new Set(service.taken.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  for (const taken of service.taken) verified(taken, key);

  const elsewhere = await startService([302]);
  const away = planWebhookTransport({
    address: `http://127.0.0.1:${elsewhere.port}/`,
    secret: key,
    tls: {},
    nowMs: Date.now,
  });
  expect(await away.deliver(alarmItem(alarmNotice()))).toEqual({
    kind: "refused",
    detail: "it answered 302: as it was told",
  });
});

test("a message that a service refuses for good is a dead letter, also after a restart", async () => {
  const service = await startService([400]);
  const folder = newFolder();
  const way = () =>
    planWebhookTransport({ address: `http://127.0.0.1:${service.port}/`, secret: secret(), tls: {}, nowMs: Date.now });
  const outbox = await openMadeOutbox(folder, way());
  await outbox.putAlarm(alarmNotice());
  await until(() => outbox.deadLetters().length === 1);
  await outbox.close(0);
  const next = await openMadeOutbox(folder, way());
  expect(next.deadLetters()).toMatchObject([{ receiver: "there", why: "it answered 400: as it was told" }]);
  expect(next.health()[0].waitingAlarms).toBe(0);
});

test("over TLS a service is known by its certificate", async () => {
  const [known, other] = [selfSigned(newFolder()), selfSigned(newFolder())];
  const service = await startService([200], { cert: known.certificate, key: known.key });
  const way = (ca: Buffer) =>
    planWebhookTransport({
      address: `https://127.0.0.1:${service.port}/`,
      secret: secret(),
      tls: { ca },
      nowMs: Date.now,
    });
  expect(await way(known.certificate).deliver(alarmItem(alarmNotice()))).toEqual({ kind: "taken" });
  expect(await way(other.certificate).deliver(alarmItem(alarmNotice()))).toMatchObject({ kind: "failed" });
  expect(service.taken.length).toBe(1);
});
