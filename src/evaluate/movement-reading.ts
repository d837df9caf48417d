import type { MovementEventMessage, MovementMessage } from "../wire/movement.ts";

/** A stretch of the movement trace, or an event, as a replay told it. */
export type MovementReading = MovementMessage | MovementEventMessage;

/** The line of a replay as movement; null where it is something else. Throws TypeError on a damaged one. */
export function movementReadingOf(line: unknown): MovementReading | null {
  const fields = (typeof line === "object" && line !== null ? line : {}) as Partial<MovementMessage>;
  const kind: string | undefined = fields.kind;
  if (kind !== "movement" && kind !== "movement-event") return null;
  const { tMs, stepMs, channels } = fields;
  const isWhole = kind === "movement-event" || (typeof stepMs === "number" && Array.isArray(channels));
  if (typeof tMs !== "number" || !isWhole) throw new TypeError("no movement");
  return line as MovementReading;
}
