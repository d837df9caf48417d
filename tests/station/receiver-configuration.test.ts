import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test, vi } from "vitest";

import { temporaryFolders } from "../history/built-module.ts";
import { TAKEN } from "../../src/interop/outbox/transport.ts";
import { alarmNotice } from "../interop/made-notices.ts";
import { openMadeOutbox, until } from "../interop/made-outbox.ts";
import { startMllpReceiver } from "../interop/mllp-receiver.ts";
import { readText } from "../../src/app/configuration/configuration-text.ts";
import { warningsOf } from "../../src/app/configuration/warnings.ts";
import { claimData } from "../../src/app/data-claim.ts";
import { checkReceiver } from "../../src/app/doctor-receivers.ts";
import { planReceiver } from "../../src/app/receiver-plan.ts";
import { receivers, showReceivers } from "../../src/app/receivers-command.ts";

const newFolder = temporaryFolders();

const BED = '[[beds]]\nid = "1"\nsource = "v4l2:/dev/video0"\n';
const read = (keys: string, folder = "/etc/afar") =>
  readText(`${BED}[[receivers]]\nname = "there"\n${keys}\n`, join(folder, "afar.toml"));
const sound = (keys: string, folder?: string) => {
  const { configuration, faults } = read(keys, folder);
  expect(faults).toEqual([]);
  return configuration!.receivers[0];
};

describe("a fault of a receiver is told with its key and its remedy, and without a secret", () => {
  test.each([
    [
      "no known kind",
      'address = "ftp://a:21"',
      "receivers[1].address ftp://a:21 is of no known kind: begin it with mllp://",
    ],
    ["no port for HL7", 'address = "mllp://a"', "receivers[1].address names no port"],
    ["a password in the address", 'address = "mqtt://u:geheim@a"', "receivers[1].address holds a user or password"],
    ["a key of another kind", 'address = "mllp://a:1"\ntopic = "ward"', "receivers[1].topic says nothing to HL7"],
    ["a webhook without a secret", 'address = "https://a/"', "is a webhook without a secret: add secretFile"],
    ["two places of a secret", 'address = "https://a/"\nsecretFile = "a"\nsecretVariable = "B"', "keep one of the two"],
    ["a certificate without a key", 'address = "mllps://a:1"\ncertificateFile = "a"', "stands alone: add keyFile"],
    [
      "a kind that the address is not of",
      'address = "mqtt://a"\nkind = "fhir"',
      "fhir does not fit the address mqtt://a",
    ],
    ["a token for a webhook", 'address = "https://a/"\ntokenFile = "t"', "tokenFile says nothing to a webhook"],
    ["a secret for FHIR", 'address = "https://a/"\nkind = "fhir"\nsecretFile = "t"', "secretFile says nothing to FHIR"],
    [
      "two places of a token",
      'address = "https://a/"\nkind = "fhir"\ntokenFile = "a"\ntokenVariable = "B"',
      "stands beside tokenFile: keep one of the two",
    ],
    ["a query behind a base", 'address = "https://a/r4?x=1"\nkind = "fhir"', "give the base of the server alone"],
    ["a topic with a sign of its own", 'address = "mqtt://a"\ntopic = "a/#/b"', "a topic without #, + and a slash"],
  ])("%s", (_, keys, sentence) => {
    const { faults } = read(keys);
    expect(faults.map((fault) => fault.sentence).join("\n")).toContain(sentence);
    expect(JSON.stringify(faults)).not.toContain("geheim");
  });

  test("two receivers of one name", () => {
    const { faults } = read('address = "mllp://a:1"\n[[receivers]]\nname = "there"\naddress = "mllp://b:1"');
    expect(faults[0].sentence).toBe(
      "receivers[2].name there is that of receivers[1] already: give every receiver its own name",
    );
  });
});

test("defaults are those of the kind, and files lie beside the configuration", () => {
  expect(sound('address = "mllp://a:1"')).toMatchObject({
    kind: "hl7",
    values: { intervalMs: 60_000, changePerMin: 3 },
  });
  expect(sound('address = "mqtts://a"\nuser = "u"\npasswordFile = "p"')).toMatchObject({
    kind: "mqtt",
    values: { intervalMs: 1000 },
    secret: { kind: "file", path: "/etc/afar/p" },
  });
  expect(sound('address = "https://a/"\nsecretVariable = "S"')).toMatchObject({ kind: "webhook", values: null });
  expect(sound('address = "https://a/r4"\nkind = "fhir"\ntokenVariable = "T"')).toMatchObject({
    kind: "fhir",
    values: { intervalMs: 60_000, changePerMin: 3 },
    secret: { kind: "variable", name: "T" },
  });
  expect(sound('address = "mllp://a:1"\nprofile = "own.json"').profile).toBe("/etc/afar/own.json");
});

test("what is sound but unwise is warned of", () => {
  const { configuration, lines } = read('address = "mqtt://broker.ward"\nuser = "u"\npasswordVariable = "P"');
  const sentences = warningsOf(configuration!, lines, {}).map(({ sentence }) => sentence);
  expect(sentences).toContain(
    "receivers[1].address reaches broker.ward without TLS: whoever is on the way can read and change it",
  );
  expect(sentences).toContain("receivers[1].passwordVariable names the variable P, which is not set here");
});

