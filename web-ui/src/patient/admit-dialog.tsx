import { createSignal, For } from "solid-js";

import type { BedOrder, ConsentBasis, PatientWarning } from "../../../src/wire/alarm-messages.ts";
import type { PatientProfile } from "../../../src/wire/alarms.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { giveOrder } from "../link/orders.ts";
import type { BedState } from "../link/station-state.ts";
import { createFault } from "../words/sentence.ts";
import { words } from "../words/words.ts";

import { patientWords } from "./patient-words.ts";

const PROFILES: readonly PatientProfile[] = ["adult", "paediatric", "neonatal"];
const CONSENTS: readonly ConsentBasis[] = ["patient", "representative", "emergency", "study"];
const WARNINGS: readonly PatientWarning[] = ["assist-device", "balloon-pump", "oscillation-ventilation", "prone"];

/** Asks who comes, on what ground that person may be watched, and what makes the numbers mean something else. */
export function AdmitDialog(props: { readonly bed: BedState; readonly close: () => void }) {
  const [label, setLabel] = createSignal("");
  const [profile, setProfile] = createSignal<PatientProfile>(props.bed.alarms?.settings.profile ?? "adult");
  const [consent, setConsent] = createSignal<ConsentBasis | null>(null);
  const [warnings, setWarnings] = createSignal<readonly PatientWarning[]>([]);
  const fault = createFault();

  async function admit(): Promise<void> {
    const basis = consent();
    if (basis === null) return;
    const order: BedOrder = {
      order: "admit",
      patient: label().trim(),
      profile: profile(),
      consent: basis,
      warnings: [...warnings()],
    };
    const refused = await giveOrder(props.bed.bed, order);
    if (refused === null) props.close();
    else fault.set(refused);
  }
  function tick(warning: PatientWarning, on: boolean): void {
    setWarnings(WARNINGS.filter((each) => (each === warning ? on : warnings().includes(each))));
  }

  return (
    <Dialog
      title={patientWords.admitTitle(props.bed.label)}
      testId="admit"
      close={props.close}
      fault={fault.text()}
      submit={() => void admit()}
      foot={
        <>
          <button
            type="submit"
            class="first"
            data-testid="admit-submit"
            disabled={label().trim() === "" || consent() === null}
          >
            {patientWords.admit}
          </button>
          <button type="button" onClick={() => props.close()}>
            {patientWords.cancel}
          </button>
        </>
      }
    >
      <p class="muted">{patientWords.needed}</p>
      <label>
        {patientWords.name}
        <input
          data-testid="admit-name"
          aria-required="true"
          maxLength={80}
          autocomplete="off"
          value={label()}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
      </label>
      <label>
        {patientWords.profile}
        <select
          data-testid="admit-profile"
          onChange={(event) => setProfile(PROFILES[event.currentTarget.selectedIndex] ?? "adult")}
        >
          <For each={PROFILES}>
            {(each) => <option selected={each === profile()}>{words.patientCategory[each]}</option>}
          </For>
        </select>
      </label>
      <label>
        {patientWords.consent}
        <select
          data-testid="admit-consent"
          aria-required="true"
          onChange={(event) => setConsent(CONSENTS[event.currentTarget.selectedIndex - 1] ?? null)}
        >
          <option>- - -</option>
          <For each={CONSENTS}>{(each) => <option value={each}>{patientWords.consents[each]}</option>}</For>
        </select>
      </label>
      <fieldset class="warnings">
        <legend>{patientWords.warningsTitle}</legend>
        <For each={WARNINGS}>
          {(each) => (
            <label class="choice whole">
              <input
                type="checkbox"
                data-testid={`warning-${each}`}
                onChange={(event) => tick(each, event.currentTarget.checked)}
              />
              <span>
                {patientWords.warnings[each]} <span class="muted">{patientWords.warningNotes[each]}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
    </Dialog>
  );
}
