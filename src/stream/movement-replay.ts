import { MOVEMENT_CHANNELS, type MovementEventMessage, type MovementMessage } from "../wire/movement.ts";
import { COLUMN_MS, type MovementTape } from "../wire/movement-tape.ts";

/**
 * Messages that tell a page that is opened late what a tape holds: the trace, one message for each stretch without a hole, then
 * the events; each oldest first.
 */
export function movementReplay(bed: string, tape: MovementTape): (MovementMessage | MovementEventMessage)[] {
  const messages: MovementMessage[] = [];
  let next: number | null = null;
  for (const column of tape.columns()) {
    if (column !== next) {
      const channels = MOVEMENT_CHANNELS.map((): (number | null)[] => []);
      messages.push({ kind: "movement", bed, tMs: column * COLUMN_MS, stepMs: COLUMN_MS, channels });
    }
    const channels = messages.at(-1)?.channels ?? [];
    for (const [i, name] of MOVEMENT_CHANNELS.entries()) channels[i]?.push(tape.valueAt(name, column));
    next = column + 1;
  }
  return [...messages, ...tape.events];
}
