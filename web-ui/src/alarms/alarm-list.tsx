import "./alarm-list.css";

import { createMemo, For, onCleanup, onMount, Show } from "solid-js";

import { createFault } from "../words/sentence.ts";
import { languageOf } from "../words/told.ts";
import { words } from "../words/words.ts";

import { AlarmItem } from "./alarm-item.tsx";
import { acknowledge } from "./alarm-orders.ts";
import type { AlarmRow } from "./alarm-rows.ts";
import { alarmWords } from "./alarm-words.ts";

/** Alarms of all beds: their words, who is meant, and a button for each. Lies over the lower end of the waves until it is closed. */
export function AlarmList(props: { readonly rows: readonly AlarmRow[]; readonly close: () => void }) {
  // Values come every moment: a row stays the same element, so that a button keeps its focus and a touch is not lost.
  const ids = createMemo(() => props.rows.map(({ id }) => id));
  const fault = createFault();
  let place!: HTMLElement;
  const before = document.activeElement;
  onMount(() => place.focus());
  onCleanup(() => before instanceof HTMLElement && before.focus());
  return (
    <section
      class="alarm-list"
      aria-label={words.alarms.title}
      data-testid="alarm-list"
      tabindex="-1"
      ref={place}
      onKeyDown={(event) => event.key === "Escape" && props.close()}
    >
      <header>
        <h2>{words.alarms.title}</h2>
        <strong data-testid="alarm-count">
          {props.rows.length === 0 ? alarmWords.none : words.alarms.count(props.rows.length)}
        </strong>
        <button type="button" data-testid="alarm-list-close" onClick={() => props.close()}>
          {words.recording.close}
        </button>
      </header>
      <ul>
        <For each={ids()}>
          {(id) => {
            const row = createMemo<AlarmRow | undefined>((last) => props.rows.find((each) => each.id === id) ?? last);
            return (
              <Show when={row()}>
                {(now) => (
                  <AlarmItem
                    row={now()}
                    acknowledge={async () => {
                      fault.set(await acknowledge([now()]));
                    }}
                  />
                )}
              </Show>
            );
          }}
        </For>
      </ul>
      <Show when={fault.text()}>
        <p role="alert" lang={languageOf(fault.text())}>
          {fault.text()}
        </p>
      </Show>
    </section>
  );
}
