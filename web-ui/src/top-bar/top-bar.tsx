import "./top-bar.css";

import { Show } from "solid-js";

import type { Station } from "../link/station.ts";
import type { BedState } from "../link/station-state.ts";
import { words } from "../words/words.ts";

import { timeOfDay } from "./clock.ts";
import { LinkState } from "./link-state.tsx";

/** Who and what the screen is about: bed, patient, demonstration, technical message, time and link. */
export function TopBar(props: { station: Station; bed: BedState | null; technical: string | null }) {
  const clock = () => {
    const offsetMs = props.station.state().clockOffsetMs;
    return offsetMs === null ? "--:--:--" : timeOfDay(props.station.nowMs() + offsetMs);
  };
  return (
    <header class="top-bar">
      <strong class="bed-name" data-testid="bed-label">
        {props.bed?.label ?? words.product}
      </strong>
      <Show when={props.bed}>
        <span class="patient">{words.patientCategory.adult}</span>
      </Show>
      <Show when={props.bed?.demo}>
        <strong class="demo-word" data-testid="demo-word">
          {words.demo}
        </strong>
      </Show>
      <p class="technical" data-testid="technical" role="status" classList={{ quiet: props.technical === null }}>
        <span class="technical-label">{words.technical.label}</span>
        {props.technical ?? words.technical.ok}
      </p>
      <LinkState link={props.station.link()} nowMs={props.station.nowMs()} />
      <time class="clock" data-testid="clock">
        {clock()}
      </time>
    </header>
  );
}
