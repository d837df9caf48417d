import "./past-view.css";
import "./trends-view.css";

import { createMemo, createSignal, For, Show, untrack } from "solid-js";

import type { HistoryEvent } from "../../../src/wire/history.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { chooseEvent } from "../review/chosen-event.ts";
import { createKept, oneOf } from "../screen/kept.ts";
import { go } from "../views/route.ts";
import type { ViewProps } from "../views/view-props.ts";
import { words } from "../words/words.ts";

import { createAsked } from "./asked.ts";
import { askEvents, askTrend } from "./past.ts";
import { TrendExport } from "./trend-export.tsx";
import { momentWords } from "./trend-frame.ts";
import { TrendGraphic } from "./trend-graphic.tsx";
import { THIRD_PLOTS } from "./trend-plots.ts";
import { TrendTable } from "./trend-table.tsx";
import { trendWords } from "./trend-words.ts";

const HOUR_MS = 3_600_000;
const HOURS = [1, 2, 4, 8, 12, 24, 48, 72] as const;
/** Up to here a page is told every second; beyond, minutes. */
const SECONDS_HOURS = 2;
/** Events are asked for again so often. */
const EVENTS_PACE_MS = 15_000;

const [hours, setHours] = createKept<(typeof HOURS)[number]>("trend-hours", 8, oneOf(HOURS));
const [third, setThird] = createKept("trend-third", "none", oneOf(THIRD_PLOTS));
const [form, setForm] = createKept<"graphic" | "table">("trend-form", "graphic", oneOf(["graphic", "table"]));

/** A bed's past: pulse and breathing over 1 to 72 hours, as a graphic and as a table. */
export function TrendsView(props: ViewProps) {
  return (
    <Show when={props.bed} keyed fallback={<p class="waiting">{words.noBeds}</p>}>
      {(bed) => <BedTrends station={props.station} bed={bed} />}
    </Show>
  );
}

