import "./rate-numeric.css";

import { createMemo, Index, Show } from "solid-js";

import type { Reading } from "../bed/reading.ts";
import { DemoHatch } from "../demo/demo-hatch.tsx";
import { words } from "../words/words.ts";

import { ConfidenceBar } from "./confidence-bar.tsx";
import type { LimitMarks } from "./limit-marks.ts";
import { RateLimits } from "./rate-limits.tsx";

interface RateNumericProps {
  /** Which vital sign: colours the numeral and begins every test id. */
  readonly sign: "pulse" | "respiration";
  readonly label: string;
  /** Stands beside the unit. */
  readonly note?: string;
  readonly reading: Reading;
  /** The whole number to show, null for none. */
  readonly shownRate: number | null;
  /** Of which second of the stream that number is, ms of the source. */
  readonly shownTMs: number | null;
  /** Places that the largest rate takes. */
  readonly places: 2 | 3;
  readonly confidence: number;
  /** On what a live rate rests. */
  readonly phrase: string;
  /** Why the rate is not live. */
  readonly reason: string;
  readonly demo: boolean;
  /** Between which the rate does not alarm; null where the station has not told. */
  readonly limits: LimitMarks | null;
}

/** A big rate in one of its three states: filled when live, outlined when held, dashes and the reason when not shown. */
export function RateNumeric(props: RateNumericProps) {
  // Places of one width each, filled from the right: a number never moves sideways.
  const digits = createMemo(() => [...String(props.shownRate ?? "").padStart(props.places)]);
  return (
    <section
      class={`panel rate-numeric sign-${props.sign}`}
      classList={{ [`alarm-frame-${props.limits?.priority}`]: props.limits?.priority != null }}
      style={{ "--places": props.places }}
    >
      <header>
        <h2>{props.label}</h2>
        <span class="muted">{words.rate.unit}</span>
        <RateLimits sign={props.sign} marks={props.limits} />
        <span class="muted rate-note">{props.note}</span>
        <span class="rate-state" data-testid={`${props.sign}-state`} data-state={props.reading.state}>
          {stateWords(props.reading)}
        </span>
      </header>
      <div class="numeral-field">
        <div
          class="numeral"
          data-testid={`${props.sign}-rate`}
          data-t-ms={props.shownTMs}
          classList={{
            held: props.reading.state === "held",
            "flash-high": props.limits?.flashing === "high",
            "flash-medium": props.limits?.flashing === "medium",
          }}
        >
          <Show when={props.shownRate !== null} fallback={<span class="dashes">{words.rate.none}</span>}>
            <Index each={digits()}>{(digit) => <span class="digit">{digit().trim()}</span>}</Index>
          </Show>
        </div>
      </div>
      <footer class={`rate-foot state-${props.reading.state}`}>
        <ConfidenceBar reading={props.reading} confidence={props.confidence} testId={`${props.sign}-confidence`} />
        <Show
          when={props.reading.state !== "live"}
          fallback={
            <span class="phrase" data-testid={`${props.sign}-phrase`}>
              {props.phrase}
            </span>
          }
        >
          <span class="rate-reason" data-testid={`${props.sign}-reason`}>
            {props.reason}
          </span>
        </Show>
      </footer>
      <DemoHatch demo={props.demo} />
    </section>
  );
}

function stateWords(reading: Reading): string {
  switch (reading.state) {
    case "live":
      return words.rate.live;
    case "held":
      return words.rate.held(reading.heldS);
    case "none":
      return "";
  }
}
