import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { AlarmNotice, StateNotice, ValuesNotice } from "../../src/wire/receiver-notices.ts";
import { ReceiverProfile } from "../../src/wire/receiver-profile.ts";

import { madeStation } from "./made-notices.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const docs = readFileSync(join(ROOT, "docs/receivers.md"), "utf8");

test("the documented JSON Schema is that of what is sent", () => {
  const written = JSON.parse(readFileSync(join(ROOT, "docs/receiver-messages.schema.json"), "utf8"));
  const sent = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    oneOf: [AlarmNotice, ValuesNotice, StateNotice],
  };
  expect(written).toEqual(JSON.parse(JSON.stringify(sent)));
});

test("every profile can be read and is named, and every key of one is documented", () => {
  const names = readdirSync(join(ROOT, "fixtures/receivers")).map((file) => file.replace(".json", ""));
  expect(names.length).toBe(5);
  for (const name of names) {
    expect(docs).toContain(`\`${name}\``);
    expect(madeStation(name).profile.title).not.toBe("");
  }
  for (const key of Object.keys(ReceiverProfile.properties)) expect(docs).toContain(`\`${key}\``);
});
