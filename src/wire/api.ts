import { type Static, Type } from "typebox";

import { StatusMessage } from "./messages.ts";
import { nullable } from "./nullable.ts";

export const NamedBed = Type.Object({ bed: Type.String({ minLength: 1, maxLength: 64 }) });

export const BedSummary = Type.Object({
  bed: Type.String(),
  label: Type.String(),
  demo: Type.Boolean(),
  /** Null until the bed's process has reported. */
  state: nullable(StatusMessage.properties.state),
  detail: nullable(Type.String()),
  /** Milliseconds since the last values or wave stretch, whichever is older; null while there were none. */
  silentMs: nullable(Type.Number()),
});
export type BedSummary = Static<typeof BedSummary>;

export const BedSummaries = Type.Object({ beds: Type.Array(BedSummary) });

export const HealthQuery = Type.Object({
  /** The delays count anew from now on. */
  renew: Type.Optional(Type.String({ maxLength: 16 })),
});

export const StreamQuery = Type.Object({
  /** Messages of many samples come in binary frames instead of JSON. */
  waves: Type.Optional(Type.Literal("binary")),
});
export type StreamQuery = Static<typeof StreamQuery>;

export const Health = Type.Object({
  /** Every bed runs and is heard. */
  ok: Type.Boolean(),
  beds: Type.Array(BedSummary),
  /** Pages that read the stream now. */
  readers: Type.Integer(),
  /** How late the station's own work was, ms. */
  eventLoopDelay: Type.Object({ p50Ms: Type.Number(), p99Ms: Type.Number(), maxMs: Type.Number() }),
});
export type Health = Static<typeof Health>;

/** A document of another standard. */
export const AnyObject = Type.Object({}, { additionalProperties: true });
