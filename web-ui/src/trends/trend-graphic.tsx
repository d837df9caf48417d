import { createMemo, createSignal, For, Show } from "solid-js";

import type { HistoryEvent, TrendAnswer } from "../../../src/wire/history.ts";

import { DoubtLane } from "./doubt-lane.tsx";
import { DoubtLegend } from "./doubt-legend.tsx";
import { EventLane } from "./event-lane.tsx";
import { doubtStretches } from "./stretches.ts";
import { TrendChart } from "./trend-chart.tsx";
import { momentWords } from "./trend-frame.ts";
import { ratePlot, type ThirdPlot, thirdPlot, trendShape } from "./trend-plots.ts";
import { TrendReadout } from "./trend-readout.tsx";
import { trendWords } from "./trend-words.ts";

interface TrendGraphicProps {
  readonly answer: TrendAnswer;
  readonly events: readonly HistoryEvent[];
  readonly third: ThirdPlot;
  readonly open: (events: readonly HistoryEvent[]) => void;
}

/** Pulse and breathing over one axis of time, events above, doubt below each, and the values of one chosen time. */
export function TrendGraphic(props: TrendGraphicProps) {
  const [at, setAt] = createSignal<number | null>(null);
  const shape = createMemo(() => trendShape(props.answer));
  const doubts = createMemo(() => ({
    pulse: doubtStretches(props.answer, shape().pulse, "pulse"),
    respiration: doubtStretches(props.answer, shape().respiration, "respiration"),
  }));
  const third = createMemo(() => thirdPlot(shape(), props.third));
  const last = () => shape().xs.length - 1;
  /** The newest that was recorded until a reader chooses another. */
  const chosen = () => Math.min(at() ?? props.answer.at.at(-1) ?? last(), last());
  const time = () => momentWords(shape().xs[chosen()], props.answer.stepMs === 1000);
  const label = (vital: string) => `${trendWords.title}: ${vital}`;
  return (
    <section
      class="trend-graphic"
      data-testid="trend-graphic"
      data-step={props.answer.stepMs}
      data-from-ms={props.answer.fromMs}
      data-to-ms={props.answer.toMs}
    >
      <div class="trend-head">
        <TrendReadout shape={shape()} at={chosen()} />
        <DoubtLegend stretches={[...doubts().pulse, ...doubts().respiration]} />
      </div>
      <EventLane stretch={props.answer} events={props.events} open={props.open} />
      <For each={["pulse", "respiration"] as const}>
        {(vital) => (
          <div class={`trend-row sign-${vital}`}>
            <h3>
              {trendWords[vital]} <small>{trendWords.perMinute}</small>
            </h3>
            <TrendChart
              plot={ratePlot(shape(), vital, vital === "respiration" && third() === null)}
              at={chosen()}
              choose={setAt}
              label={label(trendWords[vital === "pulse" ? "wholePulse" : "wholeRespiration"])}
              testId={`trend-${vital}`}
            />
            <DoubtLane answer={props.answer} stretches={doubts()[vital]} testId={`doubt-${vital}`} />
          </div>
        )}
      </For>
      <Show when={third()}>
        {(plot) => (
          <div class="trend-row third">
            <h3>{props.third === "none" ? "" : trendWords[props.third]}</h3>
            <TrendChart
              plot={plot()}
              at={chosen()}
              choose={setAt}
              label={label(trendWords.third)}
              testId="trend-third"
            />
          </div>
        )}
      </Show>
      <input
        class="trend-cursor"
        type="range"
        min="0"
        max={last()}
        value={chosen()}
        aria-label={trendWords.cursor}
        aria-valuetext={time()}
        data-testid="trend-cursor"
        onInput={({ currentTarget }) => setAt(Number(currentTarget.value))}
      />
    </section>
  );
}
