import { Match, Switch } from "solid-js";

import type { BedState } from "../link/station-state.ts";

import { AdmitDialog } from "./admit-dialog.tsx";
import { AdmittedDialog } from "./admitted-dialog.tsx";

/** Who lies in the bed: admits where nobody is, else tells of the patient and lets go on standby or leave. */
export function PatientDialog(props: { readonly bed: BedState; readonly close: () => void }) {
  // As it was when it was opened: an order's effect must not exchange the question under the hand.
  const admitted = props.bed.alarms?.patient != null;
  return (
    <Switch>
      <Match when={admitted}>
        <AdmittedDialog bed={props.bed} close={props.close} />
      </Match>
      <Match when={!admitted}>
        <AdmitDialog bed={props.bed} close={props.close} />
      </Match>
    </Switch>
  );
}
