import { readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { expect } from "vitest";

import { CONFIGURATION_SCHEMA } from "../../../src/wire/configuration.ts";
import type { SchemaNode } from "../../../src/wire/schema-node.ts";
import { readText } from "../../../src/app/configuration/configuration-text.ts";
import { noteMemory } from "../../bounded-memory.ts";

import { CONFIGURATIONS } from "./corpus.ts";

const DOCS = readFileSync(join(import.meta.dirname, "../../../docs/configuration.md"), "utf8");
/** The files that the documentation shows. */
const SHOWN = [...DOCS.matchAll(/```toml\n([\s\S]*?)```/g)].map(([, text]) => text);

function keysOf(node: SchemaNode): string[] {
  const inside = Object.values(node.properties ?? {}).flatMap(keysOf);
  return [...Object.keys(node.properties ?? {}), ...inside, ...(node.items ? keysOf(node.items) : [])];
}

const key = fc.oneof(
  fc.constantFrom(...new Set(keysOf(CONFIGURATION_SCHEMA))),
  fc.string({ maxLength: 10 }).map((text) => JSON.stringify(text)),
);
const value = fc.oneof(
  fc.string({ maxLength: 40 }).map((text) => JSON.stringify(text)),
  fc.double().map(String),
  fc.integer().map(String),
  fc.boolean().map(String),
  fc.constantFrom("[]", "{}", "1979-05-27", '"0.0.0.0"', '"rtsp://u:p@h/x"', '["a", "b"]', "inf", '"phantom:slow-44"'),
);
const line = fc.oneof(
  fc.tuple(key, value).map(([name, given]) => `${name} = ${given}`),
  key.map((name) => `[${name}]`),
  key.map((name) => `[[${name}]]`),
  fc.tuple(key, key).map(([table, name]) => `[${table}.${name}]`),
  fc.string({ maxLength: 30 }),
);
const mutated = fc
  .tuple(fc.constantFrom(...SHOWN, ...CONFIGURATIONS), fc.nat(), fc.nat({ max: 40 }), line)
  .map(([whole, at, gone, more]) => {
    const cut = at % (whole.length + 1);
    return whole.slice(0, cut) + more + whole.slice(cut + gone);
  });
const text = fc.oneof(
  mutated,
  fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n")),
  fc.string({ maxLength: 200, unit: "binary" }),
);

/** Reads `count` texts as configurations: each is one, or has faults with a line and a sentence; nothing is thrown and no password told. */
export function fuzzConfiguration(count: number): void {
  const expectFreed = noteMemory();
  expect(SHOWN.length).toBeGreaterThan(0);
  fc.assert(
    fc.property(text, (written) => {
      const { configuration, faults } = readText(written, "/nowhere/afar.toml");
      expect(configuration === null).toBe(faults.length > 0);
      for (const fault of faults) {
        expect(Number.isInteger(fault.line) && fault.line >= 1, fault.sentence).toBe(true);
        expect(fault.sentence.length).toBeGreaterThan(5);
      }
      if (configuration?.access.address === "0.0.0.0") {
        expect(configuration.access.signIn && configuration.access.tls !== null).toBe(true);
      }
    }),
    { numRuns: count },
  );
  expectFreed();
}
