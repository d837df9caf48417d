import { STREAM_MESSAGES } from "../wire/message-schemas.ts";
import type { StreamMessage } from "../wire/messages.ts";

import { MESSAGE_SCOPES } from "./message-access.ts";

/** Written for those who read the bytes: src/wire/wave-frame.ts is the other half. */
const BINARY_FRAME = {
  contentType: "application/octet-stream",
  carries: ["wave", "movement"],
  byteOrder: "little-endian",
  description:
    "With ?waves=binary the messages wave and movement come as WebSocket binary frames instead, those of some milliseconds together; all others stay JSON text frames, and everything keeps its order. A message that no record holds comes as JSON. A reader leaves out records of a kind that it does not know, and refuses frames of another version.",
  frame: [
    { name: "mark", type: "u8", const: 0xaf },
    { name: "version", type: "u8", const: 1 },
    { name: "records", type: "record, up to the end of the frame" },
  ],
  record: [
    { name: "length", type: "u16", description: "Bytes of the record after this field." },
    { name: "kind", type: "u8", description: "0 wave of the pulse, 1 wave of the respiration, 2 movement." },
    { name: "bed", type: "u8 length, UTF-8" },
    { name: "reason", type: "u8 length, UTF-8", description: "Empty for null, and for movement." },
    { name: "tMs", type: "f64" },
    { name: "stepMs", type: "f64" },
    { name: "spanMs", type: "f64", description: "0 for movement." },
    { name: "channels", type: "u8", description: "1 for a wave: its samples." },
    {
      name: "samples",
      type: "for each channel u16 count, f32 samples",
      description: "Count 65535: no samples (null). NaN: null. Samples are rounded to 24 bits.",
    },
  ],
} as const;

const KINDS = Object.keys(STREAM_MESSAGES) as StreamMessage["kind"][];

/** Description of the stream after AsyncAPI 3.0, as plain data for JSON. Allocates. */
export function streamDescription(): Readonly<Record<string, unknown>> {
  const refs = (prefix: string) => KINDS.map((kind) => ({ $ref: `${prefix}/${kind}` }));
  const message = (kind: StreamMessage["kind"]) => ({
    name: kind,
    summary: STREAM_MESSAGES[kind].summary,
    contentType: "application/json",
    "x-scope": MESSAGE_SCOPES[kind],
    payload: STREAM_MESSAGES[kind].schema,
  });
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Afar",
      version: "1",
      description:
        "Stream of a station: one JSON object a WebSocket text frame, told apart by kind; waves in binary frames where a reader asks for them. A reader is first told hello, then the past, then a tick; after that what is live. What a reader sends is ignored. A reader that does not keep up is dropped with its past to be told anew. Closing codes: 1001 the station stops, 1013 too many readers, 4401 the sign-in has ended.",
    },
    servers: {
      station: {
        host: "127.0.0.1:8080",
        protocol: "ws",
        security: [{ $ref: "#/components/securitySchemes/token" }, { $ref: "#/components/securitySchemes/session" }],
      },
    },
    channels: {
      stream: {
        address: "/api/stream",
        bindings: {
          ws: {
            method: "GET",
            query: {
              type: "object",
              properties: { waves: { const: "binary", description: "Waves and movement in binary frames." } },
            },
          },
        },
        "x-binary-frame": BINARY_FRAME,
        messages: Object.fromEntries(KINDS.map((kind) => [kind, { $ref: `#/components/messages/${kind}` }])),
      },
    },
    operations: {
      tell: {
        action: "send",
        channel: { $ref: "#/channels/stream" },
        messages: refs("#/channels/stream/messages"),
      },
    },
    components: {
      messages: Object.fromEntries(KINDS.map((kind) => [kind, message(kind)])),
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "httpApiKey", in: "cookie", name: "afar-session" },
      },
    },
  };
}
