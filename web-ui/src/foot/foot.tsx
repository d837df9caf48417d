import "../screen/touch.css";
import "./foot.css";

import { createEffect, For, onCleanup, Show } from "solid-js";

import type { PageAlarms } from "../alarms/page-alarms.ts";
import type { BedState } from "../link/station-state.ts";
import { RecordControl } from "../recording/record-control.tsx";
import { AccountButton } from "../sign-in/account-button.tsx";
import { go } from "../views/route.ts";
import { viewWords } from "../views/view-words.ts";
import { VIEWS, type View } from "../views/views.ts";
import { createFault } from "../words/sentence.ts";
import { languageOf } from "../words/told.ts";
import { words } from "../words/words.ts";

import { AlarmButtons } from "./alarm-buttons.tsx";
import { BedButtons } from "./bed-buttons.tsx";
import { DisplayButton } from "./display-button.tsx";

/** How long what was refused stands. */
const FAULT_MS = 10_000;

interface FootProps {
  readonly view: View;
  /** The chosen bed; null while there is none. */
  readonly bed: BedState | null;
  readonly beds: readonly BedState[];
  readonly alarms: PageAlarms;
  readonly linked: boolean;
}

/** A button for each view, then what can be done about alarms, the bed and the screen. What was refused stands above it for a while. */
export function Foot(props: FootProps) {
  const fault = createFault();
  createEffect(() => {
    if (fault.text() === "") return;
    const gone = setTimeout(() => fault.set(null), FAULT_MS);
    onCleanup(() => clearTimeout(gone));
  });
  return (
    <footer class="foot">
      <nav class="views" aria-label={viewWords.title}>
        <For each={VIEWS}>
          {({ name, label, ofBed }) => (
            <button
              type="button"
              data-testid={`view-${name}`}
              aria-current={props.view.name === name ? "page" : undefined}
              onClick={() => go(name, ofBed ? (props.bed?.bed ?? null) : null)}
            >
              {label()}
            </button>
          )}
        </For>
      </nav>
      <AlarmButtons
        alarms={props.alarms}
        bed={props.view.ofBed ? props.bed : null}
        beds={props.beds}
        linked={props.linked}
        refused={fault.set}
      />
      <Show when={props.view.ofBed && props.bed?.bed} keyed>
        {(_bed) => (
          <Show when={props.bed}>
            {(bed) => <BedButtons bed={bed()} atBedside={props.view.name === "bed"} refused={fault.set} />}
          </Show>
        )}
      </Show>
      <DisplayButton />
      <AccountButton />
      <Show when={props.view.name === "bed" && props.bed?.bed} keyed>
        {(_bed) => <Show when={props.bed}>{(bed) => <RecordControl bed={bed()} />}</Show>}
      </Show>
      <strong class="investigational" data-testid="investigational">
        {words.investigational}
      </strong>
      <Show when={fault.text()}>
        <p class="foot-fault" role="alert" data-testid="foot-fault" lang={languageOf(fault.text())}>
          {fault.text()}
        </p>
      </Show>
    </footer>
  );
}
