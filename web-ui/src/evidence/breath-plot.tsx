import "./breath-plot.css";

import { For, Index, Show } from "solid-js";

import type { RespirationEvidence } from "../../../src/wire/respiration.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { createSize } from "../surface/size.ts";
import { words } from "../words/words.ts";

import { BREATH_AXIS_BRPM, BREATH_MARKS_MS, breathMarks, xOfBreathRate } from "./breath-shape.ts";
import { yOfPower } from "./spectrum-shape.ts";

const TOP_PX = 18;
const AXIS_PX = 24;
const MARKS_PX = 34;
const SIDE_PX = 14;
/** A candidate this close to the shown rate is the one that was chosen. */
const CHOSEN_WITHIN_BRPM = 1;

interface BreathPlotProps {
  readonly evidence: RespirationEvidence | null;
  /** Time of the evidence, ms of the source. */
  readonly tMs: number | null;
  /** The rate that is shown, null while none is. */
  readonly rateBrpm: number | null;
  readonly demo: boolean;
}

/** Candidates of the breathing rate by their share of the power, and the breaths that were found. */
export function BreathPlot(props: BreathPlotProps) {
  let field!: HTMLDivElement;
  const size = createSize(() => field);
  const plot = () => ({
    width: Math.max(0, size().width - 2 * SIDE_PX),
    height: Math.max(0, size().height - TOP_PX - AXIS_PX - MARKS_PX),
  });
  const candidates = () =>
    (props.evidence?.candidates ?? []).filter(
      ({ rateBrpm }) => rateBrpm >= BREATH_AXIS_BRPM.from && rateBrpm <= BREATH_AXIS_BRPM.to,
    );
  const chosen = (rateBrpm: number) =>
    props.rateBrpm !== null && Math.abs(rateBrpm - props.rateBrpm) <= CHOSEN_WITHIN_BRPM;
  const marks = () => breathMarks(props.evidence?.breathsMs ?? [], props.tMs ?? 0, plot().width);
  return (
    <section class="panel breath-plot sign-respiration" data-testid="breath-plot">
      <header>
        <h2>{words.evidence.breaths}</h2>
        <span class="muted">{words.rate.unit}</span>
        <span class="muted aside" data-testid="breath-window">
          {props.evidence && words.evidence.breathsWindow(Math.round(props.evidence.windowS))}
        </span>
      </header>
      <div class="breath-field" ref={field}>
        <svg width={size().width} height={size().height} aria-hidden="true">
          <g transform={`translate(${SIDE_PX} ${TOP_PX})`}>
            <For each={BREATH_AXIS_BRPM.ticks}>
              {(tick) => (
                <g transform={`translate(${xOfBreathRate(tick, plot())} ${plot().height})`}>
                  <line class="tick" y2="5" />
                  <text class="tick-word" y="19">
                    {tick}
                  </text>
                </g>
              )}
            </For>
            <line class="axis" x2={plot().width} y1={plot().height} y2={plot().height} />
            <Index each={candidates()}>
              {(candidate) => (
                <g
                  class="breath-candidate"
                  classList={{ chosen: chosen(candidate().rateBrpm) }}
                  data-testid="breath-candidate"
                  data-rate={candidate().rateBrpm}
                  data-chosen={chosen(candidate().rateBrpm)}
                  transform={`translate(${xOfBreathRate(candidate().rateBrpm, plot())} 0)`}
                >
                  <line y1={plot().height} y2={yOfPower(candidate().power, plot())} />
                  <text x="9" y={yOfPower(candidate().power, plot()) + 5}>
                    {candidate().rateBrpm.toFixed(1)}
                  </text>
                </g>
              )}
            </Index>
            <g transform={`translate(0 ${plot().height + AXIS_PX})`}>
              <text class="marks-word" y={MARKS_PX - 3}>
                {words.evidence.breathMarks(BREATH_MARKS_MS / 1000)}
              </text>
              <line class="axis" x2={plot().width} y1="16" y2="16" />
              <Index each={marks()}>
                {(x) => <path class="breath-mark" data-testid="breath-mark" d={`M${x() - 4} 16h8l-4 -11z`} />}
              </Index>
            </g>
          </g>
        </svg>
        <Show when={candidates().length === 0}>
          <p class="empty">{words.evidence.noBreaths}</p>
        </Show>
      </div>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
