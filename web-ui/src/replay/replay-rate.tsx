import { Show } from "solid-js";

import type { ReplayOverview, ReplaySecond, ReplayState } from "../../../src/wire/replay.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

import { replayWords } from "./replay-words.ts";
import { type Vital, verdictAt } from "./verdicts.ts";

interface ReplayRateProps {
  readonly vital: Vital;
  readonly second: ReplaySecond;
  readonly overview: ReplayOverview;
  readonly state: ReplayState;
  readonly at: number;
  readonly demo: boolean;
}

/** A rate of one second as the monitor showed it, and what the truth says of it. */
export function ReplayRate(props: ReplayRateProps) {
  const value = () => {
    const { pulse, respiration } = props.second.vitals;
    return props.vital === "pulse" ? { ...pulse, rate: pulse.rateBpm } : { ...respiration, rate: respiration.rateBrpm };
  };
  const columns = () => props.overview[props.vital];
  const verdict = () => verdictAt(columns(), props.at, props.state.truth[props.vital]);
  const reason = () => {
    const { reason } = value();
    if (reason === null) return "";
    return props.vital === "pulse" ? words.reasons[reason] : words.respiration.reasons[reason];
  };
  const state = () => (value().rate === null ? "none" : value().held ? "held" : "live");
  const truth = () => columns().truth[props.at] ?? null;
  const error = () => columns().error[props.at] ?? null;
  return (
    <section
      class={`panel replay-rate sign-${props.vital}`}
      data-testid={`replay-rate-${props.vital}`}
      data-state={state()}
      data-verdict={verdict()}
    >
      <header>
        <h2>{replayWords[props.vital]}</h2>
        <span class="muted">{replayWords.perMinute}</span>
      </header>
      <p class="replay-numeral" classList={{ held: state() === "held" }}>
        {value().rate?.toFixed(1) ?? replayWords.noRate}
      </p>
      <p class={`verdict ${verdict()}`}>{replayWords.verdicts[verdict()]}</p>
      <dl>
        <div>
          <dt>{replayWords.confidence}</dt>
          <dd>{value().confidence.toFixed(2)}</dd>
        </div>
        <div>
          <dt>{replayWords.truth}</dt>
          <dd data-testid={`truth-${props.vital}`}>{truth()?.toFixed(1) ?? replayWords.noRate}</dd>
        </div>
        <div>
          <dt>{replayWords.error}</dt>
          <dd>{error()?.toFixed(1) ?? replayWords.noRate}</dd>
        </div>
      </dl>
      <Show when={columns().moving[props.at]}>
        <p class="muted replay-moving">{replayWords.moving}</p>
      </Show>
      <p class="replay-reason">
        <Show when={state() === "held"}>{replayWords.held}: </Show>
        {reason()}
      </p>
      <DemoHatch demo={props.demo} />
    </section>
  );
}
