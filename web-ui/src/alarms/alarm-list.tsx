import "./alarm-list.css";

import { createMemo, createSignal, For, Show } from "solid-js";

import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import type { WardAlarm } from "../../../src/wire/alarms.ts";
import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import { words } from "../words/words.ts";

import { AlarmItem } from "./alarm-item.tsx";
import { type AlarmRow, alarmRows, audioPausedS, type OwnAlarm } from "./alarm-rows.ts";

/** The longest pause that the station gives (facts: clinical, A4). */
const PAUSE_S = 120;
/** So many are seen without scrolling; with more, their number is said. */
const SEEN_AT_ONCE = 2;

/** Alarms of all beds, as long as there are any: their words, who is meant, and what can be done about them. */
export function AlarmList(props: { beds: readonly BedState[]; ward: readonly WardAlarm[] }) {
  const rows = createMemo(() => alarmRows(props.beds, props.ward, words.alarms));
  // Values come every moment: a row stays the same element, so that a button keeps its focus and a touch is not lost.
  const ids = createMemo(() => rows().map(({ id }) => id));
  const pausedS = createMemo(() => audioPausedS(props.beds));
  const [refusal, setRefusal] = createSignal("");

  /** Says what was refused, if anything was. */
  async function give(orders: readonly (readonly [bed: string, asked: BedOrder])[]): Promise<void> {
    const answers = await Promise.all(orders.map(([bed, asked]) => giveOrder(bed, asked)));
    const refused = answers.find((answer) => !answer?.accepted);
    setRefusal(refused === undefined ? "" : (refused?.detail ?? words.alarms.notDone));
  }
  const acknowledge = (open: readonly OwnAlarm[]) =>
    give(open.map(({ bed, id }) => [bed, { order: "acknowledge", id }]));
  async function pauseAll(): Promise<void> {
    const asked: BedOrder = pausedS() === null ? { order: "pause-audio", seconds: PAUSE_S } : { order: "resume-audio" };
    const alarming = props.beds.filter(({ alarms }) => (alarms?.alarms.length ?? 0) > 0);
    await give(alarming.map(({ bed }) => [bed, asked]));
  }

  return (
    <Show when={rows().length > 0}>
      <section class="alarm-list" aria-label={words.alarms.title} data-testid="alarm-list">
        <ul>
          <For each={ids()}>
            {(id) => {
              const row = createMemo<AlarmRow | undefined>((last) => rows().find((each) => each.id === id) ?? last);
              return (
                <Show when={row()}>
                  {(now) => <AlarmItem row={now()} acknowledge={() => void acknowledge(now().open)} />}
                </Show>
              );
            }}
          </For>
        </ul>
        <Show when={refusal()}>{(sentence) => <p role="alert">{sentence()}</p>}</Show>
        <div class="alarm-sound">
          <Show when={rows().length > SEEN_AT_ONCE}>
            <strong data-testid="alarm-count">{words.alarms.count(rows().length)}</strong>
          </Show>
          <button
            type="button"
            data-testid="pause-audio"
            aria-pressed={pausedS() !== null}
            onClick={() => void pauseAll()}
          >
            {pausedS() === null ? words.alarms.pauseAudio : words.alarms.audioPaused(pausedS() ?? 0)}
          </button>
        </div>
      </section>
    </Show>
  );
}
