import type { StoredRow } from "./hash-chain.ts";
import type { LogHead, LogRow, PendingEntry } from "./log-entry.ts";
import type { TrendMinutes, TrendSecond, TrendSeconds } from "./trend.ts";
import type { WaveEvent, WaveEventTitle } from "./wave-event.ts";

/** Everything that a bed must be again after a restart: patient, settings, alarms. One a bed; the newer replaces it. */
export interface BedDocument {
  readonly bed: string;
  readonly savedMs: number;
  /** Plain data for JSON, its layout its writer's own. */
  readonly content: unknown;
}

/** Which rows of the log, newest first. */
export interface LogQuery {
  /** Only rows before this sequence; null: from the newest on. */
  readonly before: number | null;
  /** Only this bed's; null: all, and those of no bed. */
  readonly bed: string | null;
  /** Only those of no bed, such as causes that several share; default false. */
  readonly ofNoBed?: boolean;
  /** At most so many. */
  readonly limit: number;
}

/** A stretch of time on the trend's axis, ms; from included, to left out. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Appended {
  /** Of the entries, in their order. */
  readonly sequences: readonly number[];
  /** Of the log after them. */
  readonly head: LogHead;
}

/** Where the log begins and ends. */
export interface LogAnchors {
  /** Last row that retention removed. */
  readonly base: LogHead;
  readonly head: LogHead;
}

/** What is older goes, ms on the clock; each null: nothing goes. */
export interface RetentionBounds {
  readonly secondsBeforeMs: number | null;
  readonly minutesBeforeMs: number | null;
  readonly eventsBeforeMs: number | null;
  readonly logBeforeMs: number | null;
}

/** A place that keeps the history: the same for every database. Every method throws a HistoryFault when it cannot. */
export interface HistoryStore {
  /**
   * Appends entries and replaces documents as one commit that is on the disk when it returns. An entry
   * that is already there keeps its row.
   */
  appendLog(entries: readonly PendingEntry[], documents: readonly BedDocument[], recordedMs: number): Promise<Appended>;
  /** Appends seconds; one that is already there stays as it is. Sums up minutes that are complete, a few beds at a time. */
  appendTrends(seconds: readonly TrendSecond[], aliveMs: number): Promise<void>;
  documents(): Promise<BedDocument[]>;
  /** When the station last wrote anything, ms of its clock; null where it never did. */
  aliveMs(): Promise<number | null>;
  log(query: LogQuery): Promise<LogRow[]>;
  anchors(): Promise<LogAnchors>;
  /** Rows as they lie there, oldest first, from the one after `after` on. */
  storedRows(after: number, limit: number): Promise<StoredRow[]>;
  trendSeconds(bed: string, range: TimeRange): Promise<TrendSeconds>;
  trendMinutes(bed: string, range: TimeRange): Promise<TrendMinutes>;
  /** Keeps an event; one that is already there stays as it is. */
  saveEvent(event: WaveEvent): Promise<void>;
  /** Events of a bed without their waves, newest first, at most 1000. */
  events(bed: string, range: TimeRange): Promise<WaveEventTitle[]>;
  /** Null where there is no such event. */
  event(id: string): Promise<WaveEvent | null>;
  /** Removes a discharged patient's trends, events and document. The log stays: it names no patient. */
  forgetBed(bed: string): Promise<void>;
  /** Removes what is too old, and gives some of the freed space back to the disk. */
  retain(bounds: RetentionBounds): Promise<void>;
  /** Continues an empty log after another store's head, so that no sequence is used twice. */
  continueFrom(head: LogHead): Promise<void>;
  /** Writes a whole, consistent copy as a SQLite file that must not exist yet, while recording goes on. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
  /** Lets go of a store that is to be set aside: its bytes stay as they are. */
  abandon(): Promise<void>;
}
