import type { AlarmItem, OutboxItem } from "./item.ts";

/** Values that wait for a receiver, of all beds: an hour of sixteen beds at one a minute. */
const WAITING_VALUES = 960;

/** A message in a queue; `number` is its place in the journal, null for what is not kept there. */
export interface Entry {
  readonly number: number | null;
  readonly item: OutboxItem;
  /** It was refused before, and somebody asked for it to be sent once more. */
  readonly isAgain: boolean;
}

/**
 * What waits for one receiver. Alarms come before all else, in their order for each bed, and are never dropped; then what was
 * refused before, so that no alarm of now waits for it. Values are dropped oldest first, a state when a newer one comes.
 */
export interface ReceiverQueue {
  /** Takes an alarm. Returns the number of one that this one stands for, which need not be sent any more; else null. */
  putAlarm(number: number, item: AlarmItem): number | null;
  /** Takes what was refused before. */
  putAgain(number: number, item: AlarmItem): void;
  putValues(item: OutboxItem): void;
  putState(item: OutboxItem): void;
  /** What is to be sent next, without taking it out; null where nothing may be sent now. */
  next(nowMs: number): Entry | null;
  /** Takes an entry out that was sent or given up. */
  remove(entry: Entry): void;
  /** Sends no alarm of this bed before that time. */
  holdBed(bed: string, untilMs: number): void;
  /** When a bed that is held may be sent again, ms; null where none is. */
  heldUntilMs(): number | null;
  alarms(): number;
  values(): number;
  droppedValues(): number;
}

export function planReceiverQueue(limit = WAITING_VALUES): ReceiverQueue {
  const lanes = new Map<string, Entry[]>();
  const held = new Map<string, number>();
  const states = new Map<string, Entry>();
  let letters: Entry[] = [];
  let values: Entry[] = [];
  let dropped = 0;
  /** What `next` gave last: it may be on its way, and nothing may stand for it. */
  let onItsWay: Entry | null = null;

  function find(nowMs: number): Entry | null {
    let first: Entry | null = null;
    for (const [bed, lane] of lanes) {
      const entry = lane[0];
      if (!entry || (held.get(bed) ?? 0) > nowMs) continue;
      if (first === null || entry.number! < first.number!) first = entry;
    }
    if (first) return first;
    if (letters[0]) return letters[0];
    for (const entry of states.values()) return entry;
    return values[0] ?? null;
  }

  return {
    putAlarm(number, item) {
      const { bed, id } = item.notice.alarm;
      const lane = lanes.get(bed) ?? [];
      lanes.set(bed, lane);
      const last = lane.findLastIndex(({ item: { notice } }) => notice.type === "alarm" && notice.alarm.id === id);
      const before = lane[last];
      lane.push({ number, item, isAgain: false });
      // "Still there" told late is told once: the newest stands for those that nobody has had yet.
      if (item.notice.alarm.phase !== "continue" || !before || before === onItsWay) return null;
      if (before.item.notice.type !== "alarm" || before.item.notice.alarm.phase !== "continue") return null;
      lane.splice(last, 1);
      return before.number;
    },
    putAgain(number, item) {
      letters.push({ number, item, isAgain: true });
    },
    putValues(item) {
      values.push({ number: null, item, isAgain: false });
      if (values.length <= limit) return;
      values = values.slice(1);
      dropped += 1;
    },
    putState(item) {
      states.set(item.notice.bed, { number: null, item, isAgain: false });
    },
    next(nowMs) {
      onItsWay = find(nowMs);
      return onItsWay;
    },
    remove(entry) {
      onItsWay = null;
      const { notice } = entry.item;
      if (entry.isAgain) letters = letters.filter((other) => other !== entry);
      else if (notice.type === "values") values = values.filter((other) => other !== entry);
      else if (notice.type === "state") {
        if (states.get(notice.bed) === entry) states.delete(notice.bed);
      } else {
        const lane = lanes.get(notice.bed)?.filter((other) => other !== entry) ?? [];
        if (lane.length > 0) lanes.set(notice.bed, lane);
        else lanes.delete(notice.bed);
      }
    },
    holdBed(bed, untilMs) {
      held.set(bed, untilMs);
    },
    heldUntilMs() {
      const times = [...held].filter(([bed]) => lanes.has(bed)).map(([, untilMs]) => untilMs);
      return times.length > 0 ? Math.min(...times) : null;
    },
    alarms: () => [...lanes.values()].reduce((sum, lane) => sum + lane.length, letters.length),
    values: () => values.length,
    droppedValues: () => dropped,
  };
}
