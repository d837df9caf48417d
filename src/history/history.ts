import { type HistoryPlace, planBackend } from "./backend.ts";
import { type FaultCause, faultOf } from "./fault.ts";
import type { LogEntry, LogHead, LogRow } from "./log-entry.ts";
import { type LogVerdict, verifyLog } from "./log-verdict.ts";
import { planRecorder, type Receipt, type RecorderState } from "./recorder.ts";
import type { BedDocument, HistoryStore, LogQuery, TimeRange } from "./store.ts";
import type { TrendMinutes, TrendSecond, TrendSeconds } from "./trend.ts";
import type { WaveEvent, WaveEventTitle } from "./wave-event.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long things are kept; null: for ever. */
export interface Retention {
  readonly secondsMs: number | null;
  readonly minutesMs: number | null;
  readonly eventsMs: number | null;
  readonly logMs: number | null;
}

/** Seconds for 72 h (facts: clinical, R7), the rest for as long as it stays small. */
const DEFAULT_RETENTION: Retention = {
  secondsMs: 72 * HOUR_MS,
  minutesMs: 30 * DAY_MS,
  eventsMs: 30 * DAY_MS,
  logMs: 365 * DAY_MS,
};

export interface HistoryConfig {
  readonly place: HistoryPlace;
  readonly retention?: Retention;
  /** Told of every change of state. */
  readonly changed?: (state: HistoryState) => void;
  /** The station's clock, ms since 1970; the system's by default. */
  readonly nowMs?: () => number;
  /** Time within which an append must be on the disk, else it is told as not recorded; 500 ms by default. */
  readonly answerMs?: number;
  /** Wait between attempts on a failing store; 1000 ms by default. */
  readonly retryMs?: number;
}

/** `failing`: to be told to the user in this sentence. `recording`: whether alarms are recorded all the same. */
export type HistoryState =
  | { readonly state: "working" }
  | {
      readonly state: "failing";
      readonly sentence: string;
      /** What is behind the sentence. */
      readonly why: FaultCause | "slow";
      /** Appends that wait in memory. */
      readonly waiting: number;
      readonly recording: boolean;
    };

/** What the station was when it ended. */
export interface Restored {
  readonly documents: readonly BedDocument[];
  /** When it last recorded its values, ms of its clock: how long it was away. Null where it never did. */
  readonly aliveMs: number | null;
}

/**
 * Trends, alarm log, events and bed documents of a station. Writing never holds up the station and fails by saying so; reading
 * goes on beside it and throws a HistoryFault where the store cannot answer.
 */
export interface History {
  readonly restored: Restored;
  state(): HistoryState;
  /**
   * Appends entries to the log, and replaces documents of beds, in one commit that survives a loss of power. Resolves when it is on the disk,
   * or told as not recorded; then it waits in memory, and is written later in its order and marked late. Throws a TypeError for what JSON cannot hold.
   */
  append(entries: readonly LogEntry[], documents?: readonly BedDocument[]): Promise<Receipt>;
  /** Keeps values of a second, of one bed or many. Survives the death of the process a moment later. */
  appendTrends(seconds: readonly TrendSecond[]): void;
  /** Keeps an event with its waves. Throws a TypeError for what JSON cannot hold. */
  saveEvent(event: WaveEvent): void;
  trendSeconds(bed: string, range: TimeRange): Promise<TrendSeconds>;
  trendMinutes(bed: string, range: TimeRange): Promise<TrendMinutes>;
  /** A page of the log, newest first. */
  log(query: LogQuery): Promise<LogRow[]>;
  events(bed: string, range: TimeRange): Promise<WaveEventTitle[]>;
  event(id: string): Promise<WaveEvent | null>;
  /** See verifyLog in log-verdict.ts. */
  verifyLog(noted?: LogHead): Promise<LogVerdict>;
  /** Removes a discharged patient's trends, events and document. Throws a HistoryFault. */
  forgetBed(bed: string): Promise<void>;
  /** Removes what is too old; to be called now and then. Throws a HistoryFault. */
  retain(): Promise<void>;
  /** Writes a consistent copy as a new SQLite file while recording goes on. Throws a HistoryFault. */
  backup(path: string): Promise<void>;
  /** Writes what waits and closes. Returns the number of appends that could not be written and are lost. */
  close(): Promise<number>;
}

/**
 * Opens a history. A store that cannot be opened is no error but a state: recording waits in memory, or goes on in a fresh file
 * beside the one that was set aside.
 */
export async function openHistory(config: HistoryConfig): Promise<History> {
  const { retention = DEFAULT_RETENTION, nowMs = Date.now, answerMs = 500, retryMs = 1000 } = config;
  const backend = planBackend(config.place, nowMs);
  const recorder = planRecorder(backend, {
    nowMs,
    answerMs,
    retryMs,
    changed(state) {
      // A reader of a file that was set aside would go on reading that one.
      dropReader();
      config.changed?.(worded(state));
    },
  });
  let reader: Promise<HistoryStore> | null = null;

  function dropReader(): void {
    reader?.then((store) => store.close()).catch(() => undefined);
    reader = null;
  }

  async function read<T>(work: (store: HistoryStore) => Promise<T>): Promise<T> {
    reader ??= backend.openReader();
    try {
      return await work(await reader);
    } catch (error) {
      const fault = faultOf(error, "history");
      dropReader();
      if (fault.why === "damaged") recorder.suspect(fault);
      throw fault;
    }
  }

  const restored = await recorder.open();
  return {
    restored,
    state: () => worded(recorder.state()),
    append: (entries, documents = []) => recorder.append(entries, documents),
    appendTrends: (seconds) => recorder.keep(seconds, null),
    saveEvent: (event) => recorder.keep([], event),
    trendSeconds: (bed, range) => read((store) => store.trendSeconds(bed, range)),
    trendMinutes: (bed, range) => read((store) => store.trendMinutes(bed, range)),
    log: (query) => read((store) => store.log(query)),
    events: (bed, range) => read((store) => store.events(bed, range)),
    event: (id) => read((store) => store.event(id)),
    verifyLog: (noted) => read((store) => verifyLog(store, noted ?? null)),
    forgetBed: (bed) => recorder.forget(bed),
    retain() {
      const before = (keptMs: number | null) => (keptMs === null ? null : nowMs() - keptMs);
      return recorder.run((store) =>
        store.retain({
          secondsBeforeMs: before(retention.secondsMs),
          minutesBeforeMs: before(retention.minutesMs),
          eventsBeforeMs: before(retention.eventsMs),
          logBeforeMs: before(retention.logMs),
        }),
      );
    },
    backup: (path) => read((store) => store.backup(path)),
    async close() {
      // First, so that the writer is the last to hold the file and moves into it what its log of pages still holds.
      await reader?.then((store) => store.close()).catch(() => undefined);
      return recorder.close();
    },
  };
}

function worded({ sentence, why, recording, waiting }: RecorderState): HistoryState {
  if (sentence === null) return { state: "working" };
  const more = waiting > 0 ? ` (${waiting} wait in memory)` : "";
  return { state: "failing", sentence: `${sentence}${more}`, why, waiting, recording };
}
