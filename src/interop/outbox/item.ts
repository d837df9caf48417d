import { createHash } from "node:crypto";

import type { AlarmEvent } from "../../wire/alarms.ts";
import type { AlarmNotice, Notice } from "../../wire/receiver-notices.ts";

/** A message on its way to receivers. */
export interface OutboxItem<N extends Notice = Notice> {
  /** Of the message, 20 letters and digits: the same in every attempt, also after a restart. */
  readonly id: string;
  readonly notice: N;
}

export type AlarmItem = OutboxItem<AlarmNotice>;

const ID_LENGTH = 20;

/** An alarm's event as an item. Its id follows from the event alone, so that one that is taken again after a kill stays one message. */
export function alarmItem(notice: AlarmNotice, id = alarmMessageId(notice.alarm)): AlarmItem {
  return { id, notice };
}

/** Id of the message that tells of an event. */
export function alarmMessageId(event: AlarmEvent): string {
  const { bed, id, tMs, phase, priority, state, inactivation, text, value, signalLost, audible, ended, by } = event;
  return digest([
    bed,
    id,
    tMs,
    phase,
    priority,
    state,
    inactivation,
    text,
    value?.last,
    signalLost,
    audible,
    ended,
    by,
  ]);
}

/** Values or a state as an item; `number` tells those of one station's life apart. */
export function passingItem(notice: Notice, life: string, number: number): OutboxItem {
  return { id: digest([life, number]), notice };
}

/** What fits into MSH-10 of every version of HL7; 100 bits are enough to be never the same twice. */
function digest(parts: readonly unknown[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return BigInt(`0x${hex.slice(0, 26)}`)
    .toString(36)
    .toUpperCase()
    .padStart(ID_LENGTH, "0")
    .slice(-ID_LENGTH);
}
