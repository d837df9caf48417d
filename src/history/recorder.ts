import { randomUUID } from "node:crypto";

import type { Backend, OpenedStore } from "./backend.ts";
import { canonicalJson } from "./canonical.ts";
import { type FaultCause, faultOf, type HistoryFault } from "./fault.ts";
import { EMPTY_HEAD } from "./hash-chain.ts";
import type { LogEntry, LogHead } from "./log-entry.ts";
import type { BedDocument, HistoryStore } from "./store.ts";
import type { TrendSecond } from "./trend.ts";
import type { WaveEvent } from "./wave-event.ts";

/** Most appends in one commit. */
const MOST_AT_ONCE = 200;
/** Trends that wait in memory while the store does not take them: 15 minutes of 64 beds. The oldest go first. */
const MOST_SECONDS = 64 * 900;
/** Events that wait. The oldest go first. */
const MOST_EVENTS = 500;
/** A file held by another process is waited for so long before it is set aside. */
const LOCKED_MS = 5_000;
/** No two files are set aside within this time: a disk that damages every file must not be filled with them. */
const FRESH_EVERY_MS = 60_000;

/** What became of an append. */
export type Receipt =
  | { readonly recorded: true; readonly sequences: readonly number[] }
  /** Not yet: it waits in memory and is written, in order and marked late, as soon as the store takes it. */
  | { readonly recorded: false; readonly sentence: string };

export interface RecorderState {
  /** One sentence for the reader; null while everything is as it should be. */
  readonly sentence: string | null;
  /** What is behind the sentence; of no meaning without one. */
  readonly why: FaultCause | "slow";
  /** Whether alarms are being recorded all the same. */
  readonly recording: boolean;
  /** Appends that wait in memory. */
  readonly waiting: number;
}

export interface RecorderOptions {
  /** The station's clock, ms. */
  readonly nowMs: () => number;
  /** An append that is not on the disk within this time is told as not recorded. */
  readonly answerMs: number;
  /** Wait between two attempts on a failing store. */
  readonly retryMs: number;
  readonly changed: (state: RecorderState) => void;
}

export interface Recorder {
  /** Opens the store, once, before anything else. Never throws: a store that does not open is tried again. */
  open(): Promise<{ documents: BedDocument[]; aliveMs: number | null }>;
  append(entries: readonly LogEntry[], documents: readonly BedDocument[]): Promise<Receipt>;
  /** Takes seconds of trends and events; they are written behind the log. */
  keep(seconds: readonly TrendSecond[], event: WaveEvent | null): void;
  /** Removes what is known of a bed, here and in the store. Throws a HistoryFault. */
  forget(bed: string): Promise<void>;
  /** Runs something on the store that is written to. Throws its HistoryFault. */
  run<T>(work: (store: HistoryStore) => Promise<T>): Promise<T>;
  /** A reader found this: a damaged file is set aside. */
  suspect(fault: HistoryFault): void;
  state(): RecorderState;
  /** Tries once more to write what waits, and closes. Returns the number of appends that are lost with the memory. */
  close(): Promise<number>;
}

interface Append {
  readonly origin: "caller" | "recorder";
  readonly keyed: readonly (LogEntry & { readonly key: string })[];
  readonly documents: readonly BedDocument[];
  /** Its caller was told "not recorded". */
  told: boolean;
  answer(receipt: Receipt): void;
}

/**
 * Plans the writing side of a history: it writes what it is given, in order, whatever happens to the store. Nothing is written
 * over, and what cannot be written waits.
 */
