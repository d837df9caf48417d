import { closeSync, fdatasync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

import { McapChunkBuilder, McapRecordBuilder, type McapTypes, Opcode } from "@mcap/core";

import { AfarError } from "../../base/errors.ts";

/** What a loss of power costs; a killed process costs nothing that was written. */
const SYNC_EVERY_MS = 5000;
/** Length of the checksum that ends a footer. */
const CRC_BYTES = 4;

/** What a channel is registered with. */
export interface ChannelPlan {
  readonly topic: string;
  /** "cdr" or "json". */
  readonly messageEncoding: string;
  readonly schema: { readonly name: string; readonly encoding: string; readonly text: string };
}

/**
 * One MCAP file, written chunk by chunk in the calling thread. What `flush()` wrote is readable whatever becomes of the
 * process; what it could not write whole is taken back, so that the file always ends with a whole chunk.
 */
export class PartFile {
  readonly path: string;
  readonly #fd: number;
  readonly #records = new McapRecordBuilder();
  readonly #chunk = new McapChunkBuilder({});
  readonly #schemas: McapTypes.Schema[] = [];
  readonly #channels: McapTypes.Channel[] = [];
  readonly #chunkIndexes: McapTypes.ChunkIndex[] = [];
  readonly #metadataIndexes: McapTypes.MetadataIndex[] = [];
  readonly #counts = new Map<number, bigint>();
  #first: bigint | null = null;
  #last = 0n;
  #length = 0;
  #dataCrc = 0;
  #syncing = false;
  #syncedMs = 0;
  #ended = false;

  /** Makes the file, for its owner alone. Throws EEXIST where it exists, AfarError DISK_FULL, USAGE where it cannot be made. */
  constructor(path: string, metadata: McapTypes.Metadata, channels: readonly ChannelPlan[]) {
    this.path = path;
    this.#fd = open(path);
    this.#records.writeMagic();
    this.#records.writeHeader({ profile: "", library: "afar" });
    const offset = BigInt(this.#records.length);
    const length = this.#records.writeMetadata(metadata);
    this.#metadataIndexes.push({ offset, length, name: metadata.name });
    this.#register(channels);
    try {
      this.#append();
    } catch (error) {
      closeSync(this.#fd);
      rmSync(path, { force: true });
      throw error;
    }
  }

  /** Bytes of the file, and of what waits to be written. */
  get bytes(): number {
    return this.#length + this.#chunk.byteLength;
  }

  /** Adds a message, whose bytes are copied, to the chunk that waits. `channel`: its place in the constructor's list. */
  add(channel: number, logTimeNs: bigint, data: Uint8Array): void {
    const count = this.#counts.get(channel) ?? 0n;
    this.#counts.set(channel, count + 1n);
    if (this.#first === null || logTimeNs < this.#first) this.#first = logTimeNs;
    if (logTimeNs > this.#last) this.#last = logTimeNs;
    const sequence = Number(count & 0xffff_ffffn);
    this.#chunk.addMessage({ channelId: channel, sequence, logTime: logTimeNs, publishTime: logTimeNs, data });
  }

  /** Writes what waits, and asks every few seconds for it to be brought onto the disk. Throws AfarError DISK_FULL. */
  flush(): void {
    if (this.#chunk.numMessages === 0) return;
    const records = this.#chunk.buffer;
    const { messageStartTime, messageEndTime } = this.#chunk;
    const uncompressedSize = BigInt(records.length);
    const chunkStartOffset = BigInt(this.#length);
    const chunkLength = this.#records.writeChunk({
      messageStartTime,
      messageEndTime,
      uncompressedSize,
      uncompressedCrc: crc32(records),
      compression: "",
      records,
    });
    const messageIndexOffsets = new Map<number, bigint>();
    let messageIndexLength = 0n;
    for (const index of this.#chunk.indices) {
      messageIndexOffsets.set(index.channelId, BigInt(this.#length + this.#records.length));
      messageIndexLength += this.#records.writeMessageIndex(index);
    }
    this.#chunk.reset();
    this.#append();
    this.#chunkIndexes.push({
      messageStartTime,
      messageEndTime,
      chunkStartOffset,
      chunkLength,
      messageIndexOffsets,
      messageIndexLength,
      compression: "",
      compressedSize: uncompressedSize,
      uncompressedSize,
    });
    this.#sync();
  }

  /** Completes the file with its index and closes it; may be called twice. Throws AfarError DISK_FULL, the file closed. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    try {
      this.flush();
      this.#records.writeDataEnd({ dataSectionCrc: this.#dataCrc });
      this.#append();
      this.#append(this.#summary());
    } finally {
      closeSync(this.#fd);
    }
  }

  #register(channels: readonly ChannelPlan[]): void {
    for (const { topic, messageEncoding, schema } of channels) {
      const id = this.#channels.length;
      let known = this.#schemas.find(({ name }) => name === schema.name);
      if (!known) {
        const data = new TextEncoder().encode(schema.text);
        known = { id: this.#schemas.length + 1, name: schema.name, encoding: schema.encoding, data };
        this.#schemas.push(known);
        this.#records.writeSchema(known);
      }
      const channel = { id, schemaId: known.id, topic, messageEncoding, metadata: new Map<string, string>() };
      this.#channels.push(channel);
      this.#records.writeChannel(channel);
    }
  }

  /** Index, footer and magic, as they stand at the file's present end. */
  #summary(): Uint8Array {
    const groups = [
      { opcode: Opcode.SCHEMA, write: () => this.#schemas.forEach((schema) => void this.#records.writeSchema(schema)) },
      {
        opcode: Opcode.CHANNEL,
        write: () => this.#channels.forEach((channel) => void this.#records.writeChannel(channel)),
      },
      { opcode: Opcode.STATISTICS, write: () => void this.#records.writeStatistics(this.#statistics()) },
      {
        opcode: Opcode.METADATA_INDEX,
        write: () => this.#metadataIndexes.forEach((index) => void this.#records.writeMetadataIndex(index)),
      },
      {
        opcode: Opcode.CHUNK_INDEX,
        write: () => this.#chunkIndexes.forEach((index) => void this.#records.writeChunkIndex(index)),
      },
    ].map(({ opcode, write }) => {
      const from = this.#records.length;
      write();
      return { groupOpcode: opcode, from, groupLength: BigInt(this.#records.length - from) };
    });
    const at = (offset: number) => BigInt(this.#length + offset);
    const summaryOffsetStart = at(this.#records.length);
    for (const { groupOpcode, from, groupLength } of groups) {
      if (groupLength > 0n) this.#records.writeSummaryOffset({ groupOpcode, groupStart: at(from), groupLength });
    }
    this.#records.writeFooter({ summaryStart: at(0), summaryOffsetStart, summaryCrc: 0 });
    const crcAt = this.#records.length - CRC_BYTES;
    this.#records.writeMagic();
    const bytes = this.#records.buffer;
    new DataView(bytes.buffer).setUint32(crcAt, crc32(bytes.subarray(0, crcAt)), true);
    return bytes;
  }

  #statistics(): McapTypes.Statistics {
    return {
      messageCount: [...this.#counts.values()].reduce((sum, count) => sum + count, 0n),
      schemaCount: this.#schemas.length,
      channelCount: this.#channels.length,
      attachmentCount: 0,
      metadataCount: this.#metadataIndexes.length,
      chunkCount: this.#chunkIndexes.length,
      messageStartTime: this.#first ?? 0n,
      messageEndTime: this.#last,
      channelMessageCounts: this.#counts,
    };
  }

  /** Writes the records that were built; where that fails, nothing of them is left. */
  #append(bytes: Uint8Array = this.#records.buffer): void {
    try {
      // At a place of its own: cutting a file short does not take the descriptor's own place back with it.
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(this.#fd, bytes, done, bytes.length - done, this.#length + done);
      }
    } catch (error) {
      ftruncateSync(this.#fd, this.#length);
      throw told(error, this.path);
    } finally {
      this.#records.reset();
    }
    this.#dataCrc = crc32(bytes, this.#dataCrc);
    this.#length += bytes.length;
  }

  /** Beside the work, and never twice at a time: a write must wait for it on some disks. */
  #sync(): void {
    const nowMs = performance.now();
    if (this.#syncing || nowMs - this.#syncedMs < SYNC_EVERY_MS) return;
    this.#syncing = true;
    this.#syncedMs = nowMs;
    fdatasync(this.#fd, () => {
      this.#syncing = false;
    });
  }
}

function open(path: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (error) {
    throw told(error, path);
  }
}

function told(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new AfarError("DISK_FULL", `${path} does not fit on its disk: free some space or record elsewhere.`);
  }
  if (code === "EEXIST") return error;
  return new AfarError("USAGE", `${path} cannot be written (${code}): choose a folder that is yours to write in.`);
}
