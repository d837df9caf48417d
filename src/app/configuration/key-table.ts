import { isDeepStrictEqual } from "node:util";

import { CONFIGURATION_SCHEMA } from "../../wire/configuration.ts";
import { allowedWords, type SchemaNode } from "../../wire/schema-node.ts";

interface Section {
  /** As it stands in a file. */
  readonly heading: string;
  readonly keys: readonly [name: string, node: SchemaNode, isRequired: boolean][];
}

/** Every key of the schema, a Markdown table for each part of the file; docs/configuration.md holds the same. */
export function keyTables(): string {
  return merged(sectionsOf(CONFIGURATION_SCHEMA, []))
    .map(({ heading, keys }) => {
      const rows = keys.map(([name, node, isRequired]) => {
        const preset = isRequired
          ? "required"
          : node.default === undefined
            ? ""
            : `\`${JSON.stringify(node.default)}\``;
        return `| \`${name}\` | ${cell(allowedWords(node))} | ${preset} | ${cell(node.description ?? "")} |`;
      });
      return [`### ${heading}`, "", "| key | must be | default | does |", "|---|---|---|---|", ...rows, ""].join("\n");
    })
    .join("\n");
}

function sectionsOf(table: SchemaNode, path: readonly string[], isList = false): Section[] {
  const entries = Object.entries(table.properties ?? {});
  const keys = entries.flatMap(([name, node]): Section["keys"][number][] =>
    node.properties || node.items?.properties ? [] : [[name, node, table.required?.includes(name) ?? false]],
  );
  const name = path.join(".");
  const own = keys.length > 0 ? [{ heading: `\`${isList ? `[[${name}]]` : `[${name}]`}\``, keys }] : [];
  const parts = entries.flatMap(([key, node]) => {
    if (node.properties) return sectionsOf(node, [...path, key]);
    return node.items?.properties ? sectionsOf(node.items, [...path, key], true) : [];
  });
  return [...own, ...parts];
}

/** Parts with the same keys in one. */
function merged(sections: readonly Section[]): Section[] {
  const all: Section[] = [];
  for (const section of sections) {
    const twin = all.findIndex(({ keys }) => isDeepStrictEqual(keys, section.keys));
    if (twin < 0) all.push(section);
    else all[twin] = { ...section, heading: `${all[twin].heading} and ${section.heading}` };
  }
  return all;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
