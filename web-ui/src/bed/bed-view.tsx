import "./bed-view.css";

import { type JSX, Show } from "solid-js";

import { MovementPanel } from "../movement/movement-panel.tsx";
import { PulseNumeric } from "../pulse/pulse-numeric.tsx";
import { RespirationNumeric } from "../respiration/respiration-numeric.tsx";
import { EvidenceGrid } from "../evidence/evidence-grid.tsx";
import { FaceOutline } from "../evidence/face-outline.tsx";
import type { BedTapes } from "../link/bed-tapes.ts";
import type { BedState } from "../link/station-state.ts";
import { PulseWave, RespirationWave } from "../wave/wave-panel.tsx";
import { words } from "../words/words.ts";

import { ConfirmPatient } from "./confirm-patient.tsx";
import type { FollowedRate } from "./followed-bed.ts";
import { PictureHint } from "./picture-hint.tsx";
import { Preparing } from "./preparing.tsx";
import { VariabilityFigures } from "./variability-figures.tsx";

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
  /** What stands above the waves. */
  readonly alarms: JSX.Element;
}

/**
 * One bed at the bedside: waves left, numerics right, movement below. A stalled bed is grey and counts the seconds. Alarms and
 * questions take their room from the waves.
 */
export function BedView(props: BedViewProps) {
  const stalled = () => props.stalledS !== null;
  const preparing = () => {
    const { status, vitals } = props.bed;
    return vitals === null && status !== null && status.progress !== null ? status : null;
  };
  return (
    <main class="bed-view" classList={{ stalled: stalled(), deep: props.deep }}>
      <div class="bed-left">
        {props.alarms}
        <div class="bed-waves">
          <PulseWave tape={props.tapes.pulse} rate={props.pulse} stalled={stalled()} />
          <RespirationWave tape={props.tapes.respiration} rate={props.respiration} stalled={stalled()} />
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
            <EvidenceGrid bed={props.bed} pulse={props.pulse.reading()} respiration={props.respiration.reading()} />
          </Show>
        </div>
        <div class="bed-notices">
          <ConfirmPatient bed={props.bed.bed} vitals={props.bed.vitals} />
          <PictureHint hints={props.bed.pictureHints} />
        </div>
      </div>
      <div class="bed-numerics">
        <PulseNumeric rate={props.pulse} vitals={props.bed.vitals} demo={props.bed.demo} />
        <RespirationNumeric rate={props.respiration} vitals={props.bed.vitals} demo={props.bed.demo} />
        <div class="bed-side">
          <VariabilityFigures variability={props.bed.vitals?.variability ?? null} demo={props.bed.demo} />
          <FaceOutline
            outline={props.bed.outline}
            evidence={props.bed.vitals?.evidence ?? null}
            wholeView={props.deep}
          />
        </div>
      </div>
      <Show when={preparing()}>
        {(status) => <Preparing detail={status().detail} progress={status().progress ?? 0} />}
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
