import "./confirm-patient.css";

import { Show } from "solid-js";

import type { Vitals } from "../../../src/wire/vitals.ts";
import { giveOrder } from "../link/orders.ts";
import { createFault } from "../words/sentence.ts";
import { languageOf } from "../words/told.ts";
import { words } from "../words/words.ts";

/** The question who is in the bed, below everything else, for as long as nothing is shown for want of an answer. */
export function ConfirmPatient(props: { readonly bed: string; readonly vitals: Vitals | null }) {
  const fault = createFault();
  const faceSeen = () => props.vitals?.face.present === true;

  async function confirm(): Promise<void> {
    fault.set(await giveOrder(props.bed, { order: "confirm-patient" }));
  }

  return (
    <Show when={props.vitals?.pulse.reason === "confirm-patient"}>
      <section class="confirm-patient" data-testid="confirm-patient" role="alert">
        <span>{faceSeen() ? words.confirmPatient.question : words.confirmPatient.noFace}</span>
        <button type="button" disabled={!faceSeen()} onClick={() => void confirm()}>
          {words.confirmPatient.button}
        </button>
        <span lang={languageOf(fault.text())}>{fault.text()}</span>
      </section>
    </Show>
  );
}
