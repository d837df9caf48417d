import "./pulse-numeric.css";

import { createMemo, Index, Show } from "solid-js";

import type { Evidence } from "../../../src/wire/vitals.ts";
import type { Reading } from "../bed/reading.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

import { Confidence } from "./confidence-bar.tsx";

interface PulseNumericProps {
  readonly reading: Reading;
  /** The whole number to show, null for none. */
  readonly rateBpm: number | null;
  readonly confidence: number;
  readonly evidence: Evidence | null;
  readonly irregular: boolean;
  readonly demo: boolean;
}

/** The big pulse rate in one of its three states: filled when live, outlined when held, dashes and the reason when not shown. */
export function PulseNumeric(props: PulseNumericProps) {
  // Three places of one width each, filled from the right: a number never moves sideways.
  const digits = createMemo(() => [...String(props.rateBpm ?? "").padStart(3)]);
  return (
    <section class="panel pulse-numeric">
      <header>
        <h2 class="pulse-colour">{words.pulse.label}</h2>
        <span class="muted">{words.pulse.unit}</span>
      </header>
      <div class="numeral" data-testid="pulse-rate" classList={{ held: props.reading.state === "held" }}>
        <Show when={props.rateBpm !== null} fallback={<span class="dashes">{words.pulse.none}</span>}>
          <Index each={digits()}>{(digit) => <span class="digit">{digit().trim()}</span>}</Index>
        </Show>
      </div>
      <p class="pulse-state" data-testid="pulse-state" data-state={props.reading.state}>
        {stateWords(props.reading)}
        <Show when={props.reading.state !== "live" ? props.reading : null}>
          {(silent) => (
            <span class="pulse-reason" data-testid="pulse-reason">
              {words.reasons[silent().reason]}
            </span>
          )}
        </Show>
      </p>
      <Confidence
        reading={props.reading}
        confidence={props.confidence}
        evidence={props.evidence}
        irregular={props.irregular}
      />
      <DemoHatch demo={props.demo} />
    </section>
  );
}

function stateWords(reading: Reading): string {
  switch (reading.state) {
    case "live":
      return words.pulse.live;
    case "held":
      return words.pulse.held(reading.heldS);
    case "none":
      return "";
  }
}
