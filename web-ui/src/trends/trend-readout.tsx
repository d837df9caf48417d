import { Show } from "solid-js";

import { momentWords } from "./trend-frame.ts";
import type { TrendShape } from "./trend-plots.ts";
import { trendWords } from "./trend-words.ts";

/** The values at one time of a trend, in figures. */
export function TrendReadout(props: { readonly shape: TrendShape; readonly at: number }) {
  const answer = () => props.shape.answer;
  const of = (vital: "pulse" | "respiration") => {
    const { live, held, min, max, share } = props.shape[vital];
    const at = props.at;
    return {
      live: live[at] ?? null,
      held: held[at] ?? null,
      min: min[at] ?? null,
      max: max[at] ?? null,
      share: share[at] ?? 0,
    };
  };
  const figure = (vital: "pulse" | "respiration") => {
    const { live, held } = of(vital);
    return (live ?? held)?.toFixed(0) ?? trendWords.none;
  };
  const extremes = (vital: "pulse" | "respiration") => {
    const { min, max } = of(vital);
    return min === null || max === null ? "" : `${min.toFixed(0)}-${max.toFixed(0)}`;
  };
  return (
    <p class="trend-readout" data-testid="trend-readout">
      <time>{momentWords(props.shape.xs[props.at] ?? 0, answer().stepMs === 1000)}</time>
      <span class="sign-pulse">
        {trendWords.pulse} <b data-testid="readout-pulse">{figure("pulse")}</b> <small>{extremes("pulse")}</small>
        <Show when={of("pulse").live === null && of("pulse").held !== null}> {trendWords.held}</Show>
      </span>
      <span class="sign-respiration">
        {trendWords.respiration} <b data-testid="readout-respiration">{figure("respiration")}</b>{" "}
        <small>{extremes("respiration")}</small>
        <Show when={of("respiration").live === null && of("respiration").held !== null}> {trendWords.held}</Show>
      </span>
    </p>
  );
}
