import type { Note } from "../base/note.ts";
import type { BedOrder, OrderAnswer } from "../wire/alarm-messages.ts";
import type { AlarmOutput, AlarmSettings, TechnicalCause } from "../wire/alarms.ts";
import type { AlarmMessage, BedMessage } from "../wire/messages.ts";
import { noteOf } from "../wire/note-codes.ts";
import { planWardAlarms, restoreWardAlarms } from "../alarms/ward-alarms.ts";
import type { HistoryPlace } from "../history/backend.ts";
import { type HistoryState, openHistory, type Retention } from "../history/history.ts";
import type { LogEntry } from "../history/log-entry.ts";

import { planAnnouncer } from "./alarm-announcer.ts";
import { type AlarmBed, planAlarmBed } from "./alarm-bed.ts";
import { planAlarmClock } from "./alarm-clock.ts";
import { readBedDocument, readWardDocument, wardDocument } from "./alarm-document.ts";
import { logEntries, stationEntry } from "./alarm-log.ts";
import { planOrderDesk } from "./alarm-orders.ts";
import type { HistoryReader } from "./history-desk.ts";
import { planHistoryRecording } from "./history-recording.ts";
import type { RecordingDesk } from "./recording-desk.ts";

const SECOND_MS = 1000;
/** How often a discharge that the store refused is tried again. */
const FORGET_AGAIN_S = 10;
/** How often the history is freed of what is too old. */
const RETAIN_S = 3600;

export interface WardPlan {
  /** Begins the identities of what its beds share. */
  readonly name: string;
  readonly demo: boolean;
  readonly beds: readonly { readonly bed: string; readonly settings: AlarmSettings }[];
  readonly place: HistoryPlace;
  readonly retention?: Retention | undefined;
  /** Tells screens and receivers: only of what the log has, or with the word that it has not. */
  readonly publish: (message: AlarmMessage) => void;
  /** Tells a bed's process that the face in view is its patient's. */
  readonly confirmPatient: (bed: string) => void;
  readonly newPatient: (bed: string) => void;
  /** Begins or ends the recording of a bed, and says what became of it. */
  readonly record: RecordingDesk["obey"];
}

/** Alarms and history of the beds that share a log. */
export interface AlarmWard {
  /** Takes what a bed's process said. */
  hear(message: BedMessage): void;
  /** Undefined where the ward has no such bed. */
  obey(bed: string, order: BedOrder, by: string): Promise<OrderAnswer> | undefined;
  /** What may be read of a bed's past; undefined where the ward has no such bed. */
  historyOf(bed: string): HistoryReader | undefined;
  /** A page of the log that all its beds share. Throws a HistoryFault. */
  readonly log: HistoryReader["log"];
  /** Messages to a receiver begin to fail, with a few words, or with null go out again. */
  deliveryFailing(detail: string | null, notes?: readonly Note[]): void;
  /** Takes what happened to the station itself into the log. */
  note(entry: LogEntry): void;
  /** Takes in a bed that was not there before. */
  add(bed: string, settings: AlarmSettings): void;
  /** Ends a bed's alarms and forgets it. */
  remove(bed: string, by: string): void;
  /** Sets how a bed alarms for patients to come. */
  setSite(bed: string, settings: AlarmSettings): void;
  /** Tells what is left, writes what waits and ends. */
  close(): Promise<void>;
}

/**
 * Opens a ward: its beds come back as their history kept them, and every alarm is committed before anybody is told of it. A
 * history that fails is an alarm and no error.
 */
