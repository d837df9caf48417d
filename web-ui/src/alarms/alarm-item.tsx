import { Show } from "solid-js";

import { languageOf } from "../words/told.ts";
import { words } from "../words/words.ts";

import type { AlarmRow } from "./alarm-rows.ts";

/** One alarm: its words, which beds are meant, and the button for what nobody has acknowledged. */
export function AlarmItem(props: { readonly row: AlarmRow; readonly acknowledge: () => Promise<void> }) {
  return (
    <li
      class={`alarm ${props.row.priority}`}
      data-testid="alarm"
      data-priority={props.row.priority}
      data-id={props.row.id}
    >
      <strong class="alarm-text" title={props.row.text} lang={languageOf(props.row.text)}>
        {props.row.text}
      </strong>
      <span class="alarm-about">
        <span class="alarm-bed">
          {props.row.label}
          {props.row.demo ? ` ${words.demo}` : ""}
        </span>
        <span class="alarm-notes">{props.row.notes}</span>
      </span>
      <Show when={props.row.open.length > 0}>
        <button type="button" data-testid="acknowledge" onClick={() => void props.acknowledge()}>
          {words.alarms.acknowledge}
        </button>
      </Show>
    </li>
  );
}
