import type { MovementEventMessage } from "../wire/movement.ts";

/** Something that the face did, told once, at the time of the frame that settled it. */
export interface MovementEvent {
  readonly tMs: number;
  readonly event: MovementEventMessage["event"];
}
