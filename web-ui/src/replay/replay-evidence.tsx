import type { ReplaySecond } from "../../../src/wire/replay.ts";
import { BreathPlot } from "../evidence/breath-plot.tsx";
import { ChecksPanel } from "../evidence/checks-panel.tsx";
import { FaceOutline } from "../evidence/face-outline.tsx";
import { FiguresPanel } from "../evidence/figures-panel.tsx";
import { Spectrum } from "../evidence/spectrum.tsx";
import { WitnessPanel } from "../evidence/witness-panel.tsx";
import { words } from "../words/words.ts";

/** What the rates of one second rest on: the same panels as at the bedside. */
export function ReplayEvidence(props: { readonly second: ReplaySecond; readonly demo: boolean }) {
  const vitals = () => props.second.vitals;
  const evidence = () => vitals().evidence;
  const shown = (rate: number | null, held: boolean) => (held ? null : rate);
  return (
    <>
      <Spectrum evidence={evidence()} rateBpm={shown(vitals().pulse.rateBpm, vitals().pulse.held)} demo={props.demo} />
      <FiguresPanel vitals={vitals()} demo={props.demo} />
      <ChecksPanel
        title={words.evidence.checks}
        checks={evidence().checks}
        rejected={evidence().rejected}
        demo={props.demo}
        testId="checks"
      />
      <FaceOutline outline={props.second.outline} evidence={evidence()} wholeView={true} />
      <BreathPlot
        evidence={evidence().respiration}
        tMs={vitals().tMs}
        rateBrpm={shown(vitals().respiration.rateBrpm, vitals().respiration.held)}
        demo={props.demo}
      />
      <WitnessPanel evidence={evidence().respiration} demo={props.demo} />
      <ChecksPanel
        title={words.evidence.respirationChecks}
        checks={evidence().respiration?.checks ?? {}}
        rejected={[]}
        demo={props.demo}
        testId="respiration-checks"
      />
    </>
  );
}
