import { createUniqueId } from "solid-js";

import { words } from "../words/words.ts";

import { limitWords } from "./limit-words.ts";

export interface LimitRange {
  readonly low: number;
  readonly high: number;
}

interface LimitFieldsProps {
  readonly sign: "pulse" | "respiration";
  readonly title: string;
  readonly range: LimitRange;
  readonly bounds: { readonly least: number; readonly most: number };
  /** The rate that is shown, null for none. */
  readonly nowPerMin: number | null;
  readonly change: (range: LimitRange) => void;
}

/** Low and high limit of one rate, beside the rate as it is now. */
export function LimitFields(props: LimitFieldsProps) {
  const titleId = createUniqueId();
  const now = () => (props.nowPerMin === null ? words.rate.none : String(Math.round(props.nowPerMin)));
  return (
    <fieldset aria-labelledby={titleId}>
      <h3 id={titleId} class={`sign-${props.sign}`}>
        {props.title} <span class="muted">{limitWords.now(now())}</span>
      </h3>
      <label>
        {limitWords.low}
        <input
          type="number"
          data-testid={`${props.sign}-low`}
          min={props.bounds.least}
          max={props.bounds.most}
          value={props.range.low}
          onInput={(event) => props.change({ ...props.range, low: event.currentTarget.valueAsNumber })}
        />
      </label>
      <label>
        {limitWords.high}
        <input
          type="number"
          data-testid={`${props.sign}-high`}
          min={props.bounds.least}
          max={props.bounds.most}
          value={props.range.high}
          onInput={(event) => props.change({ ...props.range, high: event.currentTarget.valueAsNumber })}
        />
      </label>
    </fieldset>
  );
}
