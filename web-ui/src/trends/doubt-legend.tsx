import { For } from "solid-js";

import type { KindStretch, StretchKind } from "./stretches.ts";
import { trendWords } from "./trend-words.ts";

/** What the patterns below the plots stand for: those that are there now. */
export function DoubtLegend(props: { readonly stretches: readonly KindStretch[] }) {
  const kinds = () => [...new Set(props.stretches.map(({ kind }): StretchKind => kind))].sort();
  return (
    <ul class="doubt-legend" aria-label={trendWords.legend} data-testid="doubt-legend">
      <For each={kinds()}>
        {(kind) => (
          <li>
            <i class={`doubt ${kind}`} /> {trendWords.kinds[kind]}
          </li>
        )}
      </For>
    </ul>
  );
}
