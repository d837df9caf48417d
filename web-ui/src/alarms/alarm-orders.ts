import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import type { Sentence } from "../words/sentence.ts";

import { type AlarmRow, audioPausedS } from "./alarm-rows.ts";

/** The longest pause that the station gives (facts: clinical, A4). */
const PAUSE_S = 120;

/** Acknowledges what nobody has acknowledged of some rows. Resolves with why not; null: done. */
export function acknowledge(rows: readonly AlarmRow[]): Promise<Sentence | null> {
  return give(rows.flatMap(({ open }) => open.map(({ bed, id }) => [bed, { order: "acknowledge", id }] as const)));
}

/** Pauses the sound of all beds that alarm, or ends the pause. Resolves with why not; null: done. */
export function pauseAudio(beds: readonly BedState[]): Promise<Sentence | null> {
  const asked: BedOrder =
    audioPausedS(beds) === null ? { order: "pause-audio", seconds: PAUSE_S } : { order: "resume-audio" };
  const alarming = beds.filter(({ alarms }) => (alarms?.alarms.length ?? 0) > 0 || alarms?.audioPausedUntilMs);
  return give(alarming.map(({ bed }) => [bed, asked] as const));
}

async function give(orders: readonly (readonly [bed: string, asked: BedOrder])[]): Promise<Sentence | null> {
  const answers = await Promise.all(orders.map(([bed, asked]) => giveOrder(bed, asked)));
  return answers.find((refused) => refused !== null) ?? null;
}
