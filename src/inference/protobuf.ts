/** Writes one protocol buffer message (proto3 wire format): fields in the order of the calls. */
export class ProtoMessage {
  private readonly parts: Uint8Array[] = [];

  /** A non-negative integer below 2^53, or an enumeration value. */
  integer(field: number, value: number): this {
    this.parts.push(varint(field * 8), varint(value));
    return this;
  }

  /** A string (UTF-8), raw bytes or a nested message. The bytes are not copied before `finish`. */
  bytes(field: number, value: string | Uint8Array | ProtoMessage): this {
    const data = value instanceof ProtoMessage ? value.finish() : typeof value === "string" ? utf8(value) : value;
    this.parts.push(varint(field * 8 + 2), varint(data.length), data);
    return this;
  }

  finish(): Uint8Array {
    return Buffer.concat(this.parts);
  }
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}

function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a non-negative integer: ${value}`);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
