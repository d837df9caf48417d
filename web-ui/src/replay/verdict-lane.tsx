import { createMemo, For } from "solid-js";

import { createSize } from "../surface/size.ts";
import type { Stretch } from "../trends/past.ts";
import { xOfTime } from "../trends/trend-frame.ts";

import { replayWords } from "./replay-words.ts";
import type { Verdict } from "./verdicts.ts";

interface VerdictLaneProps {
  readonly verdicts: readonly Verdict[];
  /** Ends of the seconds, ms. */
  readonly tMs: readonly number[];
  readonly stretch: Stretch;
}

/** Below a line: which of its seconds are wrong, and in which a rate is missing. */
export function VerdictLane(props: VerdictLaneProps) {
  let field!: HTMLDivElement;
  const size = createSize(() => field);
  const x = (tMs: number) => xOfTime(tMs, props.stretch, size().width);
  const runs = createMemo(() => {
    const found: { verdict: Verdict; fromMs: number; toMs: number }[] = [];
    props.verdicts.forEach((verdict, at) => {
      const toMs = props.tMs[at];
      const last = found.at(-1);
      if (last?.verdict === verdict) last.toMs = toMs;
      else found.push({ verdict, fromMs: last?.toMs ?? 0, toMs });
    });
    return found.filter(({ verdict }) => verdict === "wrong" || verdict === "missing");
  });
  return (
    <div class="verdict-lane" ref={field} aria-hidden="true">
      <For each={runs()}>
        {({ verdict, fromMs, toMs }) => (
          <i
            class={verdict}
            title={replayWords.verdicts[verdict]}
            style={{ left: `${x(fromMs)}px`, width: `${Math.max(2, x(toMs) - x(fromMs))}px` }}
          />
        )}
      </For>
    </div>
  );
}
