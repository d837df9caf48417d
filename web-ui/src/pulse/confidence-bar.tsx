import "./confidence-bar.css";

import { For } from "solid-js";

import type { Evidence } from "../../../src/wire/vitals.ts";
import type { Reading } from "../bed/reading.ts";
import { words } from "../words/words.ts";

import { CONFIDENCE_STEPS, confidencePhrase, confidenceSteps } from "./confidence.ts";

interface ConfidenceProps {
  readonly reading: Reading;
  /** Probability 0..1 that the rate is right. */
  readonly confidence: number;
  readonly evidence: Evidence | null;
  /** The beats of the last minute have no rhythm. */
  readonly irregular: boolean;
}

/** How far the rate can be trusted: five steps, and one phrase on what it rests on. Empty while no rate is shown. */
export function Confidence(props: ConfidenceProps) {
  // The confidence of a value that stopped arriving is as old as the value.
  const known = () =>
    props.reading.state === "live" || (props.reading.state === "held" && props.reading.reason !== "no-data");
  const steps = () => (known() ? confidenceSteps(props.confidence) : 0);
  const phrase = () =>
    props.reading.state !== "live" || props.evidence === null
      ? ""
      : props.irregular
        ? words.pulse.irregular
        : confidencePhrase(props.evidence, props.reading.rateBpm, words.confidence);
  return (
    <div
      class="confidence"
      data-testid="confidence"
      data-steps={steps()}
      role="img"
      aria-label={`${words.confidence.label} ${steps()}/${CONFIDENCE_STEPS}`}
    >
      <span class="steps">
        <For each={Array.from({ length: CONFIDENCE_STEPS }, (_, i) => i)}>
          {(step) => <i classList={{ filled: step < steps() }} />}
        </For>
      </span>
      <span class="phrase">{phrase()}</span>
    </div>
  );
}
