import "../trends/past-view.css";
import "./review-view.css";

import { createMemo, createSignal, For, Show } from "solid-js";

import { createAsked } from "../trends/asked.ts";
import { eventWords } from "../trends/event-words.ts";
import { askEvents } from "../trends/past.ts";
import { momentWords } from "../trends/trend-frame.ts";
import { trendWords } from "../trends/trend-words.ts";
import { go } from "../views/route.ts";
import type { ViewProps } from "../views/view-props.ts";
import { words } from "../words/words.ts";

import { chooseEvent, chosenEvent } from "./chosen-event.ts";
import { EventDetail } from "./event-detail.tsx";
import { reviewWords, whoWord } from "./review-words.ts";

const REVIEW_MS = 72 * 3_600_000;
const PACE_MS = 10_000;

/** What happened to a bed, and the waves around each alarm of the patient. */
export function ReviewView(props: ViewProps) {
  return (
    <Show when={props.bed} keyed fallback={<p class="waiting">{words.noBeds}</p>}>
      {(bed) => <BedReview station={props.station} bed={bed} />}
    </Show>
  );
}

function BedReview(props: ViewProps) {
  const [technical, setTechnical] = createSignal(false);
  const beds = () => props.station.state().beds ?? [];
  const bed = () => beds().find(({ bed }) => bed === props.bed);
  const key = createMemo(() => {
    const { clockOffsetMs } = props.station.state();
    return clockOffsetMs === null
      ? null
      : String(Math.ceil((props.station.nowMs() + clockOffsetMs) / PACE_MS) * PACE_MS);
  });
  const asked = createAsked(key, () =>
    askEvents(props.bed, { fromMs: Number(key()) - REVIEW_MS, toMs: Number(key()) }),
  );
  const events = createMemo(() =>
    (asked.value()?.events ?? []).filter(({ alarm }) => technical() || alarm?.group !== "technical"),
  );
  const alarms = () => events().filter(({ id }) => id !== null);
  const shown = createMemo(() => alarms().find(({ id }) => id === chosenEvent()) ?? alarms()[0]);
  return (
    <main class="past-view review" data-testid="review">
      <section class="panel past-column">
        <header>
          <h2>{reviewWords.title}</h2>
          <span class="muted">{reviewWords.window}</span>
          <Show when={beds().length > 1}>
            <select
              class="aside"
              aria-label={trendWords.bed}
              onChange={({ currentTarget }) => go("review", currentTarget.value)}
            >
              <For each={beds()}>
                {({ bed, label }) => (
                  <option value={bed} selected={bed === props.bed}>
                    {label}
                  </option>
                )}
              </For>
            </select>
          </Show>
        </header>
        <label class="technical-choice">
          <input
            type="checkbox"
            checked={technical()}
            onChange={({ currentTarget }) => setTechnical(currentTarget.checked)}
          />{" "}
          {reviewWords.technical}
        </label>
        <Show when={asked.fault()}>{(why) => <p role="alert">{trendWords.failed(why())}</p>}</Show>
        <Show when={asked.value()} fallback={<p class="muted">{asked.fault() === null ? reviewWords.loading : ""}</p>}>
          <Show when={events().length > 0} fallback={<p class="muted">{reviewWords.nothing}</p>}>
            <ol class="past-list" data-testid="review-events">
              <For each={events()}>
                {(event) => (
                  <li>
                    <Show
                      when={event.id}
                      fallback={
                        <p class="review-order">
                          <time>{momentWords(event.tMs, true)}</time> <b>{eventWords(event)}</b>{" "}
                          <small class="muted">{event.by && reviewWords.by(whoWord(event.by))}</small>
                        </p>
                      }
                    >
                      {(id) => (
                        <button
                          type="button"
                          class={`review-alarm ${event.alarm?.priority}`}
                          aria-current={shown()?.id === id() ? "true" : undefined}
                          data-testid="review-alarm"
                          onClick={() => chooseEvent(id())}
                        >
                          <time>{momentWords(event.tMs, true)}</time> <b>{eventWords(event)}</b>
                        </button>
                      )}
                    </Show>
                  </li>
                )}
              </For>
            </ol>
          </Show>
        </Show>
        <Show when={asked.value()?.completeSinceMs}>
          {(sinceMs) => <p class="muted">{trendWords.eventsSince(momentWords(sinceMs(), false))}</p>}
        </Show>
      </section>
      <Show when={shown()} fallback={<section class="panel review-none">{reviewWords.choose}</section>}>
        {(event) => <EventDetail bed={props.bed} event={event()} demo={bed()?.demo ?? false} />}
      </Show>
    </main>
  );
}
