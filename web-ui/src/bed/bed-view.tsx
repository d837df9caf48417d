import "./bed-view.css";

import { Show } from "solid-js";

import type { PatientWarning } from "../../../src/wire/alarm-messages.ts";
import { MovementPanel } from "../movement/movement-panel.tsx";
import { PulseNumeric } from "../pulse/pulse-numeric.tsx";
import { RespirationNumeric } from "../respiration/respiration-numeric.tsx";
import { AlarmOffMark } from "../alarms/alarm-off-mark.tsx";
import { alarmsOff } from "../alarms/alarms-off.ts";
import { EvidenceGrid } from "../evidence/evidence-grid.tsx";
import { FaceOutline } from "../evidence/face-outline.tsx";
import type { BedTapes } from "../link/bed-tapes.ts";
import type { BedState } from "../link/station-state.ts";
import { WarningLine } from "../patient/warning-line.tsx";
import { RestNote } from "../privacy/rest-note.tsx";
import { PulseWave, RespirationWave } from "../wave/wave-panel.tsx";
import { told } from "../words/told.ts";
import { words } from "../words/words.ts";

import { ConfirmPatient } from "./confirm-patient.tsx";
import type { FollowedRate } from "./followed-bed.ts";
import { PictureHint } from "./picture-hint.tsx";
import { Preparing } from "./preparing.tsx";
import { VariabilityFigures } from "./variability-figures.tsx";

/** Which warnings stand beside which wave. */
const PULSE_WARNINGS: readonly PatientWarning[] = ["assist-device", "balloon-pump", "prone"];
const BREATH_WARNINGS: readonly PatientWarning[] = ["oscillation-ventilation"];

interface BedViewProps {
  readonly bed: BedState;
  readonly tapes: BedTapes;
  readonly pulse: FollowedRate;
  readonly respiration: FollowedRate;
  /** Seconds of silence, null while the bed speaks. */
  readonly stalledS: number | null;
  readonly nowMs: number;
  /** Second depth of the evidence: it takes the place of the movement and some of the waves' height, never of a number's. */
  readonly deep: boolean;
}

/**
 * One bed at the bedside: waves left, numerics right, movement below. A stalled bed is grey and counts the seconds. Questions take
 * their room from the waves.
 */
export function BedView(props: BedViewProps) {
  const stalled = () => props.stalledS !== null;
  const warnings = (of: readonly PatientWarning[]) =>
    (props.bed.alarms?.patient?.warnings ?? []).filter((warning) => of.includes(warning));
  const off = (of: "respiration" | "rest") => alarmsOff(props.bed.alarms?.settings.off ?? [], of);
  const preparing = () => {
    const { status, vitals } = props.bed;
    if (props.bed.alarms?.mode === "privacy") return null;
    return vitals === null && status !== null && status.progress !== null ? status : null;
  };
  return (
    <main class="bed-view" classList={{ stalled: stalled(), deep: props.deep }} data-t-ms={props.bed.vitals?.tMs}>
      <div class="bed-left">
        <div class="bed-waves">
          <PulseWave
            tape={props.tapes.pulse}
            rate={props.pulse}
            stalled={stalled()}
            aside={
              <>
                <AlarmOffMark alarms={off("rest")} />
                <WarningLine warnings={warnings(PULSE_WARNINGS)} />
              </>
            }
            beatsMs={props.deep ? (props.bed.vitals?.evidence.beatsMs ?? []) : undefined}
          />
          <RespirationWave
            tape={props.tapes.respiration}
            rate={props.respiration}
            stalled={stalled()}
            aside={
              <>
                <AlarmOffMark alarms={off("respiration")} />
                <WarningLine warnings={warnings(BREATH_WARNINGS)} />
              </>
            }
          />
          <Show
            when={props.deep}
            fallback={
              <MovementPanel
                tape={props.tapes.movement}
                movement={props.bed.vitals?.movement ?? null}
                tMs={props.bed.vitals?.tMs ?? null}
                nowMs={props.nowMs}
                demo={props.bed.demo}
              />
            }
          >
            <EvidenceGrid
              bed={props.bed}
              quality={props.tapes.quality}
              pulse={props.pulse.reading()}
              respiration={props.respiration.reading()}
            />
          </Show>
        </div>
        <div class="bed-notices">
          <ConfirmPatient bed={props.bed.bed} vitals={props.bed.vitals} />
          <PictureHint hints={props.bed.pictureHints} />
        </div>
      </div>
      <div class="bed-numerics">
        <PulseNumeric rate={props.pulse} vitals={props.bed.vitals} demo={props.bed.demo} alarms={props.bed.alarms} />
        <RespirationNumeric
          rate={props.respiration}
          vitals={props.bed.vitals}
          demo={props.bed.demo}
          alarms={props.bed.alarms}
        />
        <div class="bed-side">
          <VariabilityFigures variability={props.bed.vitals?.variability ?? null} demo={props.bed.demo} />
          <FaceOutline
            outline={props.bed.outline}
            evidence={props.bed.vitals?.evidence ?? null}
            wholeView={props.deep}
          />
        </div>
      </div>
      <RestNote bed={props.bed} />
      <Show when={preparing()}>
        {(status) => <Preparing detail={told(status().detail, status().notes)} progress={status().progress ?? 0} />}
      </Show>
      <Show when={props.stalledS}>
        {(seconds) => (
          <p class="stalled-note" data-testid="stalled" role="alert">
            {words.stalled(seconds())}
          </p>
        )}
      </Show>
    </main>
  );
}