describe("a receiver that cannot be made is named with what is missing, and without what is there", () => {
  const folder = newFolder;
  test.each([
    [
      "a secret that nobody set",
      'address = "https://a/"\nsecretVariable = "S"',
      {},
      "has no secret, the variable S is not set",
    ],
    [
      "a secret that signs nothing",
      'address = "https://a/"\nsecretVariable = "S"',
      { S: "whsec_%geheim" },
      "is not one that can sign",
    ],
    [
      "a secret's file that is not there",
      'address = "https://a/"\nsecretFile = "gone"',
      {},
      "gone, which cannot be read",
    ],
    [
      "a profile that is none",
      'address = "mllp://a:1"\nprofile = "poor.json"',
      {},
      "poor.json is no profile of a receiver",
    ],
    [
      "a profile that nobody knows",
      'address = "mllp://a:1"\nprofile = "other"',
      {},
      "other.json cannot be read as JSON",
    ],
  ])("%s", (_, keys, env, words) => {
    const place = folder();
    writeFileSync(join(place, "poor.json"), '{"title":"poor"}');
    const made = sound(keys, place);
    expect(() => planReceiver(made, env)).toThrow(new RegExp(words));
    try {
      planReceiver(made, env);
    } catch (error) {
      expect(String(error)).not.toContain("geheim");
    }
  });
});

test("doctor says whether a receiver takes a connection, and tells it nothing", async () => {
  const peer = await startMllpReceiver(() => undefined);
  const there = sound(`address = "mllp://127.0.0.1:${peer.port}"`);
  expect(await checkReceiver(there, {})).toMatchObject({ state: "ok", detail: expect.stringContaining("there") });
  const away = sound('address = "mllp://127.0.0.1:1"');
  expect(await checkReceiver(away, {})).toMatchObject({
    state: "warning",
    detail: expect.stringContaining("no connection"),
  });
  expect(peer.texts).toEqual([]);
});

test("afar receivers tells what waits and what was refused", async () => {
  const folder = newFolder();
  const path = join(folder, "afar.toml");
  mkdirSync(join(folder, "data"));
  writeFileSync(
    path,
    `${BED}[history]\nsqlitePath = "data/history.db"\n[[receivers]]\nname = "there"\naddress = "mllp://127.0.0.1:1"\n`,
  );
  chmodSync(path, 0o600);
  const outbox = await openMadeOutbox(join(folder, "data"), {
    wants: () => true,
    deliver: async ({ notice }) =>
      notice.bed === "icu-3" ? { kind: "refused", detail: "it answered AE" } : { kind: "failed", detail: "away" },
    probe: async () => TAKEN,
    close: async () => undefined,
  });
  await outbox.putAlarm(alarmNotice());
  await until(() => outbox.deadLetters().length === 1);
  await outbox.putAlarm(alarmNotice({ bed: "icu-4", id: "icu-4/9" }));
  await outbox.close(0);
  let out = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += text;
    return true;
  });
  onTestFinished(() => void write.mockRestore());
  await showReceivers({ config: path });
  expect(out).toMatch(/^there {2}mllp:\/\/127\.0\.0\.1:1\n {2}waiting {2}1, the oldest .*bed icu-4/);
  expect(out).toMatch(/refused .*bed icu-3 .*: it answered AE\n$/);
});

test("while the station is stopped, afar receivers sends a refused message again or discards it", async () => {
  const place = newFolder();
  const path = join(place, "afar.toml");
  writeFileSync(path, `${BED}[[receivers]]\nname = "there"\naddress = "mllp://127.0.0.1:1"\n`);
  vi.stubEnv("AFAR_DATA", place);
  const refusing = {
    wants: () => true,
    deliver: async () => ({ kind: "refused", detail: "no such ward" }) as const,
    probe: async () => TAKEN,
    close: async () => undefined,
  };
  const outbox = await openMadeOutbox(place, refusing);
  for (let i = 0; i < 3; i++) await outbox.putAlarm(alarmNotice({ tMs: i }));
  await until(() => outbox.deadLetters().length === 3);
  const ids = outbox.deadLetters().map(({ item }) => item.id);
  await outbox.close(0);
  let said = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  await receivers({ config: path, discard: ids[0] });
  await receivers({ config: path, retry: ids[1] });
  await receivers({ config: path, retry: "all" });
  expect(said).toBe(
    `1 message of there discarded\n${"1 message of there will be sent once more when the station starts\n".repeat(2)}`,
  );
  await expect(receivers({ config: path, discard: ids[0] })).rejects.toThrow("there has refused no message");
  await expect(receivers({ config: path, retry: "all", of: "other" })).rejects.toThrow("--of: there");
  const release = await claimData(place);
  await expect(receivers({ config: path, retry: "all" })).rejects.toThrow("the station runs");
  await release();
  const next = await openMadeOutbox(place, { ...refusing, deliver: async () => TAKEN });
  await until(() => next.health()[0].delivered === 2);
  expect(next.deadLetters()).toEqual([]);
});
