import "./evidence-grid.css";

import type { Reading } from "../bed/reading.ts";
import type { BedState } from "../link/station-state.ts";
import { words } from "../words/words.ts";

import { BreathPlot } from "./breath-plot.tsx";
import { ChecksPanel } from "./checks-panel.tsx";
import { FiguresPanel } from "./figures-panel.tsx";
import { QualityPanel } from "./quality-panel.tsx";
import type { QualityTape } from "./quality-tape.ts";
import { Spectrum } from "./spectrum.tsx";
import { WitnessPanel } from "./witness-panel.tsx";

interface EvidenceGridProps {
  readonly bed: BedState;
  readonly quality: QualityTape;
  readonly pulse: Reading;
  readonly respiration: Reading;
}

/** Second depth of the evidence: what the pulse rests on above, what breathing rests on below. */
export function EvidenceGrid(props: EvidenceGridProps) {
  const evidence = () => props.bed.vitals?.evidence ?? null;
  const breathing = () => evidence()?.respiration ?? null;
  const shown = (reading: Reading) => (reading.state === "live" ? reading.ratePerMin : null);
  return (
    <div class="evidence-grid">
      <Spectrum evidence={evidence()} rateBpm={shown(props.pulse)} demo={props.bed.demo} />
      <FiguresPanel vitals={props.bed.vitals} demo={props.bed.demo} />
      <ChecksPanel
        title={words.evidence.checks}
        checks={evidence()?.checks ?? {}}
        rejected={evidence()?.rejected ?? []}
        demo={props.bed.demo}
        testId="checks"
      />
      <BreathPlot
        evidence={breathing()}
        tMs={props.bed.vitals?.tMs ?? null}
        rateBrpm={shown(props.respiration)}
        demo={props.bed.demo}
      />
      <WitnessPanel evidence={breathing()} demo={props.bed.demo} />
      <ChecksPanel
        title={words.evidence.respirationChecks}
        checks={breathing()?.checks ?? {}}
        rejected={[]}
        demo={props.bed.demo}
        testId="respiration-checks"
      />
      <QualityPanel tape={props.quality} tMs={props.bed.vitals?.tMs ?? null} demo={props.bed.demo} />
    </div>
  );
}
