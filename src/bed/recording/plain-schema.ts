/** A JSON Schema of the small kind that viewers of MCAP read: one `type` each, objects, arrays of one type. */
export interface PlainSchema {
  readonly type: "object" | "array" | "number" | "integer" | "string" | "boolean";
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, PlainSchema>>;
  readonly items?: PlainSchema;
}

interface AnySchema {
  readonly type?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly AnySchema[];
  readonly properties?: Readonly<Record<string, AnySchema>>;
  readonly items?: AnySchema;
}

/**
 * What viewers need of a schema to offer its fields for a plot. A value that may be null is named by its other type, a choice of
 * constants by the constants' type; fields that the small kind cannot say (arrays of arrays) are left out, and stay in the data.
 */
export function plainSchema(schema: object): PlainSchema | null {
  const { type, const: constant, enum: choices, anyOf, properties, items } = schema as AnySchema;
  if (anyOf) {
    const others = anyOf.filter((branch) => branch.type !== "null").map(plainSchema);
    const [first] = others;
    return first && others.every((other) => other?.type === first.type) ? first : null;
  }
  if (constant !== undefined) return ofValue(constant);
  if (choices) return ofValue(choices[0]);
  if (type === "object") {
    const fields = Object.entries(properties ?? {}).map(([name, field]) => [name, plainSchema(field)] as const);
    return {
      type,
      properties: Object.fromEntries(fields.filter((field): field is [string, PlainSchema] => field[1] !== null)),
    };
  }
  if (type === "array") {
    const item = items && !Array.isArray(items) ? plainSchema(items) : null;
    return item && item.type !== "array" ? { type, items: item } : null;
  }
  return type === "number" || type === "integer" || type === "string" || type === "boolean" ? { type } : null;
}

function ofValue(value: unknown): PlainSchema | null {
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? { type } : null;
}
