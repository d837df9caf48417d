import { For } from "solid-js";

import type { TrendAnswer } from "../../../src/wire/history.ts";
import { createSize } from "../surface/size.ts";

import type { KindStretch } from "./stretches.ts";
import { xOfTime } from "./trend-frame.ts";
import { trendWords } from "./trend-words.ts";

interface DoubtLaneProps {
  readonly answer: TrendAnswer;
  readonly stretches: readonly KindStretch[];
  readonly testId: string;
}

/** Below a plot: the stretches in which it shows no sure value, each kind with a pattern of its own. */
export function DoubtLane(props: DoubtLaneProps) {
  let field!: HTMLDivElement;
  const size = createSize(() => field);
  const x = (slot: number) => xOfTime(props.answer.fromMs + slot * props.answer.stepMs, props.answer, size().width);
  return (
    <div class="doubt-lane" ref={field} data-testid={props.testId} aria-hidden="true">
      <For each={props.stretches}>
        {({ kind, from, to }) => (
          <i
            class={`doubt ${kind}`}
            data-kind={kind}
            data-from={from}
            data-to={to}
            title={trendWords.kinds[kind]}
            style={{ left: `${x(from)}px`, width: `${Math.max(1, x(to) - x(from))}px` }}
          />
        )}
      </For>
    </div>
  );
}
