import { createMemo, createSignal, For, Show } from "solid-js";

import type { Vitals } from "../../../src/wire/vitals.ts";

import { replayWords } from "./replay-words.ts";
import { leavesOf } from "./vitals-leaves.ts";

interface VitalsTreeProps {
  readonly vitals: Vitals;
  /** Of the second before; null for the first. */
  readonly before: Vitals | null;
}

/** Every value of one second's Vitals object by its path, those in bold that differ from the second before. */
export function VitalsTree(props: VitalsTreeProps) {
  const [open, setOpen] = createSignal(false);
  const before = createMemo(() => new Map(open() && props.before ? leavesOf(props.before) : []));
  return (
    <details class="panel vitals-tree" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary data-testid="vitals-tree">
        {replayWords.vitals} <small class="muted">{replayWords.vitalsNote}</small>
      </summary>
      <Show when={open()}>
        <dl>
          <For each={leavesOf(props.vitals)}>
            {([path, text]) => (
              <div classList={{ changed: props.before !== null && before().get(path) !== text }}>
                <dt>{path}</dt>
                <dd data-path={path}>{text}</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </details>
  );
}
