import "./warning-line.css";

import { For, Show } from "solid-js";

import type { PatientWarning } from "../../../src/wire/alarm-messages.ts";

import { patientWords } from "./patient-words.ts";

/** What is known of the patient that makes a number mean something else; beside the wave that it concerns. */
export function WarningLine(props: { readonly warnings: readonly PatientWarning[] }) {
  return (
    <Show when={props.warnings.length > 0}>
      <span class="warning-line" data-testid="warnings">
        <For each={props.warnings}>
          {(warning) => <b title={patientWords.warningNotes[warning]}>{patientWords.warnings[warning]}</b>}
        </For>
      </span>
    </Show>
  );
}
