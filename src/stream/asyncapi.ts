import { STREAM_MESSAGES } from "../wire/message-schemas.ts";
import type { StreamMessage } from "../wire/messages.ts";

import { MESSAGE_SCOPES } from "./message-access.ts";

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
        "Stream of a station: one JSON object a WebSocket text frame, told apart by kind. A reader is first told hello, then the past, then a tick; after that what is live. What a reader sends is ignored. A reader that does not keep up is dropped with its past to be told anew. Closing codes: 1001 the station stops, 1013 too many readers, 4401 the sign-in has ended.",
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
