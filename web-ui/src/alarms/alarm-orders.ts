import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import { words } from "../words/words.ts";

import { type AlarmRow, audioPausedS } from "./alarm-rows.ts";

/** The longest pause that the station gives (facts: clinical, A4). */
const PAUSE_S = 120;

/** Acknowledges what nobody has acknowledged of some rows. Resolves with what was refused, empty for nothing. */
export function acknowledge(rows: readonly AlarmRow[]): Promise<string> {
  return give(rows.flatMap(({ open }) => open.map(({ bed, id }) => [bed, { order: "acknowledge", id }] as const)));
}

/** Pauses the sound of all beds that alarm, or ends the pause. Resolves with what was refused, empty for nothing. */
export function pauseAudio(beds: readonly BedState[]): Promise<string> {
  const asked: BedOrder =
    audioPausedS(beds) === null ? { order: "pause-audio", seconds: PAUSE_S } : { order: "resume-audio" };
  const alarming = beds.filter(({ alarms }) => (alarms?.alarms.length ?? 0) > 0 || alarms?.audioPausedUntilMs);
  return give(alarming.map(({ bed }) => [bed, asked] as const));
}

async function give(orders: readonly (readonly [bed: string, asked: BedOrder])[]): Promise<string> {
  const answers = await Promise.all(orders.map(([bed, asked]) => giveOrder(bed, asked)));
  const refused = answers.find((answer) => !answer?.accepted);
  return refused === undefined ? "" : (refused?.detail ?? words.alarms.notDone);
}
