import type { Note } from "../base/note.ts";
import type { AlarmsMessage } from "../wire/alarm-messages.ts";
import type { AlarmEvent } from "../wire/alarms.ts";
import type { AlarmMessage, BedMessage } from "../wire/messages.ts";
import { noteOf } from "../wire/note-codes.ts";
import { type AlarmNotice, DISCLAIMER, type StateNotice } from "../wire/receiver-notices.ts";
import type { History } from "../history/history.ts";
import { markedText } from "../interop/origin-mark.ts";
import { alarmMessageId } from "../interop/outbox/item.ts";
import type { Outbox } from "../interop/outbox/outbox.ts";

import type { BedPlan } from "./bed-plan.ts";
import { missedAlarms } from "./receiver-catch-up.ts";
import { originOf } from "./receiver-origin.ts";
import { type Cadence, planCadence, type SeenBed, valuesNotice } from "./receiver-values.ts";

const SECOND_MS = 1000;
/** How long the station's end waits for receivers to hear of it. */
const DRAIN_MS = 3000;

export interface ReceiverDeskPlan {
  readonly outbox: Outbox;
  /** By the receiver's name; a receiver without one is told no values. */
  readonly cadences: ReadonlyMap<string, Cadence>;
  readonly planOf: (bed: string) => Pick<BedPlan, "label" | "source" | "demo"> | undefined;
  /** Told when deliveries begin to fail, with a sentence part, and with null when they work again. */
  readonly failing: (detail: string | null, notes?: readonly Note[]) => void;
}

/** Hands what beds and wards say over to the outbox. */
export interface ReceiverDesk {
  readonly outbox: Outbox;
  hear(message: BedMessage): void;
  /** Takes what a ward told after its log had it. */
  alarmed(ward: string, message: AlarmMessage): void;
  /** Takes what the ward's log has from before this life, then what was told meanwhile. */
  catchUp(ward: string, log: History["log"]): Promise<void>;
  /** Tells receivers that what alarms now is watched by nobody any more, and ends. */
  close(): Promise<void>;
}

interface DeskBed extends SeenBed {
  vitals: SeenBed["vitals"];
  alarms: AlarmsMessage | null;
  /** The state that was told last, as text. */
  told: string;
}

export function planReceiverDesk({ outbox, cadences, planOf, failing }: ReceiverDeskPlan): ReceiverDesk {
  const beds = new Map<string, DeskBed>();
  const due = new Map<string, ReturnType<typeof planCadence>>();
  const closed = new Set(outbox.closedAlarms());
  /** Wards whose log is still being read, with what they told meanwhile. */
  const early = new Map<string, AlarmEvent[] | null>();
  let wasFailing: string | null = null;

  function bedOf(bed: string): DeskBed {
    // Nobody knows where it comes from: it must not look like a patient's.
    const known = beds.get(bed) ?? { label: `Bed ${bed}`, origin: "replay", vitals: null, alarms: null, told: "" };
    beds.set(bed, known);
    const plan = planOf(bed);
    // One that was removed is what it was.
    if (plan) Object.assign(known, { label: plan.label, origin: originOf(plan) });
    return known;
  }

  function common(bed: string) {
    const { label, origin } = bedOf(bed);
    return { disclaimer: DISCLAIMER, bed, label, origin, stationMs: Date.now() } as const;
  }

  function alarmNotice(alarm: AlarmEvent): AlarmNotice {
    const told = common(alarm.bed);
    return { type: "alarm", ...told, alarm: { ...alarm, text: markedText(told.origin, alarm.text) } };
  }

  function take(event: AlarmEvent): void {
    const { notRecorded: _, ...bare } = event;
    // What receivers were told to be over begins for them once more.
    const wasClosed = closed.delete(bare.id);
    if (wasClosed) outbox.setClosedAlarms([...closed]);
    const phase = wasClosed && bare.phase !== "end" ? "start" : bare.phase;
    void outbox.putAlarm(alarmNotice({ ...bare, phase }), alarmMessageId(bare));
  }

  function tellState(message: AlarmsMessage): void {
    const bed = bedOf(message.bed);
    bed.alarms = message;
    const { mode } = message;
    const { origin } = bed;
    const alarms = message.alarms.map(({ notRecorded: _, ...alarm }) => ({
      ...alarm,
      text: markedText(origin, alarm.text),
    }));
    const text = JSON.stringify([mode, alarms]);
    if (text === bed.told) return;
    bed.told = text;
    const notice: StateNotice = { type: "state", ...common(message.bed), mode, alarms };
    outbox.putPassing(notice);
  }

  function tellValues(): void {
    const steadyMs = performance.now();
    for (const bed of beds.keys()) {
      const notice = valuesNotice(bed, bedOf(bed), steadyMs, Date.now());
      const takers = [...cadences].flatMap(([receiver, cadence]) => {
        const key = `${receiver} ${bed}`;
        const isDue = due.get(key) ?? planCadence(cadence);
        due.set(key, isDue);
        return isDue(notice, steadyMs) ? [receiver] : [];
      });
      if (takers.length > 0) outbox.putPassing(notice, takers);
    }
  }

  const ticking = setInterval(() => {
    tellValues();
    const bad = outbox.health().filter(({ trouble }) => trouble?.isFailing);
    const fault = outbox.journalFault();
    const detail = [
      // Only names: words that change would make an update of the alarm each time.
      ...(bad.length > 0 ? [bad.map(({ receiver }) => receiver).join(", ")] : []),
      ...(fault === null ? [] : ["messages are not kept on disk"]),
    ].join("; ");
    const now = detail === "" ? null : detail;
    if (now === wasFailing) return;
    wasFailing = now;
    const notes = [
      ...(bad.length > 0
        ? [noteOf("receivers-failing", { receivers: bad.map(({ receiver }) => receiver).join(", ") })]
        : []),
      ...(fault === null ? [] : [noteOf("messages-not-kept", {})]),
    ];
    failing(now, notes);
  }, SECOND_MS);

  return {
    outbox,
    hear(message) {
      const bed = bedOf(message.bed);
      if (message.kind === "vitals") bed.vitals = { vitals: message.vitals, atMs: performance.now() };
    },
    alarmed(ward, message) {
      if (message.kind === "alarms") return tellState(message);
      if (message.kind !== "alarm") return;
      if (!early.has(ward)) early.set(ward, []);
      const waiting = early.get(ward);
      if (waiting) waiting.push(message);
      else take(message);
    },
    async catchUp(ward, log) {
      // A log that cannot be read is an alarm of its own.
      const missed = await missedAlarms(ward, log, outbox).catch(() => null);
      const waiting = early.get(ward) ?? [];
      early.set(ward, null);
      for (const event of [...(missed?.events ?? []), ...waiting]) take(event);
      if (missed) outbox.setSeen(ward, missed.seen);
    },
    async close() {
      clearInterval(ticking);
      for (const alarms of [...beds.values()].flatMap((bed) => bed.alarms ?? [])) {
        for (const { notRecorded: _, ...present } of alarms.alarms) {
          if (closed.has(present.id)) continue;
          closed.add(present.id);
          const end = { kind: "alarm", bed: alarms.bed, tMs: alarms.tMs, phase: "end", ended: null, by: null } as const;
          void outbox.putAlarm(alarmNotice({ ...present, ...end, audible: false }));
        }
      }
      outbox.setClosedAlarms([...closed]);
      await outbox.close(DRAIN_MS);
    },
  };
}
