import { createMemo, For } from "solid-js";

import type { ReplayOverview, ReplayState } from "../../../src/wire/replay.ts";
import { TrendChart } from "../trends/trend-chart.tsx";

import { replayPlot, runningWords } from "./replay-plots.ts";
import { replayWords } from "./replay-words.ts";
import { VerdictLane } from "./verdict-lane.tsx";
import { sumOf, type Vital, verdictAt } from "./verdicts.ts";

interface ReplayTimelineProps {
  readonly overview: ReplayOverview;
  readonly state: ReplayState;
  readonly at: number;
  readonly seek: (number: number) => void;
}

/** Both rates over the whole recording, the truth as a dashed line within its tolerance, and which seconds are wrong. */
export function ReplayTimeline(props: ReplayTimelineProps) {
  return (
    <section class="replay-timeline" data-testid="replay-timeline">
      <For each={["pulse", "respiration"] as const}>{(vital) => <VitalLine vital={vital} {...props} />}</For>
      <input
        class="trend-cursor"
        type="range"
        min="0"
        max={Math.max(0, props.overview.tMs.length - 1)}
        value={props.at}
        aria-label={replayWords.time}
        aria-valuetext={runningWords(props.overview.tMs[props.at] ?? 0)}
        data-testid="replay-seek"
        onInput={({ currentTarget }) => props.seek(Number(currentTarget.value))}
      />
    </section>
  );
}

function VitalLine(props: ReplayTimelineProps & { readonly vital: Vital }) {
  const plot = createMemo(() => replayPlot(props.overview, props.state, props.vital, props.vital === "respiration"));
  const sum = createMemo(() => sumOf(props.overview, props.state, props.vital));
  const verdicts = createMemo(() =>
    props.overview.tMs.map((_, at) => verdictAt(props.overview[props.vital], at, props.state.truth[props.vital])),
  );
  const percent = (share: number | null) => (share === null ? replayWords.noRate : `${Math.round(100 * share)} %`);
  const sumWords = () => {
    const told = sum();
    if (told === null) return replayWords.noTruth;
    const { sum: names, perMinute } = replayWords;
    const parts = [`${names.coverage} ${percent(told.coverage)}`, `${names.right} ${percent(told.right)}`];
    if (told.meanError !== null) parts.push(`${names.meanError} ${told.meanError.toFixed(1)} ${perMinute}`);
    if (told.falseSeconds > 0) parts.push(`${names.falseSeconds} ${told.falseSeconds} s`);
    return parts.join("   ");
  };
  return (
    <div class={`replay-line sign-${props.vital}`}>
      <h3>
        {replayWords[props.vital]} <small>{replayWords.perMinute}</small>
        <small class="muted" data-testid={`sum-${props.vital}`}>
          {sumWords()}
        </small>
      </h3>
      <TrendChart
        plot={plot()}
        at={props.at}
        choose={props.seek}
        label={replayWords[props.vital === "pulse" ? "pulseLine" : "respirationLine"]}
        testId={`replay-${props.vital}`}
      />
      <VerdictLane verdicts={verdicts()} tMs={props.overview.tMs} stretch={plot().stretch} />
    </div>
  );
}
