import "./preparing.css";

import { languageOf } from "../words/told.ts";
import { words } from "../words/words.ts";

/** How far a bed's preparation has come, until its first value. `progress`: 0..1. */
export function Preparing(props: { detail: string; progress: number }) {
  const percent = () => Math.round(100 * Math.max(0, Math.min(1, props.progress)));
  return (
    <div
      class="preparing"
      data-testid="progress"
      role="progressbar"
      aria-label={words.preparing.title}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow={percent()}
    >
      <p>
        <span lang={languageOf(props.detail)}>{props.detail}</span>
        <span class="percent">{percent()} %</span>
      </p>
      <div class="progress-track">
        <div class="progress-done" style={{ width: `${percent()}%` }} />
      </div>
    </div>
  );
}
