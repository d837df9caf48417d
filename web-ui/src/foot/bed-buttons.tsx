import { createSignal, onCleanup, Show } from "solid-js";

import { evidenceOpen, setEvidenceOpen } from "../bed/evidence-depth.ts";
import { freezeWords } from "../freeze/freeze-words.ts";
import { frozenAtMs, LONGEST_FREEZE_MS, setFrozenAtMs } from "../freeze/frozen.ts";
import { limitWords } from "../limits/limit-words.ts";
import { LimitsDialog } from "../limits/limits-dialog.tsx";
import { giveOrder } from "../link/orders.ts";
import { stationNowMs } from "../link/station-clock.ts";
import type { BedState } from "../link/station-state.ts";
import { PatientDialog } from "../patient/patient-dialog.tsx";
import { patientWords } from "../patient/patient-words.ts";
import { PRIVACY_S } from "../privacy/privacy-time.ts";
import { privacyWords } from "../privacy/privacy-words.ts";
import type { Sentence } from "../words/sentence.ts";
import { words } from "../words/words.ts";

interface BedButtonsProps {
  readonly bed: BedState;
  /** The view shows the bed's waves. */
  readonly atBedside: boolean;
  /** Told why something was not done; null: it was. */
  readonly refused: (sentence: Sentence | null) => void;
}

/** What can be done at one bed: evidence, limits, patient, freeze and privacy. */
export function BedButtons(props: BedButtonsProps) {
  const [open, setOpen] = createSignal<"limits" | "patient" | null>(null);
  const paused = () => props.bed.alarms?.mode === "privacy";
  let thaw: ReturnType<typeof setTimeout> | undefined;

  function freeze(): void {
    clearTimeout(thaw);
    setFrozenAtMs(frozenAtMs() === null ? stationNowMs() : null);
    if (frozenAtMs() !== null) thaw = setTimeout(() => setFrozenAtMs(null), LONGEST_FREEZE_MS);
  }
  onCleanup(() => {
    clearTimeout(thaw);
    setFrozenAtMs(null);
  });
  async function privacy(): Promise<void> {
    const order = paused() ? ({ order: "monitor" } as const) : ({ order: "privacy", seconds: PRIVACY_S } as const);
    props.refused(await giveOrder(props.bed.bed, order));
  }

  return (
    <span class="foot-group">
      <Show when={props.atBedside}>
        <button
          type="button"
          data-testid="evidence-toggle"
          aria-pressed={evidenceOpen()}
          onClick={() => setEvidenceOpen(!evidenceOpen())}
        >
          {words.evidence.toggle}
        </button>
      </Show>
      <button type="button" data-testid="limits-open" disabled={!props.bed.alarms} onClick={() => setOpen("limits")}>
        {limitWords.button}
      </button>
      <button type="button" data-testid="patient-open" disabled={!props.bed.alarms} onClick={() => setOpen("patient")}>
        {patientWords.button}
      </button>
      <Show when={props.atBedside}>
        <button type="button" data-testid="freeze" aria-pressed={frozenAtMs() !== null} onClick={freeze}>
          {frozenAtMs() === null ? freezeWords.freeze : freezeWords.go}
        </button>
      </Show>
      <button type="button" data-testid="privacy" aria-pressed={paused()} onClick={() => void privacy()}>
        {paused() ? privacyWords.resume : privacyWords.button}
      </button>
      <Show when={open() === "limits" && props.bed.alarms}>
        {(alarms) => <LimitsDialog bed={props.bed} settings={alarms().settings} close={() => setOpen(null)} />}
      </Show>
      <Show when={open() === "patient"}>
        <PatientDialog bed={props.bed} close={() => setOpen(null)} />
      </Show>
    </span>
  );
}
