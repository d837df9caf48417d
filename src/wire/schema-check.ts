import { Value } from "typebox/value";

/** What is wrong with a value by its schema, as one phrase that names the place; null: nothing. Allocates. */
export function schemaFault(schema: object, value: unknown): string | null {
  if (Value.Check(schema, value)) return null;
  const [first] = Value.Errors(schema, value);
  if (first === undefined) return "it is not as described";
  return `${first.instancePath === "" ? "it" : first.instancePath.slice(1).replaceAll("/", ".")} ${first.message}`;
}

/** Parts of an address, which are all text, as the numbers and truths that their schema means, where they read as such. Allocates. */
export function readAsMeant(schema: object, value: unknown): unknown {
  return Value.Convert(schema, Value.Clone(value));
}
