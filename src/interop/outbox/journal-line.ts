import { crc32 } from "node:zlib";

import { parseAlarmNotice } from "../../wire/receiver-notices.ts";

import type { AlarmItem } from "./item.ts";

/** One fact of the journal. What an outbox is follows from all of them in their order. */
export type JournalRecord =
  /** Who the station is to its receivers: made once. */
  | { readonly k: "station"; readonly id: string }
  /** An item was taken for receivers. */
  | { readonly k: "put"; readonly n: number; readonly to: readonly string[]; readonly item: AlarmItem }
  /** A receiver has it, or a newer message stands for it. */
  | { readonly k: "done"; readonly n: number; readonly r: string }
  /** A receiver refused it for good: at last at `atMs`, first at `firstMs`, after so many attempts. */
  | {
      readonly k: "dead";
      readonly n: number;
      readonly r: string;
      readonly why: string;
      readonly atMs: number;
      /** With `attempts`: absent in what earlier versions wrote. */
      readonly firstMs?: number;
      readonly attempts?: number;
    }
  /** What was refused is to be sent once more, because somebody asked for it. */
  | { readonly k: "again"; readonly n: number; readonly r: string }
  /** What was refused was looked at and thrown away. */
  | { readonly k: "discarded"; readonly n: number; readonly r: string }
  /** Up to this row of a ward's log all alarms are taken. */
  | { readonly k: "seen"; readonly ward: string; readonly sequence: number }
  /** Ids that were taken before the file was written anew. */
  | { readonly k: "taken"; readonly ids: readonly string[] }
  /** Alarms that receivers were told to be over because the station ended; empty: they were told anew. */
  | { readonly k: "closed"; readonly ids: readonly string[] };

/** A record as a line that tells by its checksum whether it is whole. */
export function journalLine(record: JournalRecord): string {
  const text = JSON.stringify(record);
  return `${checksum(text)} ${text}\n`;
}

/** The record of a line without its end; null where it is torn or damaged. */
export function readJournalLine(line: string): JournalRecord | null {
  const text = line.slice(9);
  if (line[8] !== " " || checksum(text) !== line.slice(0, 8)) return null;
  const record = JSON.parse(text) as JournalRecord;
  // What another version wrote may be whole and yet say nothing to this one.
  return record.k === "put" && parseAlarmNotice(record.item.notice) === null ? null : record;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
