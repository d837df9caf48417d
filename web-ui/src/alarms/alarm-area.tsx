import "./alarm-area.css";
import "./flash.css";

import { createMemo, Show } from "solid-js";

import { CrossedBell } from "../sound/crossed-bell.tsx";
import { languageOf } from "../words/told.ts";
import { words } from "../words/words.ts";

import type { AlarmRow } from "./alarm-rows.ts";
import { alarmWords } from "./alarm-words.ts";

/** How long each of several messages stands (facts: clinical, R4). */
const TURN_MS = 2000;

interface AlarmAreaProps {
  readonly group: AlarmRow["group"];
  /** Of this group, the most urgent first. */
  readonly rows: readonly AlarmRow[];
  /** What stands there without an alarm. */
  readonly calm: string;
  readonly nowMs: number;
  /** Names the bed beside the alarm, where the screen is about several. */
  readonly named: boolean;
  readonly open: () => void;
}

/** One of the top bar's two places for alarms: the messages of its group in turn, in the colour of their priority. */
export function AlarmArea(props: AlarmAreaProps) {
  const turn = createMemo(() => Math.floor(props.nowMs / TURN_MS));
  const row = createMemo(() => props.rows[turn() % Math.max(1, props.rows.length)] ?? null);
  const sentence = () => {
    const now = row();
    if (now === null) return props.calm;
    const name = props.named && now.label !== "" ? `${now.label}${now.demo ? ` ${words.demo}` : ""}: ` : "";
    return `${name}${now.text}`;
  };
  return (
    <button
      type="button"
      class={`alarm-area ${props.group}`}
      classList={{
        alarming: row() !== null,
        "ground-high": row()?.priority === "high",
        "ground-medium": row()?.priority === "medium",
        "ground-low": row()?.priority === "low",
        flashing: row()?.attended === false,
      }}
      data-testid={`alarms-${props.group}`}
      data-priority={row()?.priority}
      title={alarmWords[props.group]}
      onClick={() => props.open()}
    >
      <span lang={languageOf(sentence())}>{sentence()}</span>
      <Show when={row()?.attended}>
        <span class="attended">
          <CrossedBell />
        </span>
      </Show>
      <Show when={props.rows.length > 1}>
        <span class="more">
          {(turn() % props.rows.length) + 1}/{props.rows.length}
        </span>
      </Show>
    </button>
  );
}
