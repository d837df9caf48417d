/** The part of JSON Schema that a configuration uses. */
export interface SchemaNode {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  /** What a pattern allows, in words. */
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** What a node allows, in words that follow "must be"; the same words stand in the documentation. */
export function allowedWords(node: SchemaNode): string {
  if (node.enum) return oneOf(node.enum.map((value) => JSON.stringify(value)));
  switch (node.type) {
    case "boolean":
      return "true or false";
    case "integer":
    case "number":
      return `a ${node.type === "integer" ? "whole " : ""}number from ${node.minimum} to ${node.maximum}`;
    case "array":
      return node.items?.enum ? `a list of ${oneOf(node.items.enum.map((value) => JSON.stringify(value)))}` : "a list";
    case "object":
      return "a table";
    default:
      if (node.title) return node.title;
      return node.maxLength ? `text of ${node.minLength ?? 0} to ${node.maxLength} characters` : "text";
  }
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
