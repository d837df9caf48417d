import type { HistoryEvent } from "../../../src/wire/history.ts";

import type { Stretch } from "./past.ts";
import { xOfTime } from "./trend-frame.ts";

/** Events that stand so close on the axis that they share a mark. */
export interface EventMark {
  /** Oldest first. */
  readonly events: readonly HistoryEvent[];
  /** Of the oldest, CSS pixels from the field's left edge. */
  readonly x: number;
}

/** Marks closer than this would cover each other. */
const ROOM_PX = 22;

/** Lays events out on the axis, oldest first. Allocates. */
export function eventMarks(events: readonly HistoryEvent[], stretch: Stretch, widthPx: number): EventMark[] {
  const marks: { events: HistoryEvent[]; x: number }[] = [];
  for (const event of [...events].sort((a, b) => a.tMs - b.tMs)) {
    if (event.tMs < stretch.fromMs || event.tMs >= stretch.toMs) continue;
    const x = xOfTime(event.tMs, stretch, widthPx);
    const last = marks.at(-1);
    if (last && x - last.x < ROOM_PX) last.events.push(event);
    else marks.push({ events: [event], x });
  }
  return marks;
}

const RANKS = ["high", "medium", "low"] as const;

/** The highest priority among events; null where none is an alarm. */
export function highest(events: readonly HistoryEvent[]): (typeof RANKS)[number] | null {
  return RANKS.find((rank) => events.some(({ alarm }) => alarm?.priority === rank)) ?? null;
}
