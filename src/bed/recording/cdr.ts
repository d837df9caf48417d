/**
 * Common Data Representation, little-endian, as ROS 2 lays messages out (OMG DDSI-RTPS, encapsulation CDR_LE): each number
 * stands at a multiple of its own size, counted from behind the four bytes of the encapsulation.
 */
const ENCAPSULATION = [0, 1, 0, 0];
const ORIGIN = ENCAPSULATION.length;

type Numbers = Float64Array | Float32Array | Uint8Array;
type NumbersType<T extends Numbers> = {
  new (length: number): T;
  readonly BYTES_PER_ELEMENT: number;
};

/** Writes messages one after the other into memory that grows and stays. */
export class CdrWriter {
  #bytes = new Uint8Array(1 << 14);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;

  /** Begins a message. */
  start(): void {
    this.#bytes.set(ENCAPSULATION);
    this.#end = ORIGIN;
  }

  float64(value: number): void {
    this.#view.setFloat64(this.#place(8, 8), value, true);
  }

  uint32(value: number): void {
    this.#view.setUint32(this.#place(4, 4), value, true);
  }

  uint8(value: number): void {
    this.#view.setUint8(this.#place(1, 1), value);
  }

  bool(value: boolean): void {
    this.uint8(value ? 1 : 0);
  }

  /** A sequence: its length, then its numbers. Every platform that Node runs on here stores them little-endian already. */
  sequence(values: Numbers): void {
    this.uint32(values.length);
    if (values.length === 0) return;
    const at = this.#place(values.BYTES_PER_ELEMENT, values.byteLength);
    this.#bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
  }

  /** The message; its bytes change with the next `start()`. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  #place(alignment: number, bytes: number): number {
    const at = aligned(this.#end, alignment);
    if (at + bytes > this.#bytes.length) {
      const larger = new Uint8Array(2 * (at + bytes));
      larger.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.#bytes.fill(0, this.#end, at);
    this.#end = at + bytes;
    return at;
  }
}

/** Reads one message. Each method throws RangeError where the message ends early. */
export class CdrReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #end = ORIGIN;

  /** Throws RangeError on another encapsulation. */
  constructor(bytes: Uint8Array) {
    if (ENCAPSULATION.some((byte, i) => bytes[i] !== byte)) throw new RangeError("no little-endian CDR");
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Nothing follows. */
  get atEnd(): boolean {
    return this.#end >= this.#bytes.length;
  }

  float64(): number {
    return this.#view.getFloat64(this.#place(8, 8), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#place(4, 4), true);
  }

  uint8(): number {
    return this.#view.getUint8(this.#place(1, 1));
  }

  bool(): boolean {
    return this.uint8() !== 0;
  }

  /** A copy of a sequence. */
  sequence<T extends Numbers>(type: NumbersType<T>): T {
    const length = this.uint32();
    if (length === 0) return new type(0);
    const at = this.#place(type.BYTES_PER_ELEMENT, length * type.BYTES_PER_ELEMENT);
    const values = new type(length);
    new Uint8Array(values.buffer).set(this.#bytes.subarray(at, at + values.byteLength));
    return values;
  }

  #place(alignment: number, bytes: number): number {
    const at = aligned(this.#end, alignment);
    if (at + bytes > this.#bytes.length) throw new RangeError("the message ends early");
    this.#end = at + bytes;
    return at;
  }
}

function aligned(offset: number, alignment: number): number {
  return ORIGIN + Math.ceil((offset - ORIGIN) / alignment) * alignment;
}
