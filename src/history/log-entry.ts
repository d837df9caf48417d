/** Something that is to be in the log: an alarm's start, update or end, an order with who gave it, the station's own doings. */
export interface LogEntry {
  /** What it is, such as `alarm`, `ward-alarm` or `order`. */
  readonly kind: string;
  /** Null where it concerns no single bed. */
  readonly bed: string | null;
  /** When it happened, ms of the station's clock; may go back when that clock is set back. */
  readonly tMs: number;
  /** Identity of the alarm or order; rows of one alarm share it. Null where there is none. */
  readonly id: string | null;
  /** Who did it; null where nobody did. */
  readonly by: string | null;
  /** Everything else, as plain data for JSON without NaN. */
  readonly record: unknown;
}

/** An entry on its way into the log. */
export interface PendingEntry extends LogEntry {
  /** Never used twice: an entry that is written again after a doubtful failure stays one row. */
  readonly key: string;
  /** It could not be written when it happened: whoever was told of it was told "not recorded". */
  readonly late: boolean;
}

/** One row of the log. */
export interface LogRow extends PendingEntry {
  /** Running number that orders the log, whatever the clocks did; never used twice. */
  readonly sequence: number;
  /** The station's clock when it was written, ms. */
  readonly recordedMs: number;
}

/** A place in the log that proves all that came before it. */
export interface LogHead {
  /** 0 before the first row. */
  readonly sequence: number;
  /** SHA-256, 64 hexadecimal digits. */
  readonly hash: string;
}
