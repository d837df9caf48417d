import { dirname } from "node:path";

import { parse, TomlError } from "smol-toml";

import { AfarError } from "../../base/errors.ts";
import type { ConfigurationFile } from "../../wire/configuration.ts";
import { type KeyFault, keyName, schemaFaults } from "../../wire/configuration-faults.ts";

import { type Configuration, configurationOf } from "./configuration.ts";
import { siteFaults } from "./site-rules.ts";
import { indexLines, type TomlLines } from "./toml-lines.ts";

/** One thing to mend in the file. */
export interface Fault {
  /** From 1. */
  readonly line: number;
  /** As its reader writes it, such as `beds[2].camera.timeoutS`; empty for the file itself. */
  readonly key: string;
  readonly sentence: string;
}

export interface ReadText {
  /** Null where there are faults. */
  readonly configuration: Configuration | null;
  /** By line. */
  readonly faults: readonly Fault[];
  readonly lines: TomlLines;
}

/** Reads a configuration's text; `path` is that of its file. Throws nothing of the text's making. Allocates. */
export function readText(text: string, path: string): ReadText {
  const lines = indexLines(text);
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const why = error.message.split("\n", 1)[0].replace(/^Invalid TOML document: /, "");
    const fault = { line: error.line, key: "", sentence: `this is not TOML: ${why}` };
    return { configuration: null, faults: [fault], lines };
  }
  const placed = ({ path: at, sentence }: KeyFault): Fault => ({ line: lines.lineOf(at), key: keyName(at), sentence });
  const found = schemaFaults(value);
  const file = value as ConfigurationFile;
  const faults = (found.length > 0 ? found : siteFaults(file)).map(placed).sort((a, b) => a.line - b.line);
  if (faults.length > 0) return { configuration: null, faults: withoutEchoes(faults), lines };
  return {
    configuration: configurationOf(file, dirname(path)),
    faults: [],
    lines,
  };
}

/** A fault of the ward's key would be told once for every bed. */
function withoutEchoes(faults: readonly Fault[]): Fault[] {
  return faults.filter(
    (fault, i) => faults.findIndex(({ line, key }) => line === fault.line && key === fault.key) === i,
  );
}

/** As one line: the file, the line, what is wrong and how to mend it. */
export function faultLine({ line, sentence }: Fault, path: string): string {
  return `${path} line ${line}: ${sentence}`;
}

/** Throws AfarError CONFIG_INVALID with the first fault and how many more there are. */
export function soundConfiguration({ configuration, faults }: ReadText, path: string): Configuration {
  if (configuration) return configuration;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more: see afar config check)` : "";
  throw new AfarError("CONFIG_INVALID", `${faultLine(faults[0], path)}${more}`);
}