function BedTrends(props: ViewProps) {
  /** The end of a stretch of the past, ms; null: it moves with the clock. */
  const [heldEndMs, setHeldEndMs] = createSignal<number | null>(null);
  const beds = () => props.station.state().beds ?? [];
  const bed = () => beds().find(({ bed }) => bed === props.bed);
  const stepMs = () => (hours() <= SECONDS_HOURS && form() === "graphic" ? 1000 : 60_000);
  /** Now, moved on in steps of a few seconds or a minute; null while the station's clock is not known. */
  const nowMs = createMemo(() => {
    const { clockOffsetMs } = props.station.state();
    if (clockOffsetMs === null) return null;
    const paceMs = stepMs() === 1000 ? 5000 : 60_000;
    return Math.ceil((props.station.nowMs() + clockOffsetMs) / paceMs) * paceMs;
  });
  const endMs = () => heldEndMs() ?? nowMs();
  /** Moves by half of what is shown; not beyond now. */
  function move(sign: 1 | -1): void {
    const [end, now] = [endMs(), nowMs()];
    if (end === null || now === null) return;
    const moved = end + (sign * hours() * HOUR_MS) / 2;
    setHeldEndMs(moved < now ? moved : null);
  }
  const stretch = createMemo(() => {
    const toMs = endMs();
    return toMs === null ? null : { fromMs: toMs - hours() * HOUR_MS, toMs };
  });
  const key = createMemo(() => {
    const asked = stretch();
    return asked && `${asked.fromMs} ${asked.toMs} ${stepMs()}`;
  });
  const trend = createAsked(key, () => askTrend(props.bed, untrack(stretch) ?? { fromMs: 0, toMs: 1 }, stepMs()));
  const eventsKey = createMemo(() => {
    const asked = stretch();
    return asked && `${Math.ceil(asked.fromMs / EVENTS_PACE_MS)} ${Math.ceil(asked.toMs / EVENTS_PACE_MS)}`;
  });
  const events = createAsked(eventsKey, () => askEvents(props.bed, untrack(stretch) ?? { fromMs: 0, toMs: 1 }));
  const told = () => events.value()?.events ?? [];
  const title = () => ({
    bed: bed()?.label ?? props.bed,
    patient: bed()?.alarms?.patient?.label ?? null,
    demo: bed()?.demo ?? false,
    printedMs: props.station.nowMs() + (props.station.state().clockOffsetMs ?? 0),
  });
  const open = (chosen: readonly HistoryEvent[]) => {
    chooseEvent(chosen.findLast(({ id }) => id !== null)?.id ?? null);
    go("review", props.bed);
  };

  return (
    <main class="past-view past-column trends" data-testid="trends">
      <header class="trend-controls">
        <h2>{trendWords.title}</h2>
        <Show when={beds().length > 1}>
          <select
            aria-label={trendWords.bed}
            data-testid="trend-bed"
            onChange={({ currentTarget }) => go("trends", currentTarget.value)}
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
        <fieldset aria-label={trendWords.range}>
          <For each={HOURS}>
            {(choice) => (
              <button
                type="button"
                aria-pressed={hours() === choice}
                data-testid={`hours-${choice}`}
                onClick={() => setHours(choice)}
              >
                {trendWords.hours(choice)}
              </button>
            )}
          </For>
        </fieldset>
        <fieldset aria-label={trendWords.cursor}>
          <button type="button" data-testid="earlier" onClick={() => move(-1)}>
            ◀ {trendWords.earlier}
          </button>
          <button type="button" data-testid="later" disabled={heldEndMs() === null} onClick={() => move(1)}>
            {trendWords.later} ▶
          </button>
          <button
            type="button"
            data-testid="now"
            aria-pressed={heldEndMs() === null}
            onClick={() => setHeldEndMs(null)}
          >
            {trendWords.now}
          </button>
        </fieldset>
        <fieldset aria-label={trendWords.form}>
          <For each={["graphic", "table"] as const}>
            {(choice) => (
              <button
                type="button"
                aria-pressed={form() === choice}
                data-testid={`form-${choice}`}
                onClick={() => setForm(choice)}
              >
                {trendWords[choice]}
              </button>
            )}
          </For>
        </fieldset>
        <Show when={form() === "graphic"}>
          <label class="third-choice">
            {trendWords.third}{" "}
            <select
              value={third()}
              data-testid="third"
              onChange={({ currentTarget }) => setThird(THIRD_PLOTS[currentTarget.selectedIndex])}
            >
              <For each={THIRD_PLOTS}>
                {(choice) => <option value={choice}>{trendWords[choice === "none" ? "thirdNone" : choice]}</option>}
              </For>
            </select>
          </label>
        </Show>
        <Show when={trend.value()}>
          {(answer) => <TrendExport answer={answer()} events={told()} third={third()} title={title} />}
        </Show>
      </header>
      <Show when={trend.fault() ?? events.fault()}>
        {(why) => (
          <p class="past-fault" role="alert">
            {trendWords.failed(why())}
          </p>
        )}
      </Show>
      <Show when={trend.value()} fallback={<p class="waiting">{trendWords.loading}</p>}>
        {(answer) => (
          <div class="trend-body">
            <Show when={form() === "graphic"} fallback={<TrendTable answer={answer()} events={told()} />}>
              <TrendGraphic answer={answer()} events={told()} third={third()} open={open} />
            </Show>
            <Show when={answer().at.length === 0}>
              <p class="trend-empty">{trendWords.nothing}</p>
            </Show>
            <DemoHatch demo={bed()?.demo ?? false} />
          </div>
        )}
      </Show>
      <Show when={events.value()?.completeSinceMs}>
        {(sinceMs) => <p class="muted trend-note">{trendWords.eventsSince(momentWords(sinceMs(), false))}</p>}
      </Show>
    </main>
  );
}
