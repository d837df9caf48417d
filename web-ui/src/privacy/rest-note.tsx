import { Show } from "solid-js";

import type { BedState } from "../link/station-state.ts";
import { patientWords } from "../patient/patient-words.ts";

import { minutesAndSeconds, privacyLeftS } from "./privacy-time.ts";
import { privacyWords } from "./privacy-words.ts";

/** Over a bed that nobody watches by somebody's wish: on standby, or with its camera off for a while. */
export function RestNote(props: { readonly bed: BedState }) {
  const leftS = () => privacyLeftS(props.bed.alarms);
  return (
    <>
      <Show when={props.bed.alarms?.mode === "privacy"}>
        <section class="rest-note" data-testid="privacy-note" role="status">
          <strong>{privacyWords.title}</strong>
          <b class="rest-left" data-testid="privacy-left">
            {minutesAndSeconds(leftS() ?? 0)}
          </b>
          <span>{privacyWords.note}</span>
        </section>
      </Show>
      <Show when={props.bed.alarms?.mode === "standby"}>
        <section class="rest-note" data-testid="standby-note" role="status">
          <strong>{patientWords.inStandby}</strong>
          <span>{patientWords.inStandbyNote}</span>
          <Show when={props.bed.alarms?.patient === null}>
            <span>{patientWords.nobody}</span>
          </Show>
        </section>
      </Show>
    </>
  );
}