export async function openAlarmWard(plan: WardPlan): Promise<AlarmWard> {
  let storageChanged: (state: HistoryState) => void = () => undefined;
  const history = await openHistory({
    place: plan.place,
    ...(plan.retention && { retention: plan.retention }),
    changed: (state) => storageChanged(state),
  });
  const { documents, aliveMs } = history.restored;
  const wallMs = Date.now();
  const awayMs = aliveMs === null ? null : Math.max(0, wallMs - aliveMs);
  const kept = plan.beds.flatMap(({ bed }) => readBedDocument(documents, bed)?.alarms.memory.tMs ?? []);
  const clock = planAlarmClock(Math.max(0, ...kept));

  const keptWard = readWardDocument(documents);
  const startMs = clock.nowMs();
  const ward = keptWard ? restoreWardAlarms(keptWard, startMs) : planWardAlarms(startMs, plan.name);
  const beds = new Map<string, AlarmBed>(
    plan.beds.map((bed) => [bed.bed, planAlarmBed({ ...bed, clock, documents, awayMs })]),
  );
  const announcer = planAnnouncer(history.append, plan.publish);
  const recording = planHistoryRecording(history, plan.demo, Date.now);
  const lastShown = new Map<string, string>();

  /** Records what a bed put out, then tells it. Resolves with whether the log has it. */
  function advance(bed: AlarmBed, outputs: readonly AlarmOutput[], more: readonly LogEntry[] = []): Promise<boolean> {
    const nowMs = Date.now();
    const passed = ward.step(clock.nowMs(), outputs);
    const entries = [...more, ...logEntries(passed, nowMs)];
    recording.mark(outputs);
    const shown = bed.shown();
    // Screens count seconds: while there is something to count, each is news.
    const counts = shown.alarms.length > 0 || shown.privacyUntilMs !== null || shown.audioPausedUntilMs !== null;
    const text = JSON.stringify({ ...shown, tMs: counts ? Math.floor(shown.tMs / 1000) : 0 });
    const isNews = text !== lastShown.get(bed.bed);
    lastShown.set(bed.bed, text);
    if (entries.length === 0 && passed.length === 0 && !isNews) return Promise.resolve(true);
    const saved = entries.length === 0 ? [] : [bed.document(nowMs), wardDocument(nowMs, ward.snapshot())];
    const told = passed.filter((output) => output.kind !== "alarm-answer");
    return announcer.announce(entries, saved, isNews ? [shown, ...told] : told);
  }

  function cause(code: TechnicalCause, active: boolean, detail: string | null, notes?: readonly Note[]): void {
    for (const bed of beds.values()) void advance(bed, bed.cause(code, active, detail, notes));
  }

  function clockSet(byMs: number): void {
    cause("clock-jump", true, jumpWords(byMs), [noteOf("clock-set", { seconds: Math.round(byMs / 1000) })]);
  }

  storageChanged = (state) => {
    const failing = state.state === "failing";
    if (!failing || state.recording) announcer.caughtUp();
    if (state.state === "working") return cause("storage-failing", false, null);
    const { sentence, why, waiting } = state;
    cause("storage-failing", true, sentence, [noteOf("storage", { why, waiting })]);
  };

  const { confirmPatient, newPatient, record } = plan;
  const desk = planOrderDesk({ history, announcer, advance, confirmPatient, newPatient, record });

  const started = stationEntry(wallMs, { what: "started", awayMs });
  void announcer.announce([started], [], []);
  if (aliveMs !== null && aliveMs > wallMs) clockSet(wallMs - aliveMs);
  for (const bed of beds.values()) void advance(bed, bed.begin());
  if (history.state().state === "failing") storageChanged(history.state());

  let seconds = 0;
  const ticking = setInterval(() => {
    const jumpMs = clock.jumpMs();
    if (jumpMs !== 0) clockSet(jumpMs);
    for (const bed of beds.values()) void advance(bed, bed.time());
    recording.second([...beds.values()].map((bed) => bed.shown()));
    seconds += 1;
    if (seconds % FORGET_AGAIN_S === 0) void desk.forgetAgain();
    if (seconds % RETAIN_S === 0) history.retain().catch(() => undefined);
  }, SECOND_MS);

  return {
    hear(message) {
      recording.hear(message);
      const bed = beds.get(message.bed);
      if (!bed) return;
      const outputs = bed.hear(message);
      const isSecond = message.kind === "vitals" || message.kind === "status";
      if (outputs.length > 0 || isSecond) void advance(bed, outputs);
    },
    obey(name, order, by) {
      const bed = beds.get(name);
      return bed && desk.obey(bed, order, by);
    },
    historyOf: (bed) => (beds.has(bed) ? history : undefined),
    log: history.log,
    deliveryFailing: (detail, notes) => cause("delivery-failing", detail !== null, detail, notes),
    note(entry) {
      void announcer.announce([entry], [], []);
    },
    add(bed, settings) {
      const added = planAlarmBed({ bed, settings, clock, documents: [], awayMs: null });
      beds.set(bed, added);
      void advance(added, added.begin());
    },
    remove(name, by) {
      const bed = beds.get(name);
      if (!bed) return;
      // Its alarms end. Were it to come back, it must not do so in the standby of a discharge.
      void advance(bed, bed.obey({ order: "discharge" }, by));
      beds.delete(name);
      lastShown.delete(name);
      const anew = planAlarmBed({ bed: name, settings: bed.site, clock, documents: [], awayMs: null });
      const nowMs = Date.now();
      void announcer.announce([stationEntry(nowMs, { what: "bed removed", bed: name })], [anew.document(nowMs)], []);
    },
    setSite(name, settings) {
      const bed = beds.get(name);
      if (bed) bed.site = settings;
    },
    async close() {
      clearInterval(ticking);
      storageChanged = () => undefined;
      const nowMs = Date.now();
      const last = [...beds.values()].map((bed) => bed.document(nowMs));
      await announcer.announce([stationEntry(nowMs, { what: "stopped" })], last, []);
      await history.close();
    },
  };
}

function jumpWords(jumpMs: number): string {
  return `set ${jumpMs < 0 ? "back" : "forward"} by ${Math.round(Math.abs(jumpMs) / 1000)} s`;
}
