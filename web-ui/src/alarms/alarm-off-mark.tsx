import "./alarm-off-mark.css";

import { Show } from "solid-js";

import type { AlarmCode } from "../../../src/wire/alarms.ts";
import { CrossedBell } from "../sound/crossed-bell.tsx";

import { alarmTitle } from "./alarm-title.ts";
import { alarmWords } from "./alarm-words.ts";

/** Says for as long as they are off which alarms nobody will be called for. */
export function AlarmOffMark(props: { readonly alarms: readonly AlarmCode[] }) {
  const names = () => props.alarms.map(alarmTitle).join(", ");
  return (
    <Show when={props.alarms.length > 0}>
      <b class="alarm-off-mark" data-testid="alarm-off-mark" title={names()}>
        <CrossedBell />
        <span>{alarmWords.off(names())}</span>
      </b>
    </Show>
  );
}
