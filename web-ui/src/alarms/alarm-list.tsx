import "./alarm-list.css";

import { createMemo, createSignal, For, Show } from "solid-js";

import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import { words } from "../words/words.ts";

import { alarmRows, audioPausedS } from "./alarm-rows.ts";

/** The longest pause that the station gives (facts: clinical, A4). */
const PAUSE_S = 120;

/** Alarms of all beds, as long as there are any: their words, who is meant, and what can be done about them. */
export function AlarmList(props: { beds: readonly BedState[] }) {
  const rows = createMemo(() => alarmRows(props.beds, words.alarms));
  const pausedS = createMemo(() => audioPausedS(props.beds));
  const [refusal, setRefusal] = createSignal("");

  async function order(bed: string, asked: BedOrder): Promise<void> {
    const answer = await giveOrder(bed, asked);
    setRefusal(answer?.accepted ? "" : (answer?.detail ?? words.alarms.notDone));
  }
  async function pauseAll(): Promise<void> {
    const asked: BedOrder = pausedS() === null ? { order: "pause-audio", seconds: PAUSE_S } : { order: "resume-audio" };
    for (const bed of new Set(rows().map((row) => row.bed))) await order(bed, asked);
  }

  return (
    <Show when={rows().length > 0}>
      <section class="alarm-list" aria-label={words.alarms.title} data-testid="alarm-list">
        <ul>
          <For each={rows()}>
            {(row) => (
              <li class={`alarm ${row.priority}`} data-testid="alarm" data-priority={row.priority} data-id={row.id}>
                <strong class="alarm-text">{row.text}</strong>
                <span class="alarm-bed">
                  {row.label}
                  {row.demo ? ` ${words.demo}` : ""}
                </span>
                <span class="alarm-notes">{row.notes}</span>
                <Show when={!row.acknowledged}>
                  <button
                    type="button"
                    data-testid="acknowledge"
                    onClick={() => void order(row.bed, { order: "acknowledge", id: row.id })}
                  >
                    {words.alarms.acknowledge}
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={refusal()}>{(sentence) => <p role="alert">{sentence()}</p>}</Show>
        <button
          type="button"
          data-testid="pause-audio"
          aria-pressed={pausedS() !== null}
          onClick={() => void pauseAll()}
        >
          {pausedS() === null ? words.alarms.pauseAudio : words.alarms.audioPaused(pausedS() ?? 0)}
        </button>
      </section>
    </Show>
  );
}
