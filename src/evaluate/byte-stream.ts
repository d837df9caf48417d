import { AfarError } from "../base/errors.ts";

/** Bytes of a part of a file, taken in pieces of a wanted length. */
export class ByteStream {
  readonly path: string;

  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  /** `path`: the file, for errors. */
  constructor(path: string, chunks: AsyncIterable<Buffer>) {
    this.path = path;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `length` bytes. Throws AfarError FILE_UNREADABLE where the stream ends before or is damaged. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.#rest.length === 0) await this.#fill();
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }

  /** Ends the stream before its end. */
  async stop(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(): Promise<void> {
    let next: IteratorResult<Buffer>;
    try {
      next = await this.#chunks.next();
    } catch (cause) {
      throw this.damaged(cause);
    }
    if (next.done) throw this.damaged();
    this.#rest = next.value;
  }

  /** The error that says so. */
  damaged(cause?: unknown): AfarError {
    const message = `${this.path} is damaged or ends early: copy the data set again.`;
    return new AfarError("FILE_UNREADABLE", message, { cause });
  }
}
