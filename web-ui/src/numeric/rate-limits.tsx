import { Show } from "solid-js";

import type { LimitMarks } from "./limit-marks.ts";

/** Low and high above the digits; the violated one brightens, one whose alarm is off is struck through. */
export function RateLimits(props: { readonly sign: string; readonly marks: LimitMarks | null }) {
  return (
    <Show when={props.marks}>
      {(marks) => (
        <span class="rate-limits" data-testid={`${props.sign}-limits`}>
          <b classList={{ violated: marks().violated === "low", "limit-off": marks().lowOff }}>{marks().low}</b>
          <i>-</i>
          <b classList={{ violated: marks().violated === "high", "limit-off": marks().highOff }}>{marks().high}</b>
        </span>
      )}
    </Show>
  );
}
