import { For } from "solid-js";

import type { HistoryEvent } from "../../../src/wire/history.ts";
import { createSize } from "../surface/size.ts";

import { type EventMark, eventMarks, highest } from "./event-marks.ts";
import { eventWords } from "./event-words.ts";
import type { Stretch } from "./past.ts";
import { momentWords, xOfTime } from "./trend-frame.ts";
import { trendWords } from "./trend-words.ts";

interface EventLaneProps {
  readonly stretch: Stretch;
  readonly events: readonly HistoryEvent[];
  /** Opens the events of a mark. */
  readonly open: (events: readonly HistoryEvent[]) => void;
}

/** Above the plots: alarms and orders at their times, a letter for each order, shape and colour for alarms. */
export function EventLane(props: EventLaneProps) {
  let field!: HTMLElement;
  const size = createSize(() => field);
  const marks = () => eventMarks(props.events, props.stretch, size().width);
  const x = (tMs: number) => xOfTime(Math.min(tMs, props.stretch.toMs), props.stretch, size().width);
  /** The graver alarm lies on the lesser. */
  const alarms = () =>
    (["low", "medium", "high"] as const).flatMap((priority) =>
      props.events.filter(({ alarm, tMs }) => alarm?.priority === priority && tMs >= props.stretch.fromMs),
    );
  return (
    <nav class="event-lane" ref={field} aria-label={trendWords.events} data-testid="event-lane">
      <For each={alarms()}>
        {({ alarm, tMs, endMs }) => (
          <i
            class={`event-span ${alarm?.priority}`}
            style={{ left: `${x(tMs)}px`, width: `${Math.max(1, x(endMs ?? props.stretch.toMs) - x(tMs))}px` }}
          />
        )}
      </For>
      <For each={marks()}>
        {(mark) => (
          <button
            type="button"
            class={`event-mark ${highest(mark.events) ?? "order"}`}
            data-testid="event-mark"
            data-t-ms={mark.events[0].tMs}
            data-count={mark.events.length}
            style={{ left: `${mark.x}px` }}
            title={titleOf(mark)}
            aria-label={titleOf(mark)}
            onClick={() => props.open(mark.events)}
          >
            {signOf(mark)}
          </button>
        )}
      </For>
    </nav>
  );
}

function signOf({ events }: EventMark): string {
  if (events.length > 1) return events.length > 99 ? "99" : String(events.length);
  const [{ kind, alarm }] = events;
  if (kind !== "alarm") return trendWords.letters[kind];
  return { high: "!!!", medium: "!!", low: "!" }[alarm?.priority ?? "low"];
}

function titleOf({ events }: EventMark): string {
  const words = events.slice(0, 5).map((event) => `${momentWords(event.tMs, true)} ${eventWords(event)}`);
  return events.length > 5 ? [...words, trendWords.several(events.length)].join("\n") : words.join("\n");
}
