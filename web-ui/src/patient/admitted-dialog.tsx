import { createSignal, Show } from "solid-js";

import type { BedOrder } from "../../../src/wire/alarm-messages.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import { timeOfDay } from "../top-bar/clock.ts";
import { language } from "../words/language.ts";
import { createFault } from "../words/sentence.ts";
import { words } from "../words/words.ts";

import { patientWords } from "./patient-words.ts";

/** Tells of the patient, and lets the bed go on standby or the patient leave, after one more question. */
export function AdmittedDialog(props: { readonly bed: BedState; readonly close: () => void }) {
  const [asking, setAsking] = createSignal(false);
  const fault = createFault();
  const label = props.bed.alarms?.patient?.label ?? "";
  const patient = () => props.bed.alarms?.patient ?? null;
  const resting = () => props.bed.alarms?.mode !== "monitoring";

  async function order(asked: BedOrder): Promise<void> {
    const refused = await giveOrder(props.bed.bed, asked);
    if (refused === null) props.close();
    else fault.set(refused);
  }

  return (
    <Dialog
      title={asking() ? patientWords.dischargeTitle(label) : patientWords.title(label, props.bed.label)}
      testId="patient"
      close={props.close}
      fault={fault.text()}
      foot={
        <Show
          when={asking()}
          fallback={
            <>
              <button
                type="button"
                data-testid="standby"
                onClick={() => void order({ order: resting() ? "monitor" : "standby" })}
              >
                {resting() ? patientWords.monitor : patientWords.standby}
              </button>
              <button type="button" data-testid="discharge" onClick={() => setAsking(true)}>
                {patientWords.discharge}
              </button>
              <button type="button" class="first" onClick={() => props.close()}>
                {patientWords.close}
              </button>
            </>
          }
        >
          <button type="button" data-testid="discharge-confirm" onClick={() => void order({ order: "discharge" })}>
            {patientWords.dischargeConfirm}
          </button>
          <button type="button" class="first" onClick={() => setAsking(false)}>
            {patientWords.cancel}
          </button>
        </Show>
      }
    >
      <Show when={!asking()} fallback={<p>{patientWords.dischargeWhat}</p>}>
        <Show when={patient()}>
          {(known) => (
            <p>
              {words.patientCategory[props.bed.alarms?.settings.profile ?? "adult"]},{" "}
              {patientWords.admitted(dayOf(known().admittedMs), timeOfDay(known().admittedMs))}
              <Show when={known().consent}>
                {(basis) => <>, {patientWords.consentGiven(patientWords.consents[basis()])}</>}
              </Show>
            </p>
          )}
        </Show>
        <p>{patientWords.standbyWhat}</p>
      </Show>
    </Dialog>
  );
}

function dayOf(epochMs: number): string {
  return new Date(epochMs).toLocaleDateString(language() === "en" ? "en-GB" : language(), {
    day: "numeric",
    month: "short",
  });
}
