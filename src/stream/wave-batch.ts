import { joinRecords } from "../wire/wave-frame.ts";

/** A frame is closed when it holds so much: it stays far below what a reader's socket takes at once. */
const FULL_BYTES = 32 * 1024;

/** Records of waves that wait for one reader, in their order. */
export class WaveBatch {
  #records: Uint8Array[] = [];

  add(record: Uint8Array): void {
    this.#records.push(record);
  }

  /** What waits, as frames; the batch is empty then. Allocates. */
  take(): Uint8Array[] {
    const frames: Uint8Array[] = [];
    let from = 0;
    let bytes = 0;
    for (const [i, { length }] of this.#records.entries()) {
      if (bytes > 0 && bytes + length > FULL_BYTES) {
        frames.push(joinRecords(this.#records.slice(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += length;
    }
    if (bytes > 0) frames.push(joinRecords(this.#records.slice(from)));
    this.#records = [];
    return frames;
  }
}
