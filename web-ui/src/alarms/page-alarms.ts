import { type Accessor, createMemo, createSignal, untrack } from "solid-js";

import type { AlarmPriority } from "../../../src/wire/alarms.ts";
import type { Station } from "../link/station.ts";
import { words } from "../words/words.ts";

import { type AlarmRow, alarmRows } from "./alarm-rows.ts";
import { alarmWords } from "./alarm-words.ts";

/** A link that is back within this time was never worth a sound. */
const LINK_QUIET_MS = 5000;
/** As long as the station's longest pause. */
const LOCAL_PAUSE_MS = 120_000;
const RANK: Readonly<Record<AlarmPriority, number>> = { low: 1, medium: 2, high: 3 };

export interface PageAlarms {
  /** All that is to be seen, the most urgent first. */
  readonly rows: Accessor<readonly AlarmRow[]>;
  /** The priority that is to be heard again and again; null: none. */
  readonly sounding: Accessor<AlarmPriority | null>;
  /** Silences for a while what the page itself alarms: the station cannot be asked. */
  pauseLink(): void;
}

/** The alarms of all beds as the station tells them, and the one that only the page can raise: that the station is not heard. */
export function followAlarms(station: Station): PageAlarms {
  const [pausedUntilMs, setPausedUntilMs] = createSignal(0);
  const lostSinceMs = createMemo<number | null>((since) => {
    // An attempt to connect again is no link yet.
    const lost = station.link().phase === "lost" || (since !== null && station.link().phase !== "open");
    return lost ? (since ?? untrack(station.nowMs)) : null;
  }, null);
  const rows = createMemo(() => {
    const { beds, wardAlarms } = station.state();
    const told = alarmRows(beds ?? [], wardAlarms, words.alarms);
    if (lostSinceMs() === null) return told;
    const link: AlarmRow = {
      id: "link",
      label: "",
      demo: false,
      group: "technical",
      priority: "medium",
      text: alarmWords.link,
      notes: "",
      beds: [],
      attended: station.nowMs() < pausedUntilMs(),
      open: [],
    };
    return [link, ...told];
  });
  const sounding = createMemo(() => {
    const told = station.state().beds?.flatMap(({ alarms }) => alarms?.sounding ?? []) ?? [];
    const since = lostSinceMs();
    const now = station.nowMs();
    if (since !== null && now - since > LINK_QUIET_MS && now > pausedUntilMs()) told.push("medium");
    return told.reduce<AlarmPriority | null>((most, each) => (most && RANK[most] >= RANK[each] ? most : each), null);
  });
  return { rows, sounding, pauseLink: () => setPausedUntilMs(untrack(station.nowMs) + LOCAL_PAUSE_MS) };
}
