import { closeSync, openSync, readSync } from "node:fs";

import { McapStreamReader, type McapTypes } from "@mcap/core";

import { AfarError } from "../../base/errors.ts";
import type { TraceFrame } from "../../base/trace-frame.ts";
import type { BedCommand } from "../../wire/messages.ts";

import { factsOf, METADATA_NAME, type RecordingFacts } from "./recording-facts.ts";
import { decodeTrace } from "./trace-message.ts";
import { isReadableSchema, TRACE_SCHEMA_NAME } from "./trace-schema.ts";

const PIECE_BYTES = 1 << 20;

/** What a part tells a replay, in the order in which it was recorded. */
export type PartItem =
  | { readonly kind: "frame"; readonly frame: TraceFrame }
  /** A user said something of whose bed it is. */
  | { readonly kind: "command"; readonly command: BedCommand }
  /** Time passed up to `tMs` without a frame. */
  | { readonly kind: "passed"; readonly tMs: number };

export interface Part {
  readonly path: string;
  readonly facts: RecordingFacts;
  /** Frames and silences, read as they are asked for; once. A file that was cut off ends with its last whole chunk. */
  items(): Generator<PartItem>;
  /** After the items: one sentence part where the file is damaged before its end; null where it is not. */
  damage(): string | null;
  close(): void;
}

/** Opens one MCAP file of Afar's. Throws AfarError FILE_MISSING, FILE_UNREADABLE. */
export function openPart(path: string): Part {
  const reading = new PartReading(path);
  try {
    return reading.begin();
  } catch (error) {
    reading.close();
    throw error;
  }
}

class PartReading {
  readonly #path: string;
  readonly #fd: number;
  readonly #reader = new McapStreamReader();
  readonly #piece = new Uint8Array(PIECE_BYTES);
  readonly #schemas = new Map<number, McapTypes.Schema>();
  readonly #traces = new Set<number>();
  readonly #recordings = new Set<number>();
  readonly #commands = new Set<number>();
  #damage: string | null = null;
  #open = true;

  constructor(path: string) {
    this.#path = path;
    try {
      this.#fd = openSync(path, "r");
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
      if (missing) throw new AfarError("FILE_MISSING", `${path} does not exist: check the path.`);
      throw new AfarError("FILE_UNREADABLE", `${path} cannot be opened: check whose it is.`, { cause: error });
    }
  }

  begin(): Part {
    for (let record = this.#next(); record; record = this.#next()) {
      if (record.type === "Metadata" && record.name === METADATA_NAME) {
        const facts = this.#facts(record.metadata);
        return {
          path: this.#path,
          facts,
          items: () => this.#items(facts),
          damage: () => this.#damage,
          close: () => this.close(),
        };
      }
      if (record.type === "Chunk" || record.type === "Message") break;
    }
    const cause = this.#damage ?? "it holds no traces of Afar's";
    throw new AfarError(
      "FILE_UNREADABLE",
      `${this.#path} is no recording of Afar's (${cause}): give one of \`afar record\`.`,
    );
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#fd);
  }

  *#items(facts: RecordingFacts): Generator<PartItem> {
    for (let record = this.#next(); record; record = this.#next()) {
      if (record.type === "Schema") this.#schemas.set(record.id, record);
      else if (record.type === "Channel") this.#learn(record, facts);
      else if (record.type === "Message") {
        const item = this.#item(record, facts);
        if (item) yield item;
      } else if (record.type === "DataEnd") return;
    }
  }

  #facts(metadata: ReadonlyMap<string, string>): RecordingFacts {
    try {
      return factsOf(metadata);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new AfarError("FILE_UNREADABLE", `${this.#path} is of another version (${cause}): replay it with that.`);
    }
  }

  #learn({ id, schemaId, topic }: McapTypes.Channel, { bed }: RecordingFacts): void {
    const schema = this.#schemas.get(schemaId);
    if (topic === `/bed/${bed}/recording`) this.#recordings.add(id);
    if (topic === `/bed/${bed}/commands`) this.#commands.add(id);
    if (topic !== `/bed/${bed}/traces` || !schema) return;
    if (schema.name === TRACE_SCHEMA_NAME && isReadableSchema(new TextDecoder().decode(schema.data)))
      this.#traces.add(id);
    else this.#damage = "its traces are of another version";
  }

  #item({ channelId, data }: McapTypes.Message, { regions }: RecordingFacts): PartItem | null {
    try {
      if (this.#traces.has(channelId)) return { kind: "frame", frame: decodeTrace(data, regions.length) };
      if (this.#commands.has(channelId)) return { kind: "command", command: commandOf(data) };
      if (!this.#recordings.has(channelId)) return null;
      const told = JSON.parse(new TextDecoder().decode(data)) as { readonly event?: unknown; readonly tMs?: unknown };
      return told.event === "silence" && typeof told.tMs === "number" ? { kind: "passed", tMs: told.tMs } : null;
    } catch (error) {
      this.#damage ??= error instanceof Error ? error.message : String(error);
      return null;
    }
  }

  /** The next record; null at the end, where the file was cut off, and from where it is damaged on. */
  #next(): McapTypes.TypedMcapRecord | null {
    if (this.#damage !== null || !this.#open) return null;
    try {
      for (;;) {
        const record = this.#reader.nextRecord();
        if (record) return record;
        if (this.#reader.done()) return null;
        const bytes = readSync(this.#fd, this.#piece);
        if (bytes === 0) return null;
        this.#reader.append(this.#piece.subarray(0, bytes));
      }
    } catch (error) {
      this.#damage = error instanceof Error ? error.message : String(error);
      return null;
    }
  }
}

/** Throws SyntaxError or RangeError on what is no command. */
function commandOf(data: Uint8Array): BedCommand {
  const { command } = JSON.parse(new TextDecoder().decode(data)) as { readonly command?: BedCommand };
  const kinds: readonly unknown[] = ["confirm-patient", "new-patient", "zone"] satisfies BedCommand["kind"][];
  if (!command || !kinds.includes(command.kind)) throw new RangeError("a command that is none");
  return command;
}
