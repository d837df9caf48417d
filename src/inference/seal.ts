import { createHash } from "node:crypto";

import { ProtoMessage } from "./protobuf.ts";

/**
 * An ONNX file that carries the hash of its own content: a metadata entry at the end, which every reader skips.
 * One file instead of two keeps the rename atomic.
 */
export function seal(model: Uint8Array): Uint8Array {
  return Buffer.concat([model, sealOf(model)]);
}

/** Whether the bytes end with the seal of what precedes it. */
export function isSealed(file: Uint8Array): boolean {
  const length = file.length - SEAL_BYTES;
  return length > 0 && Buffer.compare(sealOf(file.subarray(0, length)), file.subarray(length)) === 0;
}

function sealOf(model: Uint8Array): Uint8Array {
  const hash = createHash("sha256").update(model).digest("hex");
  // ModelProto.metadata_props (field 14): StringStringEntryProto { key = 1, value = 2 }.
  return new ProtoMessage().bytes(14, new ProtoMessage().bytes(1, "sha256").bytes(2, hash)).finish();
}

const SEAL_BYTES = sealOf(new Uint8Array()).length;
