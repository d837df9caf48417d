import "./demo-hatch.css";

import { Show } from "solid-js";

import { words } from "../words/words.ts";

/** Hatches a panel with the word DEMO so that no demonstration number is taken for a patient's; the number stays legible. */
export function DemoHatch(props: { demo: boolean }) {
  return (
    <Show when={props.demo}>
      <div class="demo-hatch" data-testid="demo-mark">
        <span>{words.demo}</span>
        <span>{words.demo}</span>
        <span>{words.demo}</span>
      </div>
    </Show>
  );
}