export function planRecorder(backend: Backend, { nowMs, answerMs, retryMs, changed }: RecorderOptions): Recorder {
  const origin = randomUUID();
  let keys = 0;
  let opened: OpenedStore | null = null;
  let outbox: Append[] = [];
  let seconds: TrendSecond[] = [];
  let events: WaveEvent[] = [];
  const documents = new Map<string, BedDocument>();
  let head: LogHead | null = null;
  let atOnce = MOST_AT_ONCE;

  let fault: HistoryFault | null = null;
  let full: HistoryFault | null = null;
  let suspected: HistoryFault | null = null;
  let setAside: string | null = null;
  let slow = false;
  let lockedSinceMs: number | null = null;
  let freshAtMs = Number.NEGATIVE_INFINITY;
  let pumping: Promise<void> | null = null;
  let retry: NodeJS.Timeout | null = null;
  let closed = false;
  let saidState = "";

  /** Never used twice; in rising order, so that the index of keys grows at its end. */
  function nextKey(): string {
    return `${origin}-${String(keys++).padStart(10, "0")}`;
  }

  function state(): RecorderState {
    const late = slow ? `recording takes longer than ${answerMs} ms` : null;
    const sentence = fault?.message ?? full?.message ?? late ?? setAside;
    const why = (fault ?? full)?.why ?? (late === null ? "damaged" : "slow");
    return { sentence, why, recording: fault === null && !slow, waiting: outbox.length };
  }

  function tell(): void {
    const now = state();
    const text = `${now.sentence} ${now.recording}`;
    if (text !== saidState) changed(now);
    saidState = text;
  }

  async function current(): Promise<HistoryStore> {
    opened ??= await backend.open();
    return opened.store;
  }

  /** Tries to make a store work again. Returns whether another attempt is worth it. */
  async function mend(found: HistoryFault, urgent: boolean): Promise<boolean> {
    if (found.why === "full") {
      full = found;
      return urgent && ((await backend.reserve?.release()) ?? false);
    }
    if (found.why === "gone") {
      const lost = opened;
      opened = null;
      await lost?.store.abandon().catch(() => undefined);
      return lost !== null;
    }
    if (found.why === "locked" && opened !== null) {
      lockedSinceMs ??= nowMs();
      if (nowMs() - lockedSinceMs < LOCKED_MS) return false;
    }
    const ofThisStore: readonly FaultCause[] = ["damaged", "read-only", "locked", "newer"];
    return ofThisStore.includes(found.why) && beginAfresh(found);
  }

  async function beginAfresh(found: HistoryFault): Promise<boolean> {
    if (!backend.openFresh || performance.now() - freshAtMs < FRESH_EVERY_MS) return false;
    freshAtMs = performance.now();
    head ??= await salvage();
    const fresh = await backend.openFresh();
    await opened?.store.abandon().catch(() => undefined);
    opened = fresh;
    lockedSinceMs = null;
    setAside = `${found.message}; it was set aside unchanged, recording goes on in ${fresh.name}`;
    await fresh.store.continueFrom(head);
    const record = { why: found.message, after: head };
    const entry = {
      kind: "set-aside",
      bed: null,
      tMs: nowMs(),
      id: null,
      by: null,
      record,
      key: nextKey(),
      late: false,
    };
    await fresh.store.appendLog([entry], [...documents.values()], nowMs());
    return true;
  }

  /** What can still be read of a store that cannot be opened: the end of its log, and its documents. */
  async function salvage(): Promise<LogHead> {
    const reader = await backend.openReader().catch(() => null);
    const left = (await reader?.documents().catch(() => null)) ?? [];
    for (const document of left) if (!documents.has(document.bed)) documents.set(document.bed, document);
    const anchors = await reader?.anchors().catch(() => null);
    await reader?.close().catch(() => undefined);
    return anchors?.head ?? EMPTY_HEAD;
  }

  async function attempt<T>(urgent: boolean, work: (store: HistoryStore) => Promise<T>): Promise<T> {
    const tried = new Set<FaultCause>();
    for (;;) {
      try {
        return await work(await current());
      } catch (error) {
        const found = faultOf(error, "history");
        if (tried.has(found.why) || !(await mend(found, urgent).catch(() => false))) throw found;
        tried.add(found.why);
      }
    }
  }

  async function writeLog(): Promise<void> {
    const batch = outbox.slice(0, atOnce);
    const sent = batch.map(({ told }) => told);
    const entries = batch.flatMap(({ keyed, told }) => keyed.map((entry) => ({ ...entry, late: told })));
    const saved = batch.flatMap((append) => append.documents);
    const appended = await attempt(true, (store) => store.appendLog(entries, saved, nowMs())).catch((error: unknown) =>
      giveUp(batch, faultOf(error, "history")),
    );
    if (!appended) return;
    atOnce = MOST_AT_ONCE;
    head = appended.head;
    lockedSinceMs = null;
    outbox = outbox.slice(batch.length);
    let at = 0;
    const overtaken: number[] = [];
    batch.forEach(({ keyed, told, answer }, index) => {
      const sequences = appended.sequences.slice(at, at + keyed.length);
      at += keyed.length;
      if (told && !sent[index]) overtaken.push(...sequences);
      answer({ recorded: true, sequences });
    });
    slow = false;
    if (overtaken.length > 0) note("recorded-late", { sequences: overtaken });
  }

  /** One record that no store will ever take must not hold up all others: it alone is left out, and the log says so. */
  function giveUp(batch: readonly Append[], found: HistoryFault): null {
    if (found.why !== "refused") throw found;
    const [first] = batch;
    atOnce = 1;
    if (batch.length > 1) return null;
    outbox = outbox.slice(1);
    refuse(first, found.message);
    const ids = first.keyed.map(({ kind, id }) => JSON.stringify([kind, id]));
    if (first.origin === "caller") note("refused", { why: found.message, ids });
    return null;
  }

  async function writeRest(): Promise<void> {
    if (full && backend.reserve && !(await backend.reserve.hold())) throw full;
    while (outbox.length === 0 && (seconds.length > 0 || events.length > 0)) {
      const [batch, [event]] = [seconds, events];
      await attempt(false, async (store) => {
        if (batch.length > 0) await store.appendTrends(batch, nowMs());
        if (event) await store.saveEvent(event);
      });
      seconds = seconds.slice(batch.length);
      if (event) events = events.filter((other) => other !== event);
    }
    full = null;
  }

  async function pumpOnce(): Promise<void> {
    if (retry) clearTimeout(retry);
    retry = null;
    try {
      if (suspected) {
        const found = suspected;
        suspected = null;
        await beginAfresh(found);
      }
      while (outbox.length > 0 || seconds.length > 0 || events.length > 0 || full) {
        while (outbox.length > 0) await writeLog();
        fault = null;
        await writeRest();
      }
      fault = null;
    } catch (error) {
      const found = faultOf(error, "history");
      // A full disk may still have taken the alarms.
      if (found !== full || outbox.length > 0) fault = found;
      for (const append of outbox) refuse(append, found.message);
      if (!closed) retry = setTimeout(pump, retryMs);
    }
    tell();
  }

  function pump(): void {
    pumping ??= pumpOnce().finally(() => {
      pumping = null;
      if (outbox.length > 0 && !retry && !closed) pump();
    });
  }

  function refuse(append: Append, sentence: string): void {
    append.told = true;
    append.answer({ recorded: false, sentence });
  }

  function note(kind: string, record: unknown): void {
    const entry = { kind, bed: null, tMs: nowMs(), id: null, by: null, record, key: nextKey() };
    outbox.push({ origin: "recorder", keyed: [entry], documents: [], told: false, answer: () => undefined });
  }

  return {
    async open() {
      try {
        const store = await attempt(true, async (opening) => opening);
        for (const document of await store.documents()) documents.set(document.bed, document);
        head = (await store.anchors()).head;
        const aliveMs = await store.aliveMs();
        await backend.reserve?.hold();
        tell();
        return { documents: [...documents.values()], aliveMs };
      } catch (error) {
        fault = faultOf(error, "history");
        retry = setTimeout(pump, retryMs);
        tell();
        return { documents: [...documents.values()], aliveMs: null };
      }
    },

    append(entries, saved) {
      // Throws here what could never be written, instead of holding up all that comes after it.
      for (const entry of entries) canonicalJson(entry);
      for (const document of saved) {
        canonicalJson(document.content);
        documents.set(document.bed, document);
      }
      return new Promise<Receipt>((resolve) => {
        const keyed = entries.map((entry) => ({ ...entry, key: nextKey() }));
        const append: Append = {
          origin: "caller",
          keyed,
          documents: saved,
          told: false,
          answer(receipt) {
            clearTimeout(timer);
            resolve(receipt);
          },
        };
        const timer = setTimeout(() => {
          slow = true;
          refuse(append, `recording takes longer than ${answerMs} ms`);
          tell();
        }, answerMs);
        outbox.push(append);
        pump();
      });
    },

    keep(more, event) {
      if (event) canonicalJson(event);
      seconds.push(...more);
      if (seconds.length > MOST_SECONDS) seconds = seconds.slice(-MOST_SECONDS);
      if (event) events = [...events, event].slice(-MOST_EVENTS);
      // A failing store is asked again when its time comes.
      if (!retry) pump();
    },

    forget(bed) {
      documents.delete(bed);
      seconds = seconds.filter((second) => second.bed !== bed);
      events = events.filter((event) => event.bed !== bed);
      return attempt(false, (store) => store.forgetBed(bed));
    },

    run: (work) => attempt(false, work),

    suspect(found) {
      suspected = found;
      pump();
    },

    state,

    async close() {
      closed = true;
      await pumping;
      if (retry) clearTimeout(retry);
      await pumpOnce();
      const store = opened?.store;
      if (fault) await opened?.store.abandon().catch(() => undefined);
      else await store?.close().catch(() => undefined);
      return outbox.length;
    },
  };
}
