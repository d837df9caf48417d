import "./bed-view.css";

import { Show } from "solid-js";

import { PulseNumeric } from "../pulse/pulse-numeric.tsx";
import { ChecksPanel } from "../evidence/checks-panel.tsx";
import { FaceOutline } from "../evidence/face-outline.tsx";
import { FiguresPanel } from "../evidence/figures-panel.tsx";
import { Spectrum } from "../evidence/spectrum.tsx";
import type { BedState } from "../link/station-state.ts";
import { PulseWave } from "../wave/pulse-wave.tsx";
import type { WaveTape } from "../wave/wave-tape.ts";
import { words } from "../words/words.ts";

import { Preparing } from "./preparing.tsx";
import type { Reading } from "./reading.ts";

interface BedViewProps {
  readonly bed: BedState;
  readonly tape: WaveTape;
  readonly reading: Reading;
  /** The whole number to show, null for none. */
  readonly shownBpm: number | null;
  /** Seconds of silence, null while the bed speaks. */
  readonly stalledS: number | null;
  /** Second depth of the evidence. */
  readonly deep: boolean;
}

/** One bed at the bedside: waves left, numerics right, evidence below. A stalled bed is grey and counts the seconds. */
export function BedView(props: BedViewProps) {
  const evidence = () => props.bed.vitals?.evidence ?? null;
  const chosenBpm = () => (props.reading.state === "live" ? props.reading.rateBpm : null);
  const preparing = () => {
    const { status, vitals } = props.bed;
    return vitals === null && status !== null && status.progress !== null ? status : null;
  };
  return (
    <main class="bed-view" classList={{ stalled: props.stalledS !== null, deep: props.deep }}>
      <div class="wave-row">
        <PulseWave tape={props.tape} reading={props.reading} stalled={props.stalledS !== null} />
        <PulseNumeric
          reading={props.reading}
          rateBpm={props.shownBpm}
          confidence={props.bed.vitals?.pulse.confidence ?? 0}
          evidence={evidence()}
          irregular={props.bed.vitals?.variability?.irregular ?? false}
          demo={props.bed.demo}
        />
      </div>
      <div class="evidence-row">
        <Spectrum evidence={evidence()} rateBpm={chosenBpm()} demo={props.bed.demo} />
        <Show when={props.deep}>
          <ChecksPanel
            evidence={evidence()}
            variability={props.bed.vitals?.variability ?? null}
            demo={props.bed.demo}
          />
        </Show>
        <FiguresPanel vitals={props.bed.vitals} demo={props.bed.demo} />
        <FaceOutline outline={props.bed.outline} evidence={evidence()} />
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
