import { Value } from "typebox/value";

import { CONFIGURATION_SCHEMA } from "./configuration.ts";
import { nearestName } from "./nearest-name.ts";
import { allowedWords, type SchemaNode } from "./schema-node.ts";

/** Names of tables and keys and numbers of list entries from 0, from the file's top to one value. */
export type KeyPath = readonly (string | number)[];

export interface KeyFault {
  readonly path: KeyPath;
  /** What is wrong and how to mend it; begins with the key. */
  readonly sentence: string;
}

/** Everything in a parsed file that its schema does not allow, in the schema's order; none: it is a ConfigurationFile. Allocates. */
export function schemaFaults(value: unknown): KeyFault[] {
  return faultsOf(CONFIGURATION_SCHEMA, value, []);
}

/** A path as its reader writes it; list entries count from 1: `beds[2].camera.timeoutS`. */
export function keyName(path: KeyPath): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part + 1}]` : `${i > 0 ? "." : ""}${part}`)).join("");
}

/** Everything in a value that a schema does not allow; `path`: where it stands. Allocates. */
export function faultsOf(node: SchemaNode, value: unknown, path: KeyPath): KeyFault[] {
  if (node.type === "object" && isTable(value)) return tableFaults(node, value, path);
  const { items } = node;
  if (node.type === "array" && items && Array.isArray(value)) {
    return value.flatMap((entry, i) => faultsOf(items, entry, [...path, i]));
  }
  if (Value.Check(node, value)) return [];
  // An address may hold a password.
  const seen =
    ["source", "address"].includes(String(path.at(-1))) && typeof value === "string" ? "" : `, not ${shown(value)}`;
  return [{ path, sentence: `${keyName(path)} must be ${allowedWords(node)}${seen}` }];
}

function tableFaults(node: SchemaNode, table: Readonly<Record<string, unknown>>, path: KeyPath): KeyFault[] {
  const known = node.properties ?? {};
  const meant = new Set<string>();
  const faults = Object.keys(table).flatMap((name): KeyFault[] => {
    const at = [...path, name];
    if (Object.hasOwn(known, name)) return faultsOf(known[name], table[name], at);
    const near = nearestName(name, Object.keys(known));
    if (near !== null) meant.add(near);
    const remedy = near === null ? `known here are ${Object.keys(known).join(", ")}` : `did you mean ${near}?`;
    return [{ path: at, sentence: `${keyName(at)} is not known; ${remedy}` }];
  });
  for (const name of node.required ?? []) {
    // A mistyped key is not missing too.
    if (meant.has(name)) continue;
    const missing = !Object.hasOwn(table, name);
    if (missing && name !== "beds")
      faults.push({ path, sentence: `${keyName(path)} has no ${name}: add ${name} = "..."` });
    else if (name === "beds" && (missing || isEmpty(table.beds))) {
      faults.push({ path, sentence: "no bed is named: add [[beds]] with an id and a source" });
    }
  }
  return faults;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Never more than a few words, and of text only its beginning. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isTable(value)) return "a table";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  return typeof value === "object" ? "a date" : String(value);
}
