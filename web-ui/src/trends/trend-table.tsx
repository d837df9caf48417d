import "./trend-table.css";

import { createMemo, createSignal, For } from "solid-js";

import type { HistoryEvent, TrendAnswer } from "../../../src/wire/history.ts";

import { eventWords } from "./event-words.ts";
import { fittingIntervals, type RowRate, tableRows } from "./table-rows.ts";
import { momentWords } from "./trend-frame.ts";
import { trendWords } from "./trend-words.ts";

interface TrendTableProps {
  /** Minute by minute. */
  readonly answer: TrendAnswer;
  readonly events: readonly HistoryEvent[];
}

/** The trend in figures, newest first. */
export function TrendTable(props: TrendTableProps) {
  const [wanted, setWanted] = createSignal(5);
  const choices = createMemo(() => fittingIntervals(props.answer), undefined, {
    equals: (a, b) => String(a) === String(b),
  });
  const interval = () => choices().find((minutes) => minutes >= wanted()) ?? choices()[choices().length - 1];
  const rows = createMemo(() =>
    props.answer.stepMs === 60_000 ? tableRows(props.answer, props.events, interval()) : [],
  );
  return (
    <section class="trend-table">
      <label>
        {trendWords.interval}{" "}
        <select
          value={interval()}
          data-testid="interval"
          onChange={({ currentTarget }) => setWanted(Number(currentTarget.value))}
        >
          <For each={choices()}>{(minutes) => <option value={minutes}>{trendWords.minutes(minutes)}</option>}</For>
        </select>
      </label>
      <section class="table-field" tabindex="0" aria-label={trendWords.table}>
        <table data-testid="trend-table" data-interval={interval()}>
          <thead>
            <tr>
              <th scope="col">{trendWords.columns.time}</th>
              <For each={["pulse", "respiration"] as const}>
                {(vital) => (
                  <>
                    <th scope="col" class={`sign-${vital}`}>
                      {trendWords[vital]} <small>{trendWords.perMinute}</small>
                    </th>
                    <th scope="col">{trendWords.columns.range}</th>
                    <th scope="col">{trendWords.columns.shown}</th>
                  </>
                )}
              </For>
              <th scope="col">{trendWords.columns.events}</th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {({ tMs, pulse, respiration, events }) => (
                <tr data-t-ms={tMs}>
                  <th scope="row">{momentWords(tMs, false)}</th>
                  <RateCells rate={pulse} vital="pulse" />
                  <RateCells rate={respiration} vital="respiration" />
                  <td class="event-cell">{events.map(eventWords).join(" · ")}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </section>
  );
}

function RateCells(props: { readonly rate: RowRate; readonly vital: "pulse" | "respiration" }) {
  const extremes = () => {
    const { min, max } = props.rate;
    return min === null || max === null ? "" : `${min.toFixed(0)} - ${max.toFixed(0)}`;
  };
  return (
    <>
      <td class={`sign-${props.vital} rate-cell`}>{props.rate.mean?.toFixed(0) ?? trendWords.none}</td>
      <td>{extremes()}</td>
      <td>{Math.round(100 * props.rate.share)} %</td>
    </>
  );
}
