import "./confidence-bar.css";

import { For } from "solid-js";

import type { Reading } from "../bed/reading.ts";
import { words } from "../words/words.ts";

import { CONFIDENCE_STEPS, confidenceSteps } from "./confidence-steps.ts";

interface ConfidenceProps {
  readonly reading: Reading;
  /** Probability 0..1 that the rate is right. */
  readonly confidence: number;
  readonly testId: string;
}

/** How far the rate can be trusted, in five steps; empty while no rate is shown. */
export function ConfidenceBar(props: ConfidenceProps) {
  // The confidence of a value that stopped arriving is as old as the value.
  const known = () =>
    props.reading.state === "live" || (props.reading.state === "held" && props.reading.reason !== "no-data");
  const steps = () => (known() ? confidenceSteps(props.confidence) : 0);
  return (
    <span
      class="steps"
      data-testid={props.testId}
      data-steps={steps()}
      role="img"
      aria-label={`${words.confidence.label} ${steps()}/${CONFIDENCE_STEPS}`}
    >
      <For each={Array.from({ length: CONFIDENCE_STEPS }, (_, i) => i)}>
        {(step) => <i classList={{ filled: step < steps() }} />}
      </For>
    </span>
  );
}
